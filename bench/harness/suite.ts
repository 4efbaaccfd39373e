import { makeToken } from '../service/token.ts';
import { compare, type Measured } from './compare.ts';

/** Loads the three contenders of a transport: `bare.ts`, `hawser.ts` and `nest.ts` in a folder, by its `load.ts`. */
export async function compareTransport(
  folder: URL,
  size: { calls: number; rounds: number },
): Promise<Record<'bare' | 'hawser' | 'nest', Measured>> {
  const { token, publicKey } = await makeToken();
  const script = (name: string) => new URL(`${name}.ts`, folder).pathname;
  const contenders = ['bare', 'hawser', 'nest'].map(name => ({
    name,
    script: script(name),
    args: [JSON.stringify(publicKey)],
  }));
  const measured = await compare(contenders, script('load'), { ...size, loaderArgs: [token] });
  return measured as Record<'bare' | 'hawser' | 'nest', Measured>;
}

/** A line a contender, for people. */
export const notesOf = (measured: Record<string, Measured>): string[] =>
  Object.entries(measured).map(
    ([name, m]) =>
      `${name}: ${m.cpuMicros.toFixed(1)} µs CPU a call, ${Math.round(m.callsPerSecond)} calls/s`,
  );
