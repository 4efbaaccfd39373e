import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create, type DescMethod } from '@bufbuild/protobuf';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Project, ProjectRequestSchema } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import {
  CreateRoleBindingRequestSchema,
  RoleBinding,
} from '@hawser/proto/spaceone/api/identity/v2/role_binding_pb.js';
import { UserProfile } from '@hawser/proto/spaceone/api/identity/v2/user_profile_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { HawserError } from '../../error/index.ts';
import { describeMethod } from '../../pipeline/method.ts';
import type { ComponentHost } from '../../service/component.ts';
import type { Identity } from '../../transaction/index.ts';
import type { Stages } from '../handler.ts';
import { system, transactionOf, user } from '../testing/transaction.ts';
import { roleAuthorization } from './role.ts';

const handler = roleAuthorization({} as ComponentHost, {});

function stagesOf(desc: DescMethod, changes: { roles?: string[] } = {}): Stages {
  return handler.stages({ ...describeMethod(desc), ...changes });
}

/** The code of what `work` throws, or OK. */
function outcome(work: () => unknown): string {
  try {
    work();
    return 'OK';
  } catch (thrown) {
    assert.ok(thrown instanceof HawserError, String(thrown));
    return thrown.code;
  }
}

const app = (role: string, more: Partial<Identity> = {}) => user(role, { owner: 'APP', ...more });
const ok = 'OK';
const denied = 'PERMISSION_DENIED';

const table: readonly [what: string, method: DescMethod, identity: Identity | undefined, outcome: string][] =
  [
    ['a listed role', Region.method.create, user('WORKSPACE_OWNER'), ok],
    ['another role', Region.method.create, user('WORKSPACE_MEMBER'), denied],
    ['the administrator where owners alone may', Region.method.create, user('DOMAIN_ADMIN'), denied],
    ['a role that begins alike', Region.method.create, user('WORKSPACE'), denied],
    ['the role USER', Region.method.list, user('USER'), denied],
    ['no identity', Region.method.list, undefined, 'AUTHENTICATE_FAILURE'],
    ['a system token', Region.method.create, system, ok],
    ['a system token in scope SYSTEM', App.method.check, system, ok],
    ['an administrator in scope SYSTEM', App.method.check, user('DOMAIN_ADMIN'), denied],
    ['an app in scope SYSTEM', App.method.check, app('DOMAIN_ADMIN'), denied],
    ['an owner in scope SYSTEM', Domain.method.create, user('WORKSPACE_OWNER'), denied],
    ['the role that scope SYSTEM names', Domain.method.create, user('SYSTEM_ADMIN'), ok],
    ['a user on what is theirs', UserProfile.method.get, user('USER'), ok],
    ['an administrator on what is theirs', UserProfile.method.get, user('DOMAIN_ADMIN'), ok],
    ["an app on a user's own", UserProfile.method.get, app('DOMAIN_ADMIN'), denied],
    ['an app elsewhere', Region.method.list, app('WORKSPACE_OWNER'), ok],
    [
      'the permission',
      Region.method.create,
      user('WORKSPACE_OWNER', { permissions: ['inventory:Region.write'] }),
      ok,
    ],
    [
      'a permission that begins alike',
      Region.method.create,
      user('WORKSPACE_OWNER', { permissions: ['inventory:Reg'] }),
      denied,
    ],
    [
      'another permission',
      Region.method.create,
      user('WORKSPACE_OWNER', { permissions: ['inventory:Region.read'] }),
      denied,
    ],
    ['the permission without the role', Region.method.create, user('USER', { permissions: ['*'] }), denied],
    ['an empty list, as in SpaceONE', Region.method.create, user('WORKSPACE_OWNER', { permissions: [] }), ok],
    [
      'a system token whatever its permissions',
      Region.method.create,
      { ...system, permissions: ['x:Y.z'] },
      ok,
    ],
  ];

describe('role', () => {
  for (const [what, method, identity, expected] of table) {
    it(`${what}: ${method.parent.name}.${method.name} → ${expected}`, () => {
      const { authorize } = stagesOf(method);
      assert.equal(
        outcome(() => authorize!(transactionOf(identity))),
        expected,
      );
    });
  }

  it("takes SpaceONE's role list of USER alone for any person, and no app", () => {
    const { authorize } = stagesOf(Region.method.list, { roles: ['USER'] });
    assert.equal(
      outcome(() => authorize!(transactionOf(user('DOMAIN_ADMIN')))),
      ok,
    );
    assert.equal(
      outcome(() => authorize!(transactionOf(app('USER')))),
      denied,
    );
  });

  it('leaves public methods alone', () => {
    assert.deepEqual(stagesOf(Domain.method.get_public_key), {});
  });

  it('asks nothing of requests without a resource group or project', () => {
    assert.equal(stagesOf(Region.method.list).mutateRequest, undefined);
  });

  const groups = ['', 'DOMAIN', 'WORKSPACE'] as const;
  const reach: readonly [role: string, outcomes: string[]][] = [
    ['DOMAIN_ADMIN', [ok, ok, ok]],
    ['WORKSPACE_OWNER', [ok, denied, ok]],
    ['WORKSPACE_MEMBER', [ok, denied, denied]],
  ];
  for (const [role, outcomes] of reach) {
    it(`lets a ${role} name the resource groups of its reach`, () => {
      const { mutateRequest } = stagesOf(RoleBinding.method.create);
      const found = groups.map((_, resourceGroup) => {
        const request = create(CreateRoleBindingRequestSchema, { resourceGroup });
        return outcome(() => mutateRequest!(transactionOf(user(role)), request));
      });
      assert.deepEqual(found, outcomes);
    });
  }

  it('lets those who are bound to projects name only those', () => {
    const { mutateRequest } = stagesOf(Project.method.get);
    const ask = (identity: Identity, projectId: string) =>
      outcome(() => mutateRequest!(transactionOf(identity), create(ProjectRequestSchema, { projectId })));
    const member = user('WORKSPACE_MEMBER', { projects: ['project-1'] });
    assert.equal(ask(member, 'project-1'), ok);
    assert.equal(ask(member, 'project-2'), denied);
    assert.equal(ask(member, '*'), ok);
    assert.equal(ask(user('WORKSPACE_MEMBER', { projects: [] }), 'project-1'), denied);
    assert.equal(ask(user('WORKSPACE_OWNER', { projects: [] }), 'project-1'), ok);
    assert.equal(ask(app('WORKSPACE_OWNER', { projects: ['project-1'] }), 'project-2'), denied);
    assert.equal(ask(system, 'project-2'), ok);
  });

  it("stops the start with an option that it doesn't know", () => {
    assert.throws(
      () => roleAuthorization({} as ComponentHost, { role: 'x' }),
      /handler "role" in HANDLERS.*\n.*role/s,
    );
    roleAuthorization({} as ComponentHost, { uri: 'grpc://identity:50051/v1/Authorization/verify' });
  });
});
