import { findHelm } from '@hawser/chart/helm';
import { configHistory, rollBackConfig } from '@hawser/delivery/tars';
import { type Format, formatData, print } from '../terminal/output.ts';
import { stepView } from '../terminal/steps.ts';
import { renderTable } from '../terminal/table.ts';
import { progressOf } from './deploy.ts';

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

export interface RollbackCommand {
  timeout: number;
  helm: '3' | '4';
  output: Format;
}

/** Activates an earlier version of a server's files. */
export async function runConfigRollback(
  namespace: string,
  server: string,
  wanted: string | undefined,
  { timeout, helm: major, output }: RollbackCommand,
): Promise<void> {
  const view = stepView();
  try {
    const helm = await findHelm(major === '3' ? 3 : 4, { report: view.report });
    const progress = progressOf(view, `Give ${server} its files back`);
    const options = { helm, namespace, timeoutSeconds: timeout, progress };
    const { version, created, data } = await rollBackConfig(server, wanted, options);
    view.close();
    const made = created.toISOString();
    if (output === 'table') return await print(`${server} has its files of ${made}, version ${version}\n`);
    await print(
      await formatData({ namespace, server, version, created: made, files: Object.keys(data) }, output),
    );
  } finally {
    view.close();
  }
}
