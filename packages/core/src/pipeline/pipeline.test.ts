import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create, type Message } from '@bufbuild/protobuf';
import {
  CreateRegionRequestSchema,
  Region,
  type RegionInfo,
} from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { errors } from '../error/index.ts';
import type { Handler } from '../handler/handler.ts';
import { type Call, Transaction } from '../transaction/index.ts';
import { CallMetrics, compileUnary, describeMethod } from './index.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const request = () => create(CreateRegionRequestSchema, { name: 'n', regionCode: 'c', provider: 'p' });
const call = (deadline = Infinity): Call => ({
  transport: 'local',
  deadline,
  header: () => undefined,
  onCancel() {},
});

/** A handler whose stages write down that they ran; every second one takes its time. */
function tracing(name: string, trace: string[], slow: boolean): Handler {
  const note = (stage: string) => {
    if (!slow) return void trace.push(`${name} ${stage}`);
    return new Promise<void>(resolve => setImmediate(resolve)).then(
      () => void trace.push(`${name} ${stage}`),
    );
  };
  return {
    stages: () => ({
      authenticate: () => note('authenticate'),
      authorize: () => note('authorize'),
      mutateRequest: () => note('request'),
      mutateResponse: () => note('response'),
      notify: (_, state) => void trace.push(`${name} ${state}`),
    }),
  };
}

function pipeline(body: (request: Message) => unknown, handlers: Handler[] = [], log = silent) {
  const metrics = new CallMetrics();
  const method = describeMethod(Region.method.create);
  const run = compileUnary({ method, body: body as never, handlers, log, requestLog: 'all', metrics });
  return { run, metrics };
}

describe('the pipeline', () => {
  for (const slow of [false, true]) {
    it(`runs the stages in order, responses in reverse, ${slow ? 'waiting for each' : 'all in one go'}`, async () => {
      const trace: string[] = [];
      const log = { ...silent, info: () => void trace.push('log') };
      const body = () => void trace.push('body');
      await pipeline(body, [tracing('a', trace, slow), tracing('b', trace, false)], log).run(
        request(),
        call(),
      );
      assert.deepEqual(trace, [
        'a STARTED',
        'b STARTED',
        'a authenticate',
        'b authenticate',
        'a authorize',
        'b authorize',
        'log',
        'a request',
        'b request',
        'a IN_PROGRESS',
        'b IN_PROGRESS',
        'body',
        'b response',
        'a response',
        'a SUCCESS',
        'b SUCCESS',
      ]);
    });
  }

  it('stops at the stage that refuses, and tells of the failure', async () => {
    const trace: string[] = [];
    const refusing: Handler = {
      stages: () => ({
        authorize: () => {
          throw errors.permissionDenied();
        },
      }),
    };
    const { run, metrics } = pipeline(
      () => assert.fail('the body ran'),
      [refusing, tracing('t', trace, false)],
    );
    await assert.rejects(async () => run(request(), call()), { code: 'PERMISSION_DENIED' });
    assert.deepEqual(trace, ['t STARTED', 't authenticate', 't FAILURE']);
    assert.deepEqual([metrics.inFlight, metrics.byStatus[7], metrics.byStatus[0]], [0, 1, 0]);
  });

  it('completes an answer that is just fields, and takes a full message as it is', async () => {
    const made = (await pipeline(() => ({ name: 'x' })).run(request(), call())) as RegionInfo;
    assert.deepEqual(
      [made.$typeName, made.name, made.regionId],
      ['spaceone.api.inventory.v1.RegionInfo', 'x', ''],
    );
    assert.equal(await pipeline(() => made).run(request(), call()), made);
  });

  it('answers at once when nothing on the way is asynchronous, and by a promise when it fails', async () => {
    const made = pipeline(() => ({ name: 'x' })).run(request(), call());
    assert.equal((made as RegionInfo).name, 'x');
    const failed = pipeline(() => {
      throw errors.notFound('region_id', 'x');
    }).run(request(), call());
    assert.ok(failed instanceof Promise);
    await assert.rejects(failed, { code: 'NOT_FOUND' });
  });

  it('undoes what a body did that ended after its caller had been told of the timeout', async () => {
    const undone: string[] = [];
    const ended = Promise.withResolvers<void>();
    const { run } = pipeline(async () => {
      Transaction.required().onRollback(() => {
        undone.push('row');
        ended.resolve();
      });
      const { signal } = Transaction.required();
      await new Promise(resolve => signal.addEventListener('abort', resolve));
      return {};
    });
    await assert.rejects(async () => run(request(), call(Date.now() + 20)), { code: 'REQUEST_TIMEOUT' });
    await ended.promise;
    assert.deepEqual(undone, ['row']);
  });
});
