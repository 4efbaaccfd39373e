import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readTarsValues, ValuesError } from '@hawser/chart/tars';
import { packageTars, releaseOf } from '@hawser/delivery/tars';
import { existing, requireHelmReads, tell } from '../dialect/read.ts';
import { print } from '../terminal/output.ts';

/** Names what is wrong in a values file. @throws ValuesError with all of it */
export async function runTarsCheck(file: string): Promise<void> {
  const text = readFileSync(existing(file), 'utf8');
  const { problems, unused } = readTarsValues(text);
  if (problems.length > 0) throw new ValuesError(basename(file), problems);
  await requireHelmReads(file, text);
  tell(file, unused);
  await print(`${basename(file)} is right\n`);
}

/** Writes a values file's package and prints where. */
export async function runTarsPackage(
  file: string,
  { tag, image }: { tag: string; image?: string },
  { destination }: { destination: string },
): Promise<void> {
  const made = await packageTars(existing(file), { ...releaseOf(tag), image });
  await requireHelmReads(file, readFileSync(file, 'utf8'));
  tell(file, made.unused);
  mkdirSync(destination, { recursive: true });
  const path = join(destination, made.file);
  writeFileSync(path, made.data);
  await print(`${path}\n`);
}
