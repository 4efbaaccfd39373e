import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CreateRegionRequest, Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import fc from 'fast-check';
import { Application, defineService, errors, Service } from './index.ts';
import { createLog } from './log.ts';

/** What a logger writes. */
function written(format: 'json' | 'pretty', work: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  const to = { write: (line: string) => void lines.push(line) };
  work(createLog('inventory', { level: 'info', format }, to));
  return lines.join('');
}

describe('a log', () => {
  it('is an object of JSON a line', () => {
    const text = written('json', log => {
      log.warn({ key: 'LOG.format' }, 'two words');
      log.debug({}, 'not said');
    });
    const { level, name, msg, key } = JSON.parse(text);
    assert.deepEqual([level, name, msg, key], [40, 'inventory', 'two words', 'LOG.format']);
  });

  it('is lines for people where that is asked for', () => {
    const text = written('pretty', log => {
      log.info({ id: 'a1', count: 2, nested: { a: [1] }, text: 'two words' }, 'all is well');
      log.debug({}, 'not said');
    });
    assert.match(
      text,
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO {2}inventory: all is well id=a1 count=2 nested=\{"a":\[1\]\} text="two words"\n$/,
    );
  });

  it('has the stack of an error below it', () => {
    const error = new Error('no database', { cause: new Error('refused') });
    const lines = written('pretty', log => log.error({ err: error }, 'failed')).split('\n');
    assert.match(lines[0]!, / ERROR inventory: failed$/);
    assert.match(lines[1]!, /^ {4}Error: no database/);
    assert.ok(lines.slice(1, -1).every(line => line.startsWith('    ')));
    assert.ok(lines.some(line => line.includes('refused')));
  });

  it('keeps every record on its own line, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (message, value) => {
        const text = written('pretty', log => log.info({ value, [`k${message}`]: message }, message));
        assert.equal(text.indexOf('\n'), text.length - 1);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        assert.doesNotMatch(text.slice(0, -1), /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      }),
      { numRuns: 300 },
    );
  });
});

class RegionService extends Service(Region) {
  create({ name }: CreateRegionRequest) {
    if (name === 'broken') throw new Error('a defect');
    return {};
  }
  get() {
    throw errors.notFound('region_id', 'r');
  }
}

describe('lines of calls', () => {
  const manifest = defineService({
    name: 'inventory',
    version: '1.0.0',
    summary: 'under test',
    services: [RegionService],
    servers: [],
  });
  const records: Record<string, unknown>[] = [];
  const log = createLog(
    'inventory',
    { level: 'info', format: 'json' },
    { write: line => void records.push(JSON.parse(line)) },
  );
  const application = new Application(manifest, {
    log,
    config: {
      HANDLERS: { event: [{ backend: 'audit' }] },
      LOG: {
        requests: 'all',
        filters: {
          masking: { rules: { 'Region.create': ['tags'] } },
          exclude: { rules: { tnx_method: ['Region.create'] } },
        },
      },
    },
  });
  const create = (name: string) =>
    application.client(Region).create({ name, regionCode: 'c', provider: 'p', tags: { owner: 'kim' } });
  const lines = () => records.splice(0).map(({ msg, method, audit }) => ({ msg, method, audit }));

  it('are left out for the methods that filters exclude, but for defects, and masked as filters say', async () => {
    await create('seoul');
    const [audit, ...more] = lines();
    assert.deepEqual(more, []);
    const { request } = audit!.audit as { request: object };
    assert.deepEqual(request, { name: 'seoul', region_code: 'c', provider: 'p', tags: '********' });
    await assert.rejects(create('broken'));
    assert.equal(lines()[0]?.method, '/spaceone.api.inventory.v1.Region/create');
    await assert.rejects(application.client(Region).get({ regionId: 'r' }));
    assert.equal(lines()[0]?.msg, 'request');
  });
});
