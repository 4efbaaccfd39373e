import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RoleBinding } from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { Role } from '@hawser/proto/spaceone/api/identity/v2/role_pb.js';
import { UserGroup } from '@hawser/proto/spaceone/api/identity/v2/user_group_pb.js';
import { User } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { UserProfile } from '@hawser/proto/spaceone/api/identity/v2/user_profile_pb.js';
import { WorkspaceGroup } from '@hawser/proto/spaceone/api/identity/v2/workspace_group_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { fails } from '../../test/fails.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant, LOCAL, scopes, tokenOf } from '../../test/tenants.ts';
import { groupTools } from '../../test/workspace-groups.ts';

const [owner, member] = ['managed-workspace-owner', 'managed-workspace-member'];

describe('Role bindings by workspace groups', async () => {
  const platform = await startPlatform();
  const { as } = platform;
  const tenant = await createTenant(platform, 'tenant');
  const stranger = await createTenant(platform, 'stranger');
  const { admin, workspaces, domainId } = tenant;
  const [one, two] = workspaces;
  for (const userId of ['kim', 'lee']) await as(User, admin).create({ userId, password, authType: LOCAL });
  const { roleId: guest } = await as(Role, admin).create({ name: 'guest', roleType: 3 });
  const { rolesOf, move } = groupTools(platform, admin, one);
  const make = async (name: string) => (await as(WorkspaceGroup, admin).create({ name })).workspaceGroupId;
  const [blue, red] = [await make('blue'), await make('red')];
  await as(WorkspaceGroup, admin).add_users({
    workspaceGroupId: blue,
    users: [{ userId: 'kim', roleId: owner }],
  });
  await as(WorkspaceGroup, admin).add_users({
    workspaceGroupId: red,
    users: [{ userId: 'lee', roleId: guest }],
  });

  it('gives the roles of the group that a workspace is in', async () => {
    await move(one, blue);
    await move(two, blue);
    assert.deepEqual(await rolesOf('kim'), [`1: ${owner}: ${blue}`, `2: ${owner}: ${blue}`]);
    await move(two, red);
    assert.deepEqual(await rolesOf('kim'), [`1: ${owner}: ${blue}`]);
    assert.deepEqual(await rolesOf('lee'), [`2: ${guest}: ${red}`]);
  });

  it('takes no other domain’s workspace or group', async () => {
    const foreign = as(Workspace, stranger.admin);
    const [workspaceId] = stranger.workspaces;
    await fails(foreign.change_workspace_group({ workspaceId, workspaceGroupId: red }), 'NOT_FOUND');
    await fails(move(workspaceId, red), 'NOT_FOUND');
  });

  it('shows in the profiles of its users', async () => {
    const kim = as(UserProfile, await tokenOf(platform, domainId, 'kim', scopes.USER));
    const { results, totalCount } = await kim.get_workspace_groups({});
    assert.deepEqual([results.map(({ name }) => name), totalCount], [['blue'], 1]);
    assert.equal(results[0]!.roleBindingInfo!.roleId, owner);
    const mine = await kim.get_workspaces({ workspaceGroupId: blue });
    assert.deepEqual(
      mine.results.map(({ workspaceId }) => workspaceId),
      [one],
    );
    assert.deepEqual((await kim.get_workspaces({ workspaceGroupId: red })).results, []);
  });

  it('alone changes the roles that it gives', async () => {
    const { roleBindingId } = (await as(RoleBinding, admin).list({ userId: 'kim' })).results[0]!;
    await fails(as(RoleBinding, admin).delete({ roleBindingId }), 'PERMISSION_DENIED');
    await fails(as(Role, admin).delete({ roleId: guest }), 'EXIST_RESOURCE');
  });

  it('takes users out of user groups, and keeps roles that it didn’t give', async () => {
    const users = as(UserGroup, tenant.owners[0]);
    const { userGroupId } = await users.create({ name: 'crowd' });
    await users.add_users({ userGroupId, users: ['owner-1', 'kim'] });
    await move(one);
    assert.deepEqual((await users.get({ userGroupId })).users, ['owner-1']);
    assert.deepEqual(await rolesOf('owner-1'), [`1: ${owner}: `]);
    assert.deepEqual(await rolesOf('kim'), []);
  });

  it('loses nobody of those who are added at once', async () => {
    const add = (userId: string) =>
      as(WorkspaceGroup, admin).add_users({ workspaceGroupId: red, users: [{ userId, roleId: member }] });
    await Promise.all(['kim', 'member', 'owner-1'].map(add));
    const bound = await as(RoleBinding, admin).list({ workspaceId: two });
    const ids = bound.results.map(({ userId }) => userId).toSorted();
    assert.deepEqual(ids, ['kim', 'lee', 'member', 'owner-1', 'owner-2']);
  });
});
