import { atMost, type SuiteResult } from '../harness/result.ts';
import { compareTransport, notesOf } from '../harness/suite.ts';

/** REST through the same pipeline. */
export async function rest(): Promise<SuiteResult> {
  const measured = await compareTransport(new URL('./', import.meta.url), { calls: 20_000, rounds: 7 });
  const { bare, hawser, nest } = measured;
  return {
    figures: {
      'rest-unary-vs-bare': atMost(hawser.cpuMicros / bare.cpuMicros, 1.25, 'CPU a call: bare Fastify'),
      'rest-unary-vs-nest': atMost(
        hawser.cpuMicros / nest.cpuMicros,
        0.5,
        'CPU a call: NestJS on Fastify with guard, pipe and interceptor',
      ),
    },
    notes: notesOf(measured),
  };
}
