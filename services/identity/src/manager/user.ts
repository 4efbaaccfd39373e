import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore, type Values } from '@hawser/core/connector/postgres';
import type { UserInfo, UserInfoSchema } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { users } from '../model/user.ts';
import { checkEmail, checkTimezone } from './format.ts';
import { checkPassword, checkPasswordFormat, hashPassword } from './password.ts';
import { RefreshManager } from './refresh.ts';

/** What a user is made of: fields of UserInfo, and a password. */
export interface NewUser extends Values<typeof UserInfoSchema> {
  userId: string;
  authType: 'LOCAL' | 'EXTERNAL';
  /** Needed for LOCAL, ignored for EXTERNAL. */
  password?: string | undefined;
}

/** The users of a domain. */
export class UserManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #refresh = this.manager(RefreshManager);
  readonly users = new ResourceStore(this.#postgres, users);

  /** Creates a user. @throws REQUIRED_PARAMETER, INVALID_PARAMETER or NOT_UNIQUE */
  async create({ password, ...user }: NewUser, store = this.users): Promise<UserInfo> {
    checkUser(user);
    if (user.authType === 'EXTERNAL') return store.create(user);
    if (!password) throw errors.required('password');
    checkPasswordFormat(password);
    return store.create({ ...user, password_hash: await hashPassword(password) });
  }

  /**
   * Changes the given fields. A new password logs the user out everywhere.
   *
   * @param key the request's name of the password, for errors
   */
  async update(
    userId: string,
    values: Values<typeof UserInfoSchema>,
    password?: string,
    key = 'password',
  ): Promise<UserInfo> {
    checkUser(values);
    if (!password) return this.users.update(userId, values);
    const row = await this.users.columns(
      userId,
      'auth_type',
      'password_hash',
      'required_actions',
      'domain_id',
    );
    if (!row) throw errors.notFound('user_id', userId);
    if (row.auth_type !== 'LOCAL') throw errors.invalid(key, 'users who log in elsewhere have none');
    if (await checkPassword(password, row.password_hash as string))
      throw errors.invalid(key, 'it is the one that the user has now');
    checkPasswordFormat(password, key);
    const requiredActions = (row.required_actions as string[]).filter(action => action !== 'UPDATE_PASSWORD');
    const password_hash = await hashPassword(password);
    return this.#postgres.transaction(async () => {
      await this.#refresh.revoke(row.domain_id as string, userId);
      return this.users.update(userId, { ...values, requiredActions, password_hash });
    });
  }

  /** Disables a user and logs them out. @throws INVALID_PARAMETER for the last administrator */
  disable(userId: string): Promise<UserInfo> {
    return this.#postgres.transaction(async () => {
      const user = await this.#unlessLastAdmin(userId);
      await this.#refresh.revoke(user.domainId, userId);
      return this.users.update(userId, { state: 'DISABLED' });
    });
  }

  /** Deletes a user, who also leaves all projects and groups. @throws INVALID_PARAMETER for the last administrator */
  delete(userId: string): Promise<void> {
    return this.#postgres.transaction(async () => {
      const { domainId } = await this.#unlessLastAdmin(userId);
      for (const table of ['projects', 'project_groups', 'user_groups']) {
        await this.#postgres.query(
          `update ${table} set users = array_remove(users, $2) where domain_id = $1 and users && array[$2]`,
          [domainId, userId],
        );
      }
      await this.users.delete(userId);
    });
  }

  async #unlessLastAdmin(userId: string): Promise<UserInfo> {
    const user = await this.users.get(userId);
    await lockDomain(this.#postgres, user.domainId);
    const others = await this.#postgres.query(
      `select 1 from users where domain_id = $1 and role_type = 'DOMAIN_ADMIN' and state = 'ENABLED' and user_id <> $2 limit 1`,
      [user.domainId, userId],
    );
    const [self] = await this.#postgres.query(
      `select role_type, state from users where domain_id = $1 and user_id = $2`,
      [user.domainId, userId],
    );
    if (self?.role_type === 'DOMAIN_ADMIN' && self.state === 'ENABLED' && others.length === 0)
      throw errors.invalid('user_id', `${userId} is the last enabled administrator of the domain`);
    return user;
  }
}

/** Makes concurrent changes of who administers a domain wait for one another, until the transaction ends. */
export async function lockDomain(postgres: Postgres, domainId: string): Promise<void> {
  await postgres.query('select 1 from domains where domain_id = $1 for update', [domainId]);
}

function checkUser({ email, timezone }: Values<typeof UserInfoSchema>): void {
  if (email) checkEmail(email);
  if (timezone) checkTimezone(timezone);
}
