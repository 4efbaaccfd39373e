import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findHelm, type Helm } from '../../../src/helm/index.ts';
import { readOpenStackValues } from './read.ts';
import { chartOf, rendering, writeWhole } from './testing.ts';

const chart = chartOf('keystone');
const folder = mkdtempSync(join(tmpdir(), 'openstack-pairs-'));
after(() => rmSync(folder, { recursive: true }));

/** Values with a key in an earlier place and in a later one, what is to be seen of the later, and which of them is told to be idle. */
const pairs: readonly (readonly [values: string, expected: RegExp, told: string | undefined])[] = [
  ['replicas: 2\npod: {replicas: {api: 3}}', /replicas: 3/, 'replicas'],
  ['replicas: {api: 2}\npod: {replicas: {api: 0}}', /replicas: 0/, 'replicas.api'],
  [
    'pod_disruption_budget: {api: {min_available: 7}}\npod: {lifecycle: {disruption_budget: {api: {min_available: 8}}}}',
    /minAvailable: 8/,
    'pod_disruption_budget.api',
  ],
  [
    'upgrades: {deployments: {revision_history: 7}}\npod: {lifecycle: {upgrades: {deployments: {revision_history: 8}}}}',
    /revisionHistoryLimit: 8/,
    'upgrades',
  ],
  [
    'termination_grace_period: {api: {timeout: 77}}\npod: {lifecycle: {termination_grace_period: {api: {timeout: 88}}}}',
    /terminationGracePeriodSeconds: 88/,
    'termination_grace_period.api',
  ],
  [
    'resources: {enabled: true, api: {requests: {cpu: 7m}}}\npod: {resources: {enabled: true, api: {requests: {cpu: 8m}}}}',
    /cpu: 8m/,
    'resources',
  ],
  ['images: {api: a/seven, tags: {keystone_api: a/eight}}', /image: "a\/eight"/, 'images.api'],
  ['images: {api: a/seven, tags: {api: a/eight}}', /image: "a\/eight"/, 'images.api'],
  [
    'dependencies:\n  api: {services: [{service: oslo_db, endpoint: seven}]}\n  static: {api: {services: [{service: oslo_db, endpoint: eight}]}}\nendpoints: {oslo_db: {hosts: {seven: db-seven, eight: db-eight}}}',
    /"db-eight"/,
    'dependencies.api',
  ],
  [
    'labels: {node_selector_key: seven, api: {node_selector_key: eight, node_selector_value: x}}',
    /"eight": "x"/,
    undefined,
  ],
  ['conf: {keystone: {default: {seven: 7}, DEFAULT: {max_token_size: 8}}}', /max_token_size = 8/, undefined],
  [
    'endpoints: {oslo_db: {auth: {user: {username: seven}, keystone: {username: eight, password: x}}}}',
    /mysql\+pymysql:\/\/eight:x@/,
    undefined,
  ],
  ['conf: {keystone: {override: "[eight]", token: {seven: 1}}}', /keystone\.conf: "\[eight\]"/, undefined],
  [
    'network: {api: {port: 5000}}\nendpoints: {identity: {port: {api: {internal: 5000}}}}',
    /containerPort: 5000/,
    undefined,
  ],
];

describe('keys that meet', () => {
  let helm: Helm;
  before(async () => {
    helm = await findHelm(4);
    writeWhole(folder, chart);
  });

  for (const [values, expected, told] of pairs)
    it(`have the later place count: ${values.replaceAll('\n', '; ').slice(0, 90)}`, async () => {
      const { problems, notes } = readOpenStackValues(values, chart);
      assert.deepEqual(problems, []);
      assert.equal(notes.find(({ message }) => / counts$/.test(message))?.path, told);
      const { exitCode, stdout, stderr } = await rendering(helm, folder, values);
      assert.equal(exitCode, 0, stderr);
      assert.match(stdout, expected);
      assert.doesNotMatch(stdout, /seven:x@|db-seven|a\/seven|min\w+: 7\b|Limit: 7\b|cpu: 7m/);
    });
});
