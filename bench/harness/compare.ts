import type { ChildProcess } from 'node:child_process';
import { message, start, stop } from './processes.ts';

/** One server to be measured. */
export interface Contender {
  name: string;
  /** The server's script. */
  script: string;
  args?: readonly string[];
}

export interface Measured {
  /** The server's CPU time a call in microseconds: the median of the rounds. */
  cpuMicros: number;
  /** Calls a second: the median of the rounds. */
  callsPerSecond: number;
  /** The CPU time a call in microseconds of each round. */
  rounds: readonly number[];
}

/**
 * What one took over what another took: the median of the rounds' own ratios. The two loads of a round follow each other
 * closely, so that whatever else the machine does then is in both.
 */
export function ratioOf(one: Measured, other: Measured): number {
  return median(one.rounds.map((cpu, round) => cpu / other.rounds[round]!));
}

/** Rounds before those that count, until the compilers have settled. */
const warmUps = 4;

interface Round {
  calls: number;
  seconds: number;
}

/**
 * Loads every contender with the same calls in turns, so that whatever else the machine does falls on all of them alike.
 * Servers on core 0, the loader on core 1.
 * @param loader a script that answers each `{port, calls}` with `{calls, seconds}`.
 */
export async function compare(
  contenders: readonly Contender[],
  loader: string,
  { calls, rounds, loaderArgs = [] }: { calls: number; rounds: number; loaderArgs?: readonly string[] },
): Promise<Record<string, Measured>> {
  const load = start(loader, 1, loaderArgs);
  const servers = contenders.map(({ script, args }) => start(script, 0, args));
  try {
    const ports: number[] = [];
    for (const server of servers) ports.push((await message<{ port: number }>(server)).port);
    const samples = contenders.map(() => ({ cpu: [] as number[], rate: [] as number[] }));
    for (let round = -warmUps; round < rounds; round++) {
      for (const [i, server] of servers.entries()) {
        const before = await cpuMicros(server);
        load.send({ port: ports[i], calls });
        const done = await message<Round>(load);
        const spent = (await cpuMicros(server)) - before;
        if (round < 0) continue;
        samples[i]!.cpu.push(spent / done.calls);
        samples[i]!.rate.push(done.calls / done.seconds);
      }
    }
    return Object.fromEntries(
      contenders.map(({ name }, i) => [
        name,
        {
          cpuMicros: median(samples[i]!.cpu),
          callsPerSecond: median(samples[i]!.rate),
          rounds: samples[i]!.cpu,
        },
      ]),
    );
  } finally {
    await Promise.all([load, ...servers].map(stop));
  }
}

async function cpuMicros(server: ChildProcess): Promise<number> {
  server.send('cpu');
  const { cpu } = await message<{ cpu: NodeJS.CpuUsage }>(server);
  return cpu.user + cpu.system;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
