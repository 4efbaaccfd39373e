import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { findHelm, HelmError } from '@hawser/chart/helm';
import { checkByHelm, formatProblem, type Problem, ValuesError } from '@hawser/chart/tars';
import { CliError } from '../error.ts';
import { streams } from '../terminal/streams.ts';

/** The file’s name, which has to be one. @throws CliError where there is none, or a folder */
export function existing(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new CliError(`there is no ${file}`);
  if (found.isDirectory()) throw new CliError(`${file} is a folder; a file is expected`);
  return file;
}

/** Says of keys which change nothing, and the like. */
export function tell(file: string, notes: readonly Problem[]): void {
  for (const note of notes) streams.err.write(`note: ${formatProblem(basename(file), note)}\n`);
}

/**
 * Has Helm read a values file in which nothing else is wrong, as its reader of YAML is another one. Where there is no Helm, that is said, and nothing
 * refused.
 *
 * @param major of Helm; the two read alike what is one document without directives, which others make sure of
 * @throws ValuesError with what Helm doesn't take, or takes for something else
 */
export async function requireHelmReads(file: string, text: string, major: 3 | 4 = 4): Promise<void> {
  const helm = await findHelm(major).catch((error: unknown) => {
    if (!(error instanceof HelmError)) throw error;
    streams.err.write(`note: Helm hasn’t read ${basename(file)}: ${error.message}\n`);
    return undefined;
  });
  const problems = helm ? await checkByHelm(helm, text) : [];
  if (problems.length > 0) throw new ValuesError(basename(file), problems);
}
