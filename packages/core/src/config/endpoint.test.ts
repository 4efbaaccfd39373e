import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointOf } from './endpoint.ts';
import { loadConfig } from './load.ts';
import { configSchema } from './schema.ts';

test('a service’s address comes from ENDPOINTS, then from SpaceONE’s connectors', () => {
  const { value } = loadConfig({
    schema: configSchema,
    overrides: {
      ENDPOINTS: { identity: 'grpc://own:1', 'cost-analysis': 'grpc://own:2' },
      CONNECTORS: {
        SpaceConnector: {
          endpoints: { identity: 'grpc://space:3', file_manager: 'grpc://space:4', board: 'grpc://space:5' },
        },
        BoardConnector: { endpoint: { v1: 'grpc://board:6' } },
        CostSavingConnector: { endpoint: { v1: 'grpc://saving:7', v2: 'grpc+ssl://saving:8' } },
        PluginConnector: {},
      },
    },
  });
  const found = Object.fromEntries(
    ['identity', 'cost_analysis', 'file-manager', 'board', 'cost-saving', 'plugin', 'secret'].map(name => [
      name,
      endpointOf(value, name),
    ]),
  );
  assert.deepEqual(found, {
    identity: 'grpc://own:1',
    cost_analysis: 'grpc://own:2',
    'file-manager': 'grpc://space:4',
    board: 'grpc://space:5',
    'cost-saving': 'grpc+ssl://saving:8',
    plugin: undefined,
    secret: undefined,
  });
});

test('no service is called like what every object has', () => {
  const { value } = loadConfig({ schema: configSchema });
  for (const name of ['constructor', 'toString', '__proto__'])
    assert.equal(endpointOf(value, name), undefined);
});
