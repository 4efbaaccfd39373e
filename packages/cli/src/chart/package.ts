import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { formatBytes } from '../image/bytes.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { renderTable } from '../terminal/table.ts';
import { packagesOf } from './packages.ts';

export interface ChartPackageCommand {
  destination: string;
  output: Format;
}

/** Writes charts as packages into a folder. */
export async function runChartPackage(named: readonly string[], command: ChartPackageCommand): Promise<void> {
  const packages = await packagesOf(named, process.cwd());
  const folder = resolve(command.destination);
  await mkdir(folder, { recursive: true });
  for (const { file, data } of packages) await writeFile(join(folder, file), data);
  const rows = packages.map(({ metadata: { name, version }, file, data, digest }) => ({
    name,
    version,
    file: join(folder, file),
    size: data.length,
    digest: `sha256:${digest}`,
  }));
  if (command.output !== 'table') return print(await formatData(rows, command.output));
  const cells = rows.map(({ name, version, file, size, digest }) => [
    name,
    version,
    formatBytes(size),
    file,
    digest,
  ]);
  await print(renderTable(['CHART', 'VERSION', 'SIZE', 'FILE', 'DIGEST'], cells));
}
