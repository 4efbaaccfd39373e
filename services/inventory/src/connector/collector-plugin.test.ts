import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Application, defineService } from '@hawser/core';
import { found, startPlugin } from '../../test/plugin.ts';
import { CollectorPlugin } from './collector-plugin.ts';

const manifest = defineService({
  name: 'caller',
  version: '1.0.0',
  summary: 'Calls plugins',
  services: [],
  servers: ['grpc'],
});
const application = new Application(manifest, { config: { LOG: { level: 'silent' } } });
after(() => application.stop(0));
const plugins = application.component(CollectorPlugin);

test('a plugin that was away is called as soon as it is back', async () => {
  const first = await startPlugin();
  const { endpoint } = first;
  const away = { code: 'GRPC_CONNECTION' };
  const request = { options: {}, secretData: {}, taskOptions: undefined };
  const collect = async () => {
    const all = [];
    for await (const { resource } of plugins.collect(endpoint, request, new AbortController().signal))
      all.push(resource?.name);
    return all;
  };
  await plugins.verify(endpoint, {}, {});
  await first.application.stop(0);
  // Each failed attempt makes the next one of a connection wait longer.
  for (let i = 0; i < 3; i++) await assert.rejects(plugins.verify(endpoint, {}, {}), away);
  await assert.rejects(collect(), away);

  const second = await startPlugin(Number(new URL(endpoint).port));
  second.script.collect = async function* () {
    yield found('one');
  };
  assert.deepEqual(await collect(), ['one']);
  await plugins.verify(endpoint, {}, {});
});
