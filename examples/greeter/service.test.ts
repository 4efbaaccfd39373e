import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Application, createClient, Peers } from '@hawser/core';
import { Greeter } from './gen/greeter/v1/greeter_pb.js';
import manifest from './service.ts';

const peers = new Peers();
new Application(manifest, { peers, config: { LOG: { level: 'silent' } } });
const greeter = createClient(Greeter, { peers, channel: () => assert.fail('not in this process') });

test('greets by name, and asks for one', async () => {
  assert.equal((await greeter.greet({ name: 'Ada' })).text, 'Hello, Ada!');
  await assert.rejects(greeter.greet({ name: '' }), { code: 'INVALID_PARAMETER' });
});
