import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromBinary } from '@bufbuild/protobuf';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import { BadRequestSchema, ErrorInfoSchema } from '@hawser/proto/google/rpc/error_details_pb.js';
import { StatusSchema } from '@hawser/proto/google/rpc/status_pb.js';
import { Convention } from '@hawser/proto/hawser/v1/options_pb.js';
import { codes, type ErrorCode, errors, fromStatus, HawserError, toHawserError, toStatus } from './index.ts';

describe('an error', () => {
  it('has the text of its code, filled from its metadata', () => {
    assert.equal(
      errors.notFound('project_id', 'p-1').message,
      'Resource cannot be found or access is denied. (project_id = p-1)',
    );
    assert.equal(
      errors.existsResource('project', 'project_group').message,
      "'project' resources is existed in project_group.",
    );
  });

  it('bounds what a caller sent', () => {
    assert.ok(errors.notFound('name', 'x'.repeat(1_000_000)).message.length < 2_100);
  });

  it('leaves as SpaceONE has it: code and text in the message, no details', () => {
    const status = toStatus(errors.required('name'), Convention.SPACEONE, 'd');
    assert.deepEqual(status, {
      code: 3,
      message: 'ERROR_REQUIRED_PARAMETER: Required parameter. (key = name)',
    });
  });

  it('leaves with ErrorInfo and BadRequest in the modern convention', () => {
    const { code, message, details } = toStatus(
      errors.invalid('page.limit', 'is negative'),
      Convention.UNSPECIFIED,
      'shop.v1',
    );
    assert.deepEqual([code, message], [3, 'Parameter is invalid. (key = page.limit, reason = is negative)']);
    const status = fromBinary(StatusSchema, details!);
    const info = anyUnpack(status.details[0]!, ErrorInfoSchema)!;
    assert.deepEqual(
      [info.reason, info.domain, info.metadata.key],
      ['INVALID_PARAMETER', 'shop.v1', 'page.limit'],
    );
    const violation = anyUnpack(status.details[1]!, BadRequestSchema)!.fieldViolations[0]!;
    assert.deepEqual([violation.field, violation.description], ['page.limit', 'is negative']);
  });

  it('comes back the same in both conventions, whatever its code', () => {
    for (const code of Object.keys(codes) as ErrorCode[]) {
      for (const convention of [Convention.SPACEONE, Convention.UNSPECIFIED]) {
        const error = new HawserError(code, { key: 'k', reason: 'r' });
        const back = fromStatus(toStatus(error, convention, 'd'));
        assert.deepEqual([back.code, back.message], [error.code, error.message]);
      }
    }
  });

  it('of another system keeps its text under the code of its status', () => {
    const unknown = fromStatus({ code: 9, message: 'ERROR_OF_THEIRS: not now' });
    assert.deepEqual([unknown.code, unknown.message], ['FAILED_PRECONDITION', 'ERROR_OF_THEIRS: not now']);
    assert.equal(fromStatus({ code: 14, message: '' }).code, 'GRPC_CONNECTION');
    assert.equal(fromStatus({ code: 2, message: 'x', details: Uint8Array.of(255, 255) }).code, 'UNKNOWN');
  });
});

describe('what was thrown', () => {
  const thrown = (fields: object) => Object.assign(new Error('secret words'), fields);

  it('becomes UNAVAILABLE when a server is away', () => {
    const refused = thrown({ code: 'ECONNREFUSED', syscall: 'connect' });
    for (const cause of [
      refused,
      thrown({ code: '57P01' }),
      thrown({ code: '08006' }),
      new AggregateError([refused]),
    ]) {
      assert.equal(toHawserError(cause, 'id').code, 'GRPC_CONNECTION');
    }
  });

  it('becomes UNKNOWN with nothing of its text otherwise', () => {
    for (const cause of [thrown({}), thrown({ code: '23505' }), 'secret words', null, undefined]) {
      const error = toHawserError(cause, 'trace-1');
      assert.equal(error.code, 'UNKNOWN');
      assert.match(error.message, /trace-1/);
      assert.doesNotMatch(error.message, /secret/);
    }
  });
});
