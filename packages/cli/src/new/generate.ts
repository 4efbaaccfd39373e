import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CliError, usageError } from '../error.ts';
import { checkout } from './checkout.ts';

export interface GenerateCommand {
  check?: boolean;
}

/** Generates the code of a service's contracts, or of the platform's when the folder is the checkout's root. */
export async function runGenerate(folder: string, { check }: GenerateCommand): Promise<void> {
  const root = resolve(folder);
  if (!existsSync(join(root, 'proto'))) throw usageError(`${root} has no folder proto`);
  const platform = realpathSync(root) === realpathSync(checkout);
  const module = platform ? [] : ['--module', join(root, 'proto'), '--out', join(root, 'gen')];
  const code = await generate([...module, ...(check ? ['--check'] : [])]);
  if (code === 0) return;
  if (check) process.exitCode = 1;
  else
    throw new CliError('generating failed', { hint: 'it needs npm and Go: `hawser doctor` looks for them' });
}

/** Runs the generator. @returns its exit code */
export async function generate(args: readonly string[]): Promise<number> {
  const script = join(checkout, 'scripts/generate.mjs');
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 2, 2] });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
