import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DescService } from '@bufbuild/protobuf';
import { type CallOptions, HawserError } from '@hawser/core';
import { ChangeHistory } from '@hawser/proto/spaceone/api/inventory/v1/change_history_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CloudServiceQuerySet } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_query_set_pb.js';
import { CloudServiceStats } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_stats_pb.js';
import { Collector } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { CollectorRule } from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { Job } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { MetricData } from '@hawser/proto/spaceone/api/inventory/v1/metric_data_pb.js';
import { MetricExample } from '@hawser/proto/spaceone/api/inventory/v1/metric_example_pb.js';
import { Metric } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { Namespace } from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';
import { Note } from '@hawser/proto/spaceone/api/inventory/v1/note_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import manifest from '../../service.ts';
import { makeAttempts } from '../../test/attempts.ts';
import { type Caller, startPlatform } from '../../test/platform.ts';
import { startPlugin } from '../../test/plugin.ts';
import { resultsOf } from '../../test/query.ts';

const plugin = await startPlugin();
const platform = await startPlatform({
  PLUGINS: { 'plugin-test': { endpoint: plugin.endpoint, provider: 'test' } },
});

const { client } = platform;
const { attempts, cloudServiceId, noteId, exampleId, querySetId, regionId, jobId, collectorId, own } =
  await makeAttempts(platform);

type Methods = Record<string, (request: object, options?: CallOptions) => Promise<unknown>>;

const methodsOf = (desc: DescService, caller: Caller) => client(desc, caller) as unknown as Methods;

const refusals = ['NOT_FOUND', 'PERMISSION_DENIED', 'REQUIRED_PARAMETER', 'NOT_IMPLEMENTED'];

/** Calls a method, and says what was seen: nothing, or how it was refused. */
async function attempt(desc: DescService, method: string, request: object, caller: Caller): Promise<void> {
  const call = methodsOf(desc, caller)[method]!;
  let answer: { totalCount?: number; fields?: object };
  try {
    answer = (await call(request)) as typeof answer;
  } catch (thrown) {
    assert.ok(
      thrown instanceof HawserError && refusals.includes(thrown.code),
      `${desc.name}.${method}: ${thrown}`,
    );
    return;
  }
  if (method === 'list') assert.equal(answer.totalCount, 0);
  else if (method === 'stat' || method === 'analyze') assert.deepEqual(resultsOf(answer as never), []);
  else assert.fail(`${desc.name}.${method} let ${caller} in`);
}

describe('tenancy', () => {
  it('is tried for every method', () => {
    assert.deepEqual(
      attempts.map(([desc, requests]) => [desc.typeName, Object.keys(requests).sort()]).sort(),
      manifest.services.map(({ service: desc }) => [desc.typeName, Object.keys(desc.method).sort()]).sort(),
    );
  });

  for (const [desc, requests] of attempts) {
    for (const [method, request] of Object.entries(requests)) {
      if (request === 'open') continue;
      it(`keeps others out of ${desc.name}.${method}`, async () => {
        for (const caller of ['neighbour', 'stranger', 'strangeAdmin'] as const)
          await attempt(desc, method, request === 'system' ? {} : request, caller);
        if (request === 'system') await attempt(desc, method, {}, 'admin');
      });
    }
  }

  it('keeps members to their projects', async () => {
    const ofProjects: DescService[] = [CloudService, ChangeHistory, MetricData, Note, CloudServiceStats];
    for (const [desc, requests] of attempts) {
      if (!ofProjects.includes(desc)) continue;
      for (const [method, request] of Object.entries(requests))
        await attempt(desc, method, request as object, 'member');
    }
  });

  it('leaves what others tried for as it was', async () => {
    assert.equal((await client(CloudService, 'owner').get({ cloudServiceId })).name, '');
    assert.equal((await client(Note, 'owner').get({ noteId })).note, 'n');
    assert.equal((await client(MetricExample, 'owner').get({ exampleId })).name, 'e');
    assert.equal((await client(CloudServiceQuerySet, 'owner').get({ querySetId })).name, 'q');
    assert.equal((await client(CloudServiceStats, 'owner').list({ querySetId })).totalCount, 1);
    assert.equal((await client(Region, 'owner').get({ regionId })).name, 'r');
    assert.equal((await client(Job, 'owner').get({ jobId })).status, 3);
    assert.equal((await client(CollectorRule, 'owner').list({ collectorId })).totalCount, 1);
    assert.equal((await client(Metric, 'admin').list({})).totalCount, 1);
  });

  it('gives what is created to the caller, whatever the request says', async () => {
    const region = await client(Region, 'neighbour').create({ name: 'r', regionCode: 'mine', provider: 'p' });
    assert.deepEqual([region.domainId, region.workspaceId], ['domain-1', 'workspace-2']);
    const namespace = { ...own, name: 'n', category: 'ASSET', resourceType: 'inventory.CloudService' };
    const created = await client(Namespace, 'neighbour').create({ ...namespace, workspaceId: 'workspace-1' });
    assert.equal(created.workspaceId, 'workspace-2');
    const collector = { ...own, name: 'c', pluginInfo: { pluginId: 'plugin-test' } };
    assert.equal((await client(Collector, 'neighbour').create(collector)).workspaceId, 'workspace-2');
  });

  it('refuses a caller without a token', async () => {
    for (const [desc, requests] of attempts) {
      for (const method of Object.keys(requests)) {
        const call = methodsOf(desc, 'owner')[method]!;
        await assert.rejects(
          call({}, { token: '' }),
          (error: HawserError) => error.code === 'AUTHENTICATE_FAILURE',
        );
      }
    }
  });
});
