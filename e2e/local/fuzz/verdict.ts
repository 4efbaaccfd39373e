import assert from 'node:assert/strict';
import type { ServiceError } from '@grpc/grpc-js';
import { codes, type ErrorCode } from '@hawser/core';

/** Traces of what must stay inside: stack frames, files, SQL, the words of the runtime and of libraries. */
const internals =
  /\n\s+at |node:|node_modules|\.[tj]s:\d|\/(tmp|home|root|work|usr)\/|FST_ERR|\b(Type|Range|Reference|Syntax)Error\b|Cannot read|undefined is|\bselect\b.+\bfrom\b|syntax error at|relation "|column "|violates|22P0|42P0|hawser_queue|ECONN/i;

/** Faults that nothing a caller sends may bring about. */
const faults = new Set<string>(['UNKNOWN', 'GRPC_CONNECTION', 'CANCELLED']);

/** The code of an answer, `OK` or an error's. @throws AssertionError for anything that isn't listed or tells too much */
export function restVerdict(status: number, body: string): string {
  if (status === 200) {
    JSON.parse(body);
    return 'OK';
  }
  const { detail } = JSON.parse(body) as { detail: { code: string; message: string } };
  const code = checked(detail.code, detail.message);
  assert.equal(status, codes[code].http, body);
  return code;
}

/** As {@link restVerdict}, for what grpc-js threw. */
export function grpcVerdict({ code: status, details }: ServiceError): string {
  const [, name, message] = /^(ERROR_[A-Z_]+): (.*)$/s.exec(details) ?? [];
  assert.ok(name, `${status} ${details}`);
  const code = checked(name, message!);
  assert.equal(status, codes[code].grpc, details);
  return code;
}

function checked(name: string, message: string): ErrorCode {
  const code = name.replace(/^ERROR_/, '');
  assert.ok(Object.hasOwn(codes, code), `${name} is not listed`);
  assert.ok(!faults.has(code), `${name}: ${message}`);
  // What the caller has sent may come back; nothing of it looks like these.
  assert.doesNotMatch(message, internals);
  return code as ErrorCode;
}
