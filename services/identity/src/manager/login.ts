import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { AuthType, type UserInfo, UserInfo_State } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { users } from '../model/user.ts';
import { ExternalAuthManager } from './external-auth.ts';
import { checkPassword } from './password.ts';
import { ThrottleManager } from './throttle.ts';

/** Logging in, with a password that this service keeps or through the domain's plugin. */
export class LoginManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #externalAuth = this.manager(ExternalAuthManager);
  readonly #throttle = this.manager(ThrottleManager);
  readonly #users = new ResourceStore(this.#postgres, users);

  /**
   * The user whose `user_id` and `password` these are. It doesn't tell, not even by the time that it takes, whether the
   * user or the password is wrong.
   *
   * @throws AUTHENTICATE_FAILURE; RESOURCE_EXHAUSTED after too many wrong passwords
   */
  async byPassword(domainId: string, credentials: JsonObject): Promise<UserInfo> {
    const userId = text(credentials, 'user_id');
    const password = text(credentials, 'password');
    if (!(await this.proves(domainId, userId, password)))
      throw errors.unauthenticated(`there is no user "${userId}" with that password`);
    const row = await this.#users.in({ domainId }).columns(userId, 'state');
    if (row?.state === UserInfo_State[UserInfo_State.DISABLED])
      throw errors.invalid('user_id', 'the user is disabled');
    return this.entered(domainId, userId);
  }

  /**
   * Whether the user has that password; wrong ones are counted.
   *
   * @throws RESOURCE_EXHAUSTED after too many wrong ones
   */
  async proves(domainId: string, userId: string, password: string): Promise<boolean> {
    await this.#throttle.check(domainId, userId);
    const row = await this.#users.in({ domainId }).columns(userId, 'password_hash', 'auth_type');
    const hash = row?.auth_type === AuthType[AuthType.LOCAL] ? (row.password_hash as string) : undefined;
    const isRight = await checkPassword(password, hash);
    if (isRight) await this.#throttle.succeeded(domainId, userId);
    else await this.#throttle.failed(domainId, userId);
    return isRight;
  }

  /** The user whom the domain's plugin knows by the credentials. @throws AUTHENTICATE_FAILURE */
  async byPlugin(domainId: string, credentials: JsonObject): Promise<UserInfo> {
    const { userId } = await this.#externalAuth.login(domainId, credentials);
    return this.entered(domainId, userId);
  }

  /** Marks that a user has just logged in, which enables one who hadn't yet. */
  entered(domainId: string, userId: string): Promise<UserInfo> {
    const now = new Date().toISOString();
    return this.#users.in({ domainId }).update(userId, { lastAccessedAt: now, state: 'ENABLED' });
  }
}

function text(credentials: JsonObject, key: string): string {
  const value = credentials[key];
  if (typeof value !== 'string' || value === '') throw errors.unauthenticated(`the credentials lack ${key}`);
  if (value.length > 1_024) throw errors.unauthenticated(`the credentials' ${key} is too long`);
  return value;
}
