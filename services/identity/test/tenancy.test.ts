import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type JsonValue, toJson } from '@bufbuild/protobuf';
import { type Client, HawserError } from '@hawser/core';
import { describeMethod } from '@hawser/core/pipeline';
import type { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import identity from '../service.ts';
import { furnish, requestFor, snapshot } from './crossing.ts';
import { startPlatform } from './platform.ts';
import { createTenant } from './tenants.ts';

/** Everything a caller may get for trying: never an answer of substance, never an internal error. */
const refusals = new Set([
  'NOT_FOUND',
  'PERMISSION_DENIED',
  'INVALID_PARAMETER',
  'NOT_IMPLEMENTED',
  'NOT_UNIQUE',
  'EXIST_RESOURCE',
]);

describe('Another tenant', async () => {
  const platform = await startPlatform();
  const victim = await createTenant(platform, 'victim');
  const thief = await createTenant(platform, 'thief');
  const ids = await furnish(platform, victim);
  await furnish(platform, thief);
  const callers = {
    "another domain's administrator": thief.admin,
    "another domain's owner": thief.owners[0],
    "another domain's member": thief.member,
    "another workspace's owner": victim.owners[1],
  };
  // Ids that a caller chooses are in their own answers: anyone may call something of their own the same.
  const chosen = new Set(['provider', 'schemaId', 'userId']);
  const needles = Object.entries(ids).flatMap(([key, id]) => (chosen.has(key) ? [] : [id]));

  for (const { service } of identity.services) {
    for (const desc of service.methods) {
      const method = describeMethod(desc);
      if (method.public) continue;
      for (const [who, token] of Object.entries(callers)) {
        const sameDomain = token === victim.owners[1];
        it(`${service.name}.${desc.name} gives ${who} nothing`, async () => {
          const before = await snapshot(platform, victim.domainId);
          const client = platform.as(service, token) as Client<typeof Project>;
          const send = (client as unknown as Record<string, (request: object) => Promise<never>>)[desc.name]!;
          const request = requestFor(desc, ids);
          const outcome: JsonValue = await send(request).then(
            answer => toJson(desc.output, answer),
            (thrown: unknown) => {
              assert.ok(thrown instanceof HawserError && refusals.has(thrown.code), String(thrown));
              return null;
            },
          );
          const shown = JSON.stringify(outcome);
          // What belongs to the domain is no secret in it; what belongs to a workspace is.
          const hidden = sameDomain
            ? [
                ids.workspaceId!,
                ids.projectId!,
                ids.projectGroupId!,
                ids.serviceAccountId!,
                ids.trustedAccountId!,
                ids.appId!,
                ids.roleBindingId!,
                ids.userGroupId!,
                ids.workspaceGroupId!,
              ]
            : needles;
          for (const id of hidden) assert.ok(!shown.includes(id), `${shown.slice(0, 500)} shows ${id}`);
          // What one makes there, and what is one's own, may change.
          if (sameDomain && (desc.name === 'create' || service.name === 'UserProfile')) return;
          assert.equal(await snapshot(platform, victim.domainId), before);
        });
      }
    }
  }

  it('would have been refused for nothing, were the requests not good ones', async () => {
    const answers: string[] = [];
    for (const { service } of identity.services) {
      for (const desc of service.methods) {
        const method = describeMethod(desc);
        if (method.public || !/^(get|list|stat|analyze)$/.test(desc.name)) continue;
        const token = method.roles.includes('SYSTEM_ADMIN') ? platform.systemToken : victim.admin;
        const client = platform.as(service, token) as unknown as Record<
          string,
          (request: object) => Promise<never>
        >;
        await client[desc.name]!(requestFor(desc, ids));
        answers.push(`${service.name}.${desc.name}`);
      }
    }
    assert.ok(answers.length > 30, answers.join());
  });
});
