import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatProblem, type Problem, readTarsValues, ValuesError } from '@hawser/chart/tars';
import { packageTars, releaseOf } from '@hawser/delivery/tars';
import { CliError } from '../error.ts';
import { print } from '../terminal/output.ts';
import { streams } from '../terminal/streams.ts';

/** Names what is wrong in a values file. @throws ValuesError with all of it */
export async function runTarsCheck(file: string): Promise<void> {
  const { problems, unused } = readTarsValues(readFileSync(existing(file), 'utf8'));
  if (problems.length > 0) throw new ValuesError(basename(file), problems);
  warnUnused(file, unused);
  await print(`${basename(file)} is right\n`);
}

/** Writes a values file's package and prints where. */
export async function runTarsPackage(
  file: string,
  { tag, image }: { tag: string; image?: string },
  { destination }: { destination: string },
): Promise<void> {
  const made = await packageTars(existing(file), { ...releaseOf(tag), image });
  warnUnused(file, made.unused);
  mkdirSync(destination, { recursive: true });
  const path = join(destination, made.file);
  writeFileSync(path, made.data);
  await print(`${path}\n`);
}

/** The file's name, which has to be one. */
export function existing(file: string): string {
  if (!existsSync(file)) throw new CliError(`there is no ${file}`);
  return file;
}

/** Says which keys change nothing. */
export function warnUnused(file: string, unused: readonly Problem[]): void {
  for (const problem of unused) streams.err.write(`note: ${formatProblem(basename(file), problem)}\n`);
}
