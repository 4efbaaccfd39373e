import { Application, type Manifest } from '@hawser/core';
import { type MigrationStatus, migrate, migrationStatus, Postgres } from '@hawser/core/connector/postgres';
import { usageError } from '../error.ts';
import { silent } from '../silent.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { renderTable } from '../terminal/table.ts';
import { findProject, findService } from './find.ts';
import { operatorConfig } from './service-config.ts';

export interface MigrateCommand {
  all?: boolean;
  status?: boolean;
  config?: string;
  output: Format;
}

type Row = MigrationStatus & { service: string };

/** Applies the migrations of a service or of all, or says how they stand. */
export async function runMigrate(service: string | undefined, command: MigrateCommand): Promise<void> {
  if ((service === undefined) !== (command.all === true))
    throw usageError('name one service, or all of them with --all');
  const manifests =
    service === undefined
      ? (await findProject(process.cwd())).definition.services
      : [await findService(process.cwd(), service)];
  const rows: Row[] = [];
  for (const manifest of manifests) rows.push(...(await one(manifest, command)));
  if (command.output !== 'table') await print(await formatData(rows, command.output));
  else if (rows.length > 0) await print(table(rows));
  else await print(command.status ? 'there are no migrations\n' : 'up to date\n');
  if (command.status && rows.some(({ state }) => state === 'pending' || state === 'edited'))
    process.exitCode = 1;
}

/** With `status`, how all steps stand; else those that were just applied. */
async function one(manifest: Manifest, { config: directory, status }: MigrateCommand): Promise<Row[]> {
  const { name, migrations = [] } = manifest;
  if (migrations.length === 0) return [];
  const { value: config } = await operatorConfig(manifest, { directory });
  const application = new Application(manifest, { config, log: silent });
  const database = application.component(Postgres);
  try {
    const before = status ? undefined : new Set(await migrate(database, name, migrations));
    const steps = await migrationStatus(database, name, migrations);
    return steps
      .filter(step => before?.has(step.name) ?? true)
      .map(({ name: step, ...rest }) => ({ service: name, name: step, ...rest }));
  } finally {
    await application.stop(0);
  }
}

const table = (rows: readonly Row[]): string =>
  renderTable(
    ['SERVICE', 'STEP', 'STATE', 'APPLIED'],
    rows.map(({ service, name, state, appliedAt }) => [service, name, state, appliedAt]),
  );
