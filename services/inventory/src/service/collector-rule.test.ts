import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { serverStarters } from '@hawser/core';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { CollectorRule } from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { CollectorTest } from '../../test/collector-test.ts';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { found, startPlugin } from '../../test/plugin.ts';
import { resultsOf, statQuery } from '../../test/query.ts';

const plugin = await startPlugin();
const platform = await startPlatform({
  PLUGINS: { 'plugin-test': { endpoint: plugin.endpoint, provider: 'test' } },
});
const test = new CollectorTest(platform);
const rules = platform.client(CollectorRule, 'owner');
const services = platform.client(CloudService, 'owner');
const condition = (key: string, operator: string, value: string) => ({ key, operator, value });
const [all, any, always] = [1, 2, 3] as const;

describe('CollectorRule', () => {
  it('is created at the end of its order, and moved within it', async () => {
    const { collectorId } = await test.create();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const rule = await rules.create({
        collectorId,
        name,
        conditionsPolicy: always,
        actions: { changeProject: 'project-1' },
        tags: { n: name },
      });
      assert.deepEqual(
        [rule.order, rule.ruleType, rule.workspaceId, rule.resourceGroup],
        [ids.length + 1, 2, 'workspace-1', 2],
      );
      ids.push(rule.collectorRuleId);
    }
    const names = async () =>
      (await rules.list({ collectorId })).results.map(({ name, order }) => `${order}${name}`).join(' ');
    assert.equal((await rules.change_order({ collectorRuleId: ids[2]!, order: 1 })).order, 1);
    assert.equal(await names(), '1c 2a 3b');
    await rules.change_order({ collectorRuleId: ids[2]!, order: 3 });
    assert.equal(await names(), '1a 2b 3c');
    await fails('INVALID_PARAMETER', rules.change_order({ collectorRuleId: ids[0]!, order: 4 }));
    await fails('REQUIRED_PARAMETER', rules.change_order({ collectorRuleId: ids[0]!, order: 0 }));
    await rules.delete({ collectorRuleId: ids[1]! });
    assert.equal(await names(), '1a 2c');
    await fails('NOT_FOUND', rules.delete({ collectorRuleId: ids[1]! }));
    await fails('NOT_FOUND', rules.get({ collectorRuleId: ids[1]! }));
    const query = statQuery({ distinct: 'name', filter: [{ k: 'collector_id', v: collectorId, o: 'eq' }] });
    assert.deepEqual(resultsOf(await rules.stat({ query })), ['a', 'c']);
  });

  it('is checked', async () => {
    const { collectorId } = await test.create();
    const create = (conditions: object[], more: object = {}) =>
      rules.create({
        collectorId,
        conditionsPolicy: all,
        conditions: conditions as never,
        actions: {},
        ...more,
      });
    await fails('REQUIRED_PARAMETER', create([]), /conditions/);
    await fails('INVALID_PARAMETER', create([condition('name', 'eq', 'x')]), /Unsupported key/);
    await fails('INVALID_PARAMETER', create([condition('provider', 'like', 'x')]), /Unsupported operator/);
    await fails('INVALID_PARAMETER', create([condition('provider', 'eq', '')]), /should have/);
    const fine = [condition('data.a.b', 'contain', 'x'), condition('tags.k8s.io/x', 'not', 'y')];
    await fails('NOT_FOUND', create(fine, { actions: { changeProject: 'project-9' } }));
    await fails(
      'REQUIRED_PARAMETER',
      create(fine, { actions: { matchProject: { target: 'name' } } }),
      /match_project\.source/,
    );
    await fails(
      'REQUIRED_PARAMETER',
      create(fine, { actions: { matchServiceAccount: {} } }),
      /match_service_account\.source/,
    );
    await fails(
      'NOT_FOUND',
      rules.create({ collectorId: 'collector-none', conditionsPolicy: always, actions: {} }),
    );
    const { collectorRuleId } = await create(fine);
    const updated = await rules.update({
      collectorRuleId,
      conditionsPolicy: always,
      name: 'now always',
      options: { stopProcessing: true },
    });
    assert.deepEqual(
      [updated.conditions, updated.name, updated.options!.stopProcessing],
      [[], 'now always', true],
    );
    await fails('REQUIRED_PARAMETER', rules.update({ collectorRuleId, conditionsPolicy: any }), /conditions/);
    await fails('NOT_FOUND', rules.update({ collectorRuleId: 'collector-rule-none', name: 'x' }));
  });

  it('of a plugin can not be changed', async () => {
    plugin.script.metadata = { collector_rules: [{ conditions_policy: 'ALWAYS', actions: {} }] };
    const { collectorId } = await test.create();
    plugin.script.metadata = {};
    const [managed] = (await rules.list({ collectorId, ruleType: 1 })).results;
    const { collectorRuleId } = managed!;
    await fails('INVALID_PARAMETER', rules.update({ collectorRuleId, name: 'x' }), /rule of the plugin/);
    await fails('INVALID_PARAMETER', rules.change_order({ collectorRuleId, order: 1 }));
    await fails('INVALID_PARAMETER', rules.delete({ collectorRuleId }));
  });
});

describe('collector rules at work', () => {
  before(() => platform.inventory.start([serverStarters.worker]));

  /** Collects one resource under rules, and returns it. */
  async function collected(name: string, own: object[], more: Parameters<typeof found>[2] = {}) {
    const { collectorId } = await test.create();
    for (const rule of own)
      await rules.create({ collectorId, conditionsPolicy: always, actions: {}, ...rule });
    plugin.script.collect = async function* () {
      yield found(name, { kind: 'web', owner: 'sa-2' }, more);
    };
    const { counts } = await test.collect(collectorId);
    assert.equal(counts.failed, 0);
    return (await services.list({ name })).results[0]!;
  }

  it('moves to a project, by id or by a field of it', async () => {
    assert.equal(
      (await collected('r1', [{ actions: { changeProject: 'project-2' } }])).projectId,
      'project-2',
    );
    const byName = [{ actions: { matchProject: { source: 'data.kind', target: 'name' } } }];
    assert.equal((await collected('r2', byName)).projectId, 'project-1');
    const nothing = [{ actions: { matchProject: { source: 'data.nothing', target: 'name' } } }];
    assert.equal((await collected('r3', nothing)).projectId, '');
  });

  it('finds the service account, with its project', async () => {
    const { projectId, collectionInfo } = await collected('r4', [
      { actions: { matchServiceAccount: { source: 'data.owner' } } },
    ]);
    assert.deepEqual([projectId, collectionInfo!.serviceAccountId], ['project-2', 'sa-2']);
  });

  it('adds information', async () => {
    const { data } = await collected('r5', [
      { actions: { addAdditionalInfo: { team: 'a', kind: 'changed' } } },
    ]);
    assert.deepEqual(data, { kind: 'changed', owner: 'sa-2', team: 'a' });
  });

  it('is for resources that fulfil its conditions', async () => {
    const move = { actions: { changeProject: 'project-2' } };
    const moved = async (name: string, conditionsPolicy: number, ...conditions: object[]) =>
      (
        await collected(name, [{ ...move, conditionsPolicy, conditions }], {
          tags: { 'k8s.io/app': 'Web-1' },
        })
      ).projectId !== '';
    assert.equal(
      await moved('c1', all, condition('data.kind', 'eq', 'web'), condition('provider', 'not', 'aws')),
      true,
    );
    assert.equal(
      await moved('c2', all, condition('data.kind', 'eq', 'web'), condition('provider', 'eq', 'aws')),
      false,
    );
    assert.equal(
      await moved(
        'c3',
        any,
        condition('data.kind', 'eq', 'db'),
        condition('tags.k8s.io/app', 'contain', 'web'),
      ),
      true,
    );
    assert.equal(await moved('c4', any, condition('account', 'not', 'x')), false);
    assert.equal(await moved('c5', any, condition('reference.resource_id', 'not_contain', 'c5')), false);
  });

  it('lets the later ones win, unless one stops', async () => {
    const both = [{ actions: { changeProject: 'project-1' } }, { actions: { changeProject: 'project-2' } }];
    assert.equal((await collected('s1', both)).projectId, 'project-2');
    assert.equal(
      (await collected('s2', [{ ...both[0]!, options: { stopProcessing: true } }, both[1]!])).projectId,
      'project-1',
    );
  });
});
