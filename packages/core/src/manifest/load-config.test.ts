import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ConfigError } from '../config/index.ts';
import { registerHandler } from '../handler/index.ts';
import { loadServiceConfig } from './index.ts';

const manifest = (backend: string) => ({
  name: 'greeter',
  version: '1.0.0',
  summary: 's',
  services: [],
  servers: ['grpc'] as const,
  defaults: { HANDLERS: { event: [{ backend, colour: 'red' }] } },
});

it('takes handlers that the service has registered, with options of their own', () => {
  registerHandler(() => ({ stages: () => ({}) }), 'test-colours', 'some.module.Colours');
  for (const name of ['test-colours', 'some.module:Colours']) {
    const { HANDLERS } = loadServiceConfig(manifest(name)).value;
    assert.deepEqual(HANDLERS.event, [{ backend: 'test-colours', colour: 'red' }]);
  }
});

it('refuses a handler that nobody has registered, and unknown options of the framework’s', () => {
  const problemOf = (backend: string) => {
    try {
      loadServiceConfig(manifest(backend));
    } catch (thrown) {
      if (thrown instanceof ConfigError) return thrown.problems[0]!.code;
      throw thrown;
    }
    return undefined;
  };
  assert.equal(problemOf('test-sounds'), 'CONFIG_UNKNOWN_BACKEND');
  assert.equal(problemOf('audit'), 'CONFIG_UNKNOWN_KEY');
});
