import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  AuthType,
  type CreateUserRequest,
  CreateUserRequestSchema,
  type DisableMFAUserRequest,
  MFA_State,
  type SetRefreshTimeout,
  type SetRequiredActionsUserRequest,
  type UpdateUserRequest,
  UpdateUserRequestSchema,
  User,
  type UserRequest,
  UserRequiredAction,
  type UserSearchQuery,
  UserSearchQuerySchema,
  type UserStatQuery,
  type VerifyEmailUserRequest,
} from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { checkEmail } from '../manager/format.ts';
import { UserManager } from '../manager/user.ts';

export class UserService extends Service(User) {
  readonly #manager = this.manager(UserManager);
  readonly #users = this.#manager.users;

  create(request: CreateUserRequest) {
    refuseMissingParts(request);
    const { userId, password } = request;
    const own = given(
      CreateUserRequestSchema,
      request,
      'authType',
      'password',
      'enforceMfaState',
      'enforceMfaType',
      'resetPassword',
    );
    const authType = request.authType === AuthType.EXTERNAL ? 'EXTERNAL' : 'LOCAL';
    return this.#users.createOnce(CreateUserRequestSchema, request, () =>
      this.#manager.create({ ...own, name: own.name?.trim(), userId, authType, password }),
    );
  }

  update(request: UpdateUserRequest) {
    refuseMissingParts(request);
    const { userId, password } = request;
    const own = given(
      UpdateUserRequestSchema,
      request,
      'userId',
      'password',
      'enforceMfaState',
      'enforceMfaType',
      'resetPassword',
    );
    return this.#manager.update(userId, own, password || undefined);
  }

  /** As SpaceONE: the administrator vouches for the address. */
  async verify_email({ userId, email }: VerifyEmailUserRequest) {
    if (email) checkEmail(email);
    await this.#users.update(userId, { emailVerified: true, email: email || undefined });
    return {};
  }

  async disable_mfa({ userId }: DisableMFAUserRequest) {
    const { mfa } = await this.#users.get(userId);
    if (mfa?.state !== MFA_State.ENABLED) throw errors.invalid('user_id', `${userId} has no second factor`);
    return this.#users.update(userId, { mfa: { state: MFA_State.DISABLED } });
  }

  async set_required_actions({ userId, requiredActions }: SetRequiredActionsUserRequest) {
    const user = await this.#users.get(userId);
    if (requiredActions.includes(UserRequiredAction.ENFORCE_MFA))
      throw errors.notImplemented('a second factor');
    if (user.authType === AuthType.EXTERNAL)
      throw errors.invalid('required_actions', 'users who log in elsewhere have no password here');
    return this.#users.update(userId, {
      requiredActions: [...new Set([...user.requiredActions, ...requiredActions])],
    });
  }

  set_refresh_timeout({ userId, refreshTimeout }: SetRefreshTimeout) {
    return this.#users.update(userId, { refreshTimeout });
  }

  enable({ userId }: UserRequest) {
    return this.#users.update(userId, { state: 'ENABLED' });
  }

  disable({ userId }: UserRequest) {
    return this.#manager.disable(userId);
  }

  async delete({ userId }: UserRequest) {
    await this.#manager.delete(userId);
    return {};
  }

  get({ userId }: UserRequest) {
    return this.#users.get(userId);
  }

  list(request: UserSearchQuery) {
    return this.#users.list(request.query, conditions(UserSearchQuerySchema, request));
  }

  stat({ query }: UserStatQuery) {
    return this.#users.stat(query);
  }
}

/** Nothing here mails passwords or checks a second factor: better refused than half done. */
function refuseMissingParts({ resetPassword, enforceMfaState }: CreateUserRequest | UpdateUserRequest): void {
  if (resetPassword) throw errors.notImplemented('mailing a password');
  if (enforceMfaState === 'ENABLED') throw errors.notImplemented('a second factor');
}
