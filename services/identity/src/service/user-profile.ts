import { errors, Service } from '@hawser/core';
import { given } from '@hawser/core/connector/postgres';
import {
  type UpdatePasswordUserProfileRequest,
  type UpdateUserProfileRequest,
  UpdateUserProfileRequestSchema,
  UserProfile,
  type UserProfileRequest,
} from '@hawser/proto/spaceone/api/identity/v2/user_profile_pb.js';
import { LoginManager } from '../manager/login.ts';
import { UserManager } from '../manager/user.ts';
import { UserWorkspaces } from '../manager/user-workspaces.ts';
import { WorkspaceGroupManager } from '../manager/workspace-group.ts';

/** What people may do with their own account. What takes a mail or a second factor isn't here. */
export class UserProfileService extends Service(UserProfile) {
  readonly #manager = this.manager(UserManager);
  readonly #logins = this.manager(LoginManager);
  readonly #groups = this.manager(WorkspaceGroupManager);
  readonly #workspaces = this.manager(UserWorkspaces);

  /** An address that nobody has vouched for isn't verified. */
  async update(request: UpdateUserProfileRequest) {
    const { userId } = this.#caller();
    const own = given(UpdateUserProfileRequestSchema, request);
    const { email } = await this.#manager.users.get(userId);
    const isNewAddress = own.email !== undefined && own.email !== email;
    return this.#manager.update(userId, { ...own, ...(isNewAddress && { emailVerified: false }) });
  }

  /** Logs the caller out everywhere, as whoever else knows the old password has to be. */
  async update_password({ currentPassword, newPassword }: UpdatePasswordUserProfileRequest) {
    const { domainId, userId } = this.#caller();
    if (!(await this.#logins.proves(domainId, userId, currentPassword)))
      throw errors.invalid('current_password', 'it is wrong');
    return this.#manager.update(userId, {}, newPassword, 'new_password');
  }

  get(_: UserProfileRequest) {
    return this.#manager.users.get(this.#caller().userId);
  }

  async get_workspaces({ workspaceGroupId }: UserProfileRequest) {
    const { domainId, userId } = this.#caller();
    if (workspaceGroupId) await this.#groups.groups.in({ domainId }).get(workspaceGroupId);
    const results = await this.#workspaces.of(domainId, userId, workspaceGroupId || undefined);
    return { results, totalCount: results.length };
  }

  async get_workspace_groups() {
    const { domainId, userId } = this.#caller();
    const results = await this.#groups.of(domainId, userId);
    return { results, totalCount: results.length };
  }

  /** @throws PERMISSION_DENIED for services: they have no profile, whatever domain they call for. */
  #caller(): { domainId: string; userId: string } {
    const { identity } = this.transaction;
    if (identity?.owner !== 'USER') throw errors.permissionDenied();
    return { domainId: identity.domainId, userId: identity.audience };
  }
}
