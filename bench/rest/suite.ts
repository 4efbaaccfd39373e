import { ratioOf } from '../harness/compare.ts';
import { atMost, type SuiteResult } from '../harness/result.ts';
import { compareTransport, notesOf } from '../harness/suite.ts';

/** REST through the same pipeline. */
export async function rest(): Promise<SuiteResult> {
  const measured = await compareTransport(new URL('./', import.meta.url), { calls: 5_000, rounds: 21 });
  const { bare, hawser, nest } = measured;
  return {
    figures: {
      'rest-unary-vs-bare': atMost(ratioOf(hawser, bare), 1.25, 'CPU a call: bare Fastify'),
      'rest-unary-vs-nest': atMost(
        ratioOf(hawser, nest),
        0.5,
        'CPU a call: NestJS on Fastify with guard, pipe and interceptor',
      ),
    },
    notes: notesOf(measured),
  };
}
