import { compare } from '../harness/compare.ts';
import { atMost, type SuiteResult } from '../harness/result.ts';
import { makeToken } from './token.ts';

const here = (file: string) => new URL(file, import.meta.url).pathname;

/** gRPC unary through the full pipeline against bare grpc-js and NestJS. */
export async function grpc(): Promise<SuiteResult> {
  const { token, publicKey } = await makeToken();
  const contenders = [
    { name: 'bare grpc-js', script: here('bare.ts') },
    { name: 'hawser', script: here('hawser.ts'), args: [JSON.stringify(publicKey), token] },
  ];
  const measured = await compare(contenders, here('load.ts'), {
    calls: 20_000,
    rounds: 5,
    loaderArgs: [token],
  });
  const hawser = measured['hawser']!;
  const bare = measured['bare grpc-js']!;
  return {
    figures: {
      'grpc unary, CPU a call': atMost(hawser.cpuMicros / bare.cpuMicros, 1.18, 'bare grpc-js, same codec'),
    },
    notes: Object.entries(measured).map(
      ([name, m]) => `${name}: ${m.cpuMicros.toFixed(1)} µs a call, ${Math.round(m.callsPerSecond)} calls/s`,
    ),
  };
}
