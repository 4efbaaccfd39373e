import { ratioOf } from '../harness/compare.ts';
import { atMost, type SuiteResult } from '../harness/result.ts';
import { compareTransport, notesOf } from '../harness/suite.ts';

/** gRPC unary through the full pipeline. */
export async function grpc(): Promise<SuiteResult> {
  const measured = await compareTransport(new URL('./', import.meta.url), { calls: 5_000, rounds: 21 });
  const { bare, hawser, nest } = measured;
  return {
    figures: {
      'grpc-unary-vs-bare': atMost(
        ratioOf(hawser, bare),
        1.18,
        'CPU a call: bare grpc-js with the same codec',
      ),
      'grpc-unary-vs-nest': atMost(
        ratioOf(hawser, nest),
        0.75,
        'CPU a call: NestJS gRPC with guard, pipe and interceptor',
      ),
    },
    notes: notesOf(measured),
  };
}
