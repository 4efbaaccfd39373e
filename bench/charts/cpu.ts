import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command as often as its first argument says, and then has the shell tell what its children took. */
const loop = 'n=$1; shift; while [ $n -gt 0 ]; do "$@" >/dev/null || exit 1; n=$((n-1)); done; times';

/**
 * The processor time of one run of a command in milliseconds, its children's included: the mean of several, since shells count in
 * hundredths of a second. Steadier than the time on the clock where a machine has other work to do.
 *
 * @throws Error when a run fails
 */
export async function cpuMillis(command: readonly string[], runs: number): Promise<number> {
  const shell = spawn('sh', ['-c', loop, 'sh', String(runs), ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  shell.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(shell, 'close')) as [number];
  if (code !== 0) throw new Error(`${command.join(' ')} ended with exit code ${code}`);
  const children = said.trim().split('\n')[1]!;
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return (seconds.reduce((sum, one) => sum + one) * 1000) / runs;
}
