import { findUnits } from '@hawser/delivery/version';
import { projectRoot } from '../chart/root.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { renderTable } from '../terminal/table.ts';

/** Lists what has a version in the project. */
export async function runVersionList({ output }: { output: Format }): Promise<void> {
  const rows = findUnits(projectRoot(process.cwd())).map(({ name, version, chart }) => ({
    name,
    version,
    chart: chart?.folder ?? null,
  }));
  if (output !== 'table') return print(await formatData(rows, output));
  await print(
    renderTable(
      ['NAME', 'VERSION', 'CHART'],
      rows.map(({ name, version, chart }) => [name, version, chart]),
    ),
  );
}
