import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  type DescMethod,
  type DescService,
  type JsonObject,
  type JsonValue,
  type MessageInitShape,
  type MessageShape,
  toJson,
} from '@bufbuild/protobuf';
import { type Struct, StructSchema } from '@bufbuild/protobuf/wkt';
import type { ErrorCode } from '@hawser/core';
import { fails } from './fails.ts';
import type { TestPlatform } from './platform.ts';

/** One call of a table: it answers as `gives` checks, or fails with a code. */
export type Case<D extends DescService> = {
  [K in keyof D['method'] & string]: CaseOf<D['method'][K], K>;
}[keyof D['method'] & string];

interface CaseOf<M extends DescMethod, K extends string> {
  rpc: K;
  /** What is special about it, in the test's name. */
  what: string;
  /** The caller's token. Default: the table's. */
  token?: () => string;
  /** Asked when the case is run, for ids that earlier cases learn. */
  request: () => MessageInitShape<M['input']>;
  gives?: (answer: MessageShape<M['output']>) => void | Promise<void>;
  fails?: ErrorCode;
  text?: RegExp;
}

type Send = (request: unknown) => Promise<MessageShape<DescMethod['output']>>;

/** The results of a stat or an analysis. */
export const resultsOf = (answer: Struct): JsonValue => (toJson(StructSchema, answer) as JsonObject).results!;

/**
 * Runs a table of calls in its order, and checks that each rpc of the service is in it, once at least with an answer and
 * once with a failure.
 */
export function runCases<D extends DescService>(
  platform: TestPlatform,
  service: D,
  token: () => string,
  cases: readonly Case<D>[],
  /** What can't come about here, as `add_package answers`; `any` for a table that is part of another one. */
  impossible: readonly string[] | 'any' = [],
): void {
  for (const { rpc, what, token: own, request, gives, fails: code, text } of cases as unknown as CaseOf<
    DescMethod,
    string
  >[]) {
    it(`${rpc}: ${what}`, async () => {
      const client = platform.as(service, (own ?? token)()) as unknown as Record<string, Send>;
      const call = client[rpc]!(request());
      if (code) await fails(call, code, text);
      else await gives!(await call);
    });
  }
  if (impossible === 'any') return;
  it('has both outcomes of every rpc', () => {
    const missing = service.methods.flatMap(({ name }) => {
      const own = cases.filter(({ rpc }) => rpc === name);
      return [
        ...(own.some(one => one.gives) ? [] : [`${name} answers`]),
        ...(own.some(one => one.fails) ? [] : [`${name} fails`]),
      ];
    });
    assert.deepEqual(missing.toSorted(), impossible.toSorted());
  });
}
