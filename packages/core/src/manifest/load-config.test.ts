import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { ConfigError } from '../config/index.ts';
import { registerHandler } from '../handler/index.ts';
import { Service } from '../service/index.ts';
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

it('warns of filters of the log that name what the service doesn’t have, and lets pass what others have', () => {
  class RegionService extends Service(Region) {
    list() {
      return {};
    }
  }
  const masking = {
    rules: { 'Region.creat': ['tags'], 'Region.create': ['tag', 'name'], 'Secret.create': ['data'] },
  };
  const exclude = { rules: { tnx_method: ['Region.lst', 'Region.list', 'Job.get'] } };
  const { problems } = loadServiceConfig(
    { ...manifest('audit'), services: [RegionService], defaults: {} },
    { overrides: { LOG: { filters: { masking, exclude } } } },
  );
  assert.deepEqual(
    problems.map(({ code, path, source, message, nearest }) => [code, path, source.layer, message, nearest]),
    [
      [
        'CONFIG_NO_EFFECT',
        'LOG.filters.masking.rules["Region.creat"]',
        'override',
        'has no effect: no method is called Region.creat',
        'Region.create',
      ],
      [
        'CONFIG_NO_EFFECT',
        'LOG.filters.masking.rules["Region.create"][0]',
        'override',
        'has no effect: requests of Region.create have no field tag',
        'tags',
      ],
      [
        'CONFIG_NO_EFFECT',
        'LOG.filters.exclude.rules.tnx_method[0]',
        'override',
        'has no effect: no method is called Region.lst',
        'Region.list',
      ],
    ],
  );
});

it('lets a default schedule or worker give way to one of another name that does the same', () => {
  const at = (backend: string, minute: string) => ({ backend, queue: 'work', minute });
  const hourly = { method: Region.method.list };
  const alias = 'spaceone.some.HourlyScheduler';
  const scheduled = {
    ...manifest('audit'),
    defaults: {
      QUEUES: { work: {}, more: {} },
      SCHEDULERS: { hourly: at('hourly', ':00'), other: at('other', ':10') },
      WORKERS: { own: { queue: 'work', concurrency: 8 } },
    },
    tasks: { hourly, [alias]: hourly, other: { method: Region.method.stat } },
  };
  const named = (overrides: object) => {
    const { SCHEDULERS, WORKERS } = loadServiceConfig(scheduled, { overrides: overrides as never }).value;
    return [Object.keys(SCHEDULERS), Object.keys(WORKERS)];
  };
  const mine = { SCHEDULERS: { mine: at(alias, ':05') }, WORKERS: { mine: { queue: 'work', pool: 1 } } };
  assert.deepEqual(named({}), [['hourly', 'other'], ['own']]);
  assert.deepEqual(named(mine), [['other', 'mine'], ['mine']]);
  assert.deepEqual(named({ WORKERS: { mine: { queue: 'more' } } }), [
    ['hourly', 'other'],
    ['own', 'mine'],
  ]);
  const changed = { SCHEDULERS: { ...mine.SCHEDULERS, hourly: { minute: ':30' } } };
  assert.deepEqual(named(changed), [['hourly', 'other', 'mine'], ['own']]);
});
