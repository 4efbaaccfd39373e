import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configSchema } from '../../config/index.ts';
import { triggerOf } from './settings.ts';

const read = (entry: object) =>
  triggerOf(configSchema.parse({ SCHEDULERS: { s: { queue: 'collector_q', ...entry } } }).SCHEDULERS.s!);

const core = (name: string) => `spaceone.core.scheduler.${name}`;
const inventory = 'spaceone.inventory.scheduler.inventory_scheduler.InventoryHourlyScheduler';
const cleanup = 'spaceone.plugin.scheduler.cleanup_scheduler.CleanupScheduler';
const hourly = { kind: 'hourly', hours: 1, minute: 0, timezone: 'UTC' };

test('SpaceONE’s schedulers as written', () => {
  const rows: [object, object][] = [
    [{ backend: inventory, interval: 1, minute: ':00' }, hourly],
    [{ backend: inventory, interval: 1 }, hourly],
    [
      { backend: cleanup, interval: 24, minute: ':30' },
      { ...hourly, hours: 24, minute: 30 },
    ],
    [{ backend: core('HourlyScheduler') }, hourly],
    [
      { backend: core('IntervalScheduler'), interval: 30 },
      { kind: 'interval', seconds: 30 },
    ],
    [
      { backend: core('CronScheduler'), rule: '*/5 * * * *' },
      { kind: 'cron', rule: '*/5 * * * *', timezone: 'UTC' },
    ],
  ];
  for (const [entry, trigger] of rows) assert.deepEqual(read(entry), trigger);
});

test('hours, and a time zone', () => {
  assert.deepEqual(read({ backend: 'x', hours: 6, minute: ':15', timezone: 'Asia/Seoul' }), {
    kind: 'hourly',
    hours: 6,
    minute: 15,
    timezone: 'Asia/Seoul',
  });
  assert.deepEqual(read({ backend: 'x', hours: [0, 12], minute: ':05', timezone: 'Asia/Seoul' }), {
    kind: 'cron',
    rule: '5 0,12 * * *',
    timezone: 'Asia/Seoul',
  });
  assert.throws(() => read({ backend: 'x', hours: [24] }));
  assert.throws(() => read({ backend: 'x', hours: [] }));
  assert.throws(() => read({ backend: 'x' }), /needs a rule/);
});
