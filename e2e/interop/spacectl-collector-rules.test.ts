import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Collecting } from './collecting.ts';
import { startPlatform } from './platform.ts';
import { PythonPlugin } from './python-plugin.ts';
import { Spacectl } from './spacectl.ts';

const platform = await startPlatform();
const at = new Collecting(platform);
const owner = new Spacectl(platform.endpoints, { token: platform.tokens.workspace });

test('collector rules, as spacectl makes and moves them, change what a plugin finds', async () => {
  const home = await at.account('farm');
  const { projectId: other } = await at.account('owner of a');
  const pluginId = await at.register('plugin-farm', await PythonPlugin.serve('farm'));
  const collectorId = await at.collector(pluginId, { servers: ['a', 'b'] });
  const rule = (name: string, more: object) =>
    owner.call('create', 'cr', { collector_id: collectorId, name, ...more });
  const first = await rule('notes', {
    conditions_policy: 'ALWAYS',
    actions: { add_additional_info: { note: 'checked' } },
  });
  const second = await rule('project', {
    conditions: [{ key: 'reference.resource_id', value: 'acme:a', operator: 'eq' }],
    conditions_policy: 'ALL',
    actions: { change_project: other },
  });
  assert.deepEqual([first.order, second.order], [1, 2]);
  const moved = await owner.call('change_order', 'cr', {
    collector_rule_id: second.collector_rule_id,
    order: 1,
  });
  assert.equal(moved.order, 1);
  assert.match(
    await owner.error(
      ...['exec', 'create', 'cr', '-j'],
      JSON.stringify({
        collector_id: collectorId,
        conditions: [{ key: 'name', value: 'a', operator: 'eq' }],
        conditions_policy: 'ALL',
        actions: { change_project: other },
      }),
    ),
    /^Parameter is invalid\. \(key = conditions\.key, reason = Unsupported key\./,
  );

  const { status, errors } = await at.collect(collectorId, home.secretId);
  assert.deepEqual([status, errors], ['SUCCESS', []]);
  assert.deepEqual(
    (await at.found(collectorId)).map(({ name, projectId, data }) => [name, projectId, data?.note]),
    [
      ['a', other, 'checked'],
      ['b', home.projectId, 'checked'],
    ],
  );
});
