import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { Endpoint } from '@hawser/proto/spaceone/api/identity/v2/endpoint_pb.js';
import { runCases } from '../../test/cases.ts';
import { startPlatform } from '../../test/platform.ts';

describe('Endpoint', async () => {
  const ENDPOINTS = { inventory: 'grpc://inventory:50051', cost_analysis: 'grpc+ssl://cost:443' };
  const INTERNAL_ENDPOINTS = {
    inventory: 'grpc://inventory.inside:50051',
    board: 'grpc://board.inside:50051',
  };
  const platform = await startPlatform([], { ENDPOINTS, INTERNAL_ENDPOINTS });
  runCases(platform, Endpoint, () => '', [
    {
      rpc: 'list',
      what: 'all, without a token',
      request: () => ({}),
      gives: ({ results, totalCount }) => {
        const shown = results.map(({ service, name, endpoint, state }) => [service, name, endpoint, state]);
        const all = [
          ['inventory', 'Inventory Service', 'grpc://inventory:50051', 1],
          ['cost_analysis', 'Cost analysis Service', 'grpc+ssl://cost:443', 1],
          ['board', 'Board Service', 'grpc://board.inside:50051', 1],
        ];
        assert.deepEqual([shown.toSorted(), totalCount], [all.toSorted(), 3]);
        const inside = results.map(({ service, internalEndpoint }) => [service, internalEndpoint]);
        assert.deepEqual(Object.fromEntries(inside), {
          inventory: 'grpc://inventory.inside:50051',
          cost_analysis: 'grpc+ssl://cost:443',
          board: 'grpc://board.inside:50051',
        });
      },
    },
    {
      rpc: 'list',
      what: 'one',
      request: () => ({ service: 'inventory' }),
      gives: ({ totalCount }) => assert.equal(totalCount, 1),
    },
    {
      rpc: 'list',
      what: 'of a type that isn’t one',
      request: () => ({ endpointType: 9 as never }),
      fails: 'INVALID_PARAMETER',
    },
  ]);
});
