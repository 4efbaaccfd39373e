import { planBump, type VersionPart } from '@hawser/delivery/version';
import { projectRoot } from '../chart/root.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { renderTable } from '../terminal/table.ts';

export interface VersionBumpCommand {
  extra?: string;
  dryRun?: boolean;
  output: Format;
}

/** Raises versions, and says which files that changed. */
export async function runVersionBump(
  part: VersionPart,
  names: readonly string[],
  { extra, dryRun = false, output }: VersionBumpCommand,
): Promise<void> {
  const { changes, files, write } = planBump(projectRoot(process.cwd()), { part, extra, names });
  if (!dryRun) write();
  if (output !== 'table') return print(await formatData({ changes, files, written: !dryRun }, output));
  await print(
    renderTable(
      ['NAME', 'FROM', 'TO'],
      changes.map(({ name, from, to }) => [name, from, to]),
    ),
  );
  await print(`${dryRun ? 'would change' : 'changed'} ${files.length} files\n`);
}
