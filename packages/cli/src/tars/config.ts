import { findHelm } from '@hawser/chart/helm';
import { configHistory, rollBackConfig } from '@hawser/delivery/tars';
import { type Format, formatData, print } from '../terminal/output.ts';
import { renderTable } from '../terminal/table.ts';

/** Lists the versions of a server's files. */
export async function runConfigHistory(
  namespace: string,
  server: string,
  { output }: { output: Format },
): Promise<void> {
  const found = await configHistory(namespace, server);
  const rows = found.map(({ version, created, active, data }) => ({
    version,
    created: created.toISOString(),
    active,
    files: Object.keys(data),
  }));
  if (output !== 'table') return print(await formatData(rows, output));
  await print(
    renderTable(
      ['VERSION', 'CREATED', 'ACTIVE', 'FILES'],
      rows.map(({ version, created, active, files }) => [
        version,
        created,
        active ? 'yes' : '',
        files.join(', '),
      ]),
    ),
  );
}

/** Activates an earlier version of a server's files. */
export async function runConfigRollback(
  namespace: string,
  server: string,
  version: string | undefined,
  { timeout, helm: major }: { timeout: number; helm: '3' | '4' },
): Promise<void> {
  const helm = await findHelm(major === '3' ? 3 : 4);
  const active = await rollBackConfig(server, version, { helm, namespace, timeoutSeconds: timeout });
  await print(`${server} has its files of ${active.created.toISOString()}, version ${active.version}\n`);
}
