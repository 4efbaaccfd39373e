import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create, type DescMethod, type MessageInitShape } from '@bufbuild/protobuf';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { UserProfile } from '@hawser/proto/spaceone/api/identity/v2/user_profile_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { HawserError } from '../../error/index.ts';
import { describeMethod } from '../../pipeline/method.ts';
import type { ComponentHost } from '../../service/component.ts';
import type { Identity, Scope } from '../../transaction/index.ts';
import { system, transactionOf, user } from '../testing/transaction.ts';
import { tenancyMutation } from './tenancy.ts';

const handler = tenancyMutation({} as ComponentHost, {});

/** What becomes of a call: its scope without open levels, and its request's tenancy fields. */
function narrow<M extends DescMethod>(
  method: M,
  identity: Identity,
  request: MessageInitShape<M['input']>,
  headers: Record<string, string> = {},
) {
  const { authorize, mutateRequest } = handler.stages(describeMethod(method));
  const transaction = transactionOf(identity, headers);
  authorize!(transaction);
  const message = create(method.input, request as Record<string, unknown>) as unknown as Record<
    string,
    unknown
  >;
  mutateRequest!(transaction, message as never);
  const { domainId, workspaceId, userId } = message;
  const clean = (fields: object) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return { scope: clean(transaction.scope) as Scope, request: clean({ domainId, workspaceId, userId }) };
}

const elsewhere = { x_domain_id: 'domain-9', x_workspace_id: 'workspace-9' };

describe('tenancy', () => {
  it('keeps owners and members in their workspace, whatever the request says', () => {
    for (const role of ['WORKSPACE_OWNER', 'WORKSPACE_MEMBER', 'USER']) {
      assert.deepEqual(narrow(Region.method.list, user(role), { workspaceId: 'workspace-2' }, elsewhere), {
        scope: { domainId: 'domain-1', workspaceId: 'workspace-1' },
        request: { workspaceId: 'workspace-1' },
      });
    }
  });

  it('leaves a domain administrator free within the domain', () => {
    assert.deepEqual(
      narrow(Region.method.list, user('DOMAIN_ADMIN'), { workspaceId: 'workspace-2' }, elsewhere),
      {
        scope: { domainId: 'domain-1' },
        request: { workspaceId: 'workspace-2' },
      },
    );
  });

  it('keeps everyone in their domain, whatever the request says', () => {
    const { scope, request } = narrow(Workspace.method.check, user('DOMAIN_ADMIN'), {
      workspaceId: 'workspace-2',
      domainId: 'domain-2',
    });
    assert.deepEqual(
      [scope, request],
      [{ domainId: 'domain-1' }, { workspaceId: 'workspace-2', domainId: 'domain-1' }],
    );
  });

  it('binds a member to projects, and others when their token has any', () => {
    const projectsOf = (identity: Identity, method: DescMethod = Project.method.list) =>
      narrow(method, identity, {}).scope.projects;
    assert.deepEqual(projectsOf(user('WORKSPACE_MEMBER', { projects: ['project-1'] })), ['project-1']);
    assert.deepEqual(projectsOf(user('WORKSPACE_MEMBER')), []);
    assert.equal(projectsOf(user('WORKSPACE_OWNER')), undefined);
    assert.deepEqual(projectsOf(user('WORKSPACE_OWNER', { owner: 'APP', projects: ['project-1'] })), [
      'project-1',
    ]);
    assert.equal(
      projectsOf(user('WORKSPACE_MEMBER', { projects: ['project-1'] }), Region.method.list),
      undefined,
    );
  });

  it('narrows what is personal to the user, in any workspace', () => {
    const { scope } = narrow(UserProfile.method.get, user('WORKSPACE_MEMBER'), {});
    assert.deepEqual(scope, { domainId: 'domain-1', userId: 'kim' });
  });

  it('takes the tenant of a system token from the headers, else the domain from the request', () => {
    assert.deepEqual(
      narrow(Workspace.method.check, system, { domainId: 'domain-2', workspaceId: 'workspace-2' }, elsewhere),
      {
        scope: { domainId: 'domain-9', workspaceId: 'workspace-9' },
        request: { domainId: 'domain-9', workspaceId: 'workspace-9' },
      },
    );
    assert.deepEqual(
      narrow(Workspace.method.check, system, { domainId: 'domain-2', workspaceId: 'workspace-2' }),
      {
        scope: { domainId: 'domain-2' },
        request: { domainId: 'domain-2', workspaceId: 'workspace-2' },
      },
    );
    assert.deepEqual(narrow(App.method.check, system, { clientId: 'c' }).scope, {});
  });

  it('lets a system administrator choose the domain in scope SYSTEM alone, and nobody else', () => {
    const admin = user('SYSTEM_ADMIN', { domainId: 'domain-root' });
    assert.deepEqual(narrow(Domain.method.get, admin, { domainId: 'domain-2' }).scope, {
      domainId: 'domain-2',
    });
    assert.deepEqual(narrow(Region.method.list, admin, {}, elsewhere).scope, { domainId: 'domain-root' });
    const { scope, request } = narrow(
      Domain.method.get,
      user('DOMAIN_ADMIN'),
      { domainId: 'domain-2' },
      elsewhere,
    );
    assert.deepEqual([scope, request], [{ domainId: 'domain-1' }, { domainId: 'domain-1' }]);
  });

  it("sets the token's injected parameters over the request's, and never another domain", () => {
    const injected = {
      domain_id: 'domain-2',
      workspace_id: 'workspace-3',
      name: 'given',
      query: { count_only: true },
    };
    const { authorize, mutateRequest } = handler.stages(describeMethod(Region.method.list));
    const transaction = transactionOf(user('DOMAIN_ADMIN', { injected }));
    const request = create(Region.method.list.input, {
      name: 'asked',
      provider: 'aws',
      workspaceId: 'workspace-2',
    });
    authorize!(transaction);
    mutateRequest!(transaction, request);
    assert.equal(transaction.scope.domainId, 'domain-1');
    assert.equal(transaction.scope.workspaceId, 'workspace-3');
    const { name, provider, workspaceId, query } = request;
    assert.deepEqual([name, provider, workspaceId, query?.countOnly], ['given', 'aws', 'workspace-3', true]);
    assert.equal(
      narrow(Region.method.list, user('WORKSPACE_OWNER', { injected }), {}).scope.workspaceId,
      'workspace-1',
      'nor another workspace than the granted one',
    );
  });

  it("refuses a call whose injected parameters don't fit", () => {
    assert.throws(
      () => narrow(Region.method.list, user('DOMAIN_ADMIN', { injected: { name: 7 } }), {}),
      (thrown: unknown) => thrown instanceof HawserError && thrown.code === 'AUTHENTICATE_FAILURE',
    );
  });

  it('leaves public methods alone', () => {
    assert.deepEqual(handler.stages(describeMethod(Domain.method.get_public_key)), {});
  });
});
