import { Application, type Manifest } from '@hawser/core';
import {
  createDatabase,
  type MigrationStatus,
  migrate,
  migrationStatus,
  Postgres,
} from '@hawser/core/connector/postgres';
import { usageError } from '../error.ts';
import { silent } from '../silent.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { streams } from '../terminal/streams.ts';
import { renderTable } from '../terminal/table.ts';
import { explainAway, whileAway } from './away.ts';
import { findProject, findService } from './find.ts';
import { operatorConfig } from './service-config.ts';

export interface MigrateCommand {
  all?: boolean;
  status?: boolean;
  config?: string;
  /** How long a database that is away is waited for, in seconds. Default: not at all. */
  wait?: number;
  output: Format;
}

type Row = MigrationStatus & { service: string };

/**
 * Applies the migrations of a service or of all, making databases that aren't there; or says how they stand. Each step is
 * a line on standard error once it is done.
 */
export async function runMigrate(service: string | undefined, command: MigrateCommand): Promise<void> {
  if ((service === undefined) !== (command.all === true))
    throw usageError('name one service, or all of them with --all');
  const manifests =
    service === undefined
      ? (await findProject(process.cwd())).definition.services
      : [await findService(process.cwd(), service)];
  const rows: Row[] = [];
  for (const manifest of manifests) rows.push(...(await explainAway(() => one(manifest, command))));
  if (command.output !== 'table') await print(await formatData(rows, command.output));
  else if (rows.length > 0) await print(table(rows));
  else await print(command.status ? 'there are no migrations\n' : 'up to date\n');
  if (command.status && rows.some(({ state }) => state === 'pending' || state === 'edited'))
    process.exitCode = 1;
}

/** With `status`, how all steps stand; else those that were just applied. */
async function one(
  manifest: Manifest,
  { config: directory, status, wait = 0 }: MigrateCommand,
): Promise<Row[]> {
  const { name, migrations = [] } = manifest;
  if (migrations.length === 0) return [];
  const { value: config } = await operatorConfig(manifest, { directory });
  // Without its services: what only they need, such as a key of encryption, isn't mounted where migrations run.
  const application = new Application(
    { ...manifest, services: [], servers: [] },
    { config: { ...config, HANDLERS: {} }, log: silent },
  );
  const database = application.component(Postgres);
  const line = (text: string) => streams.err.write(`${name}: ${text}\n`);
  const applied = new Set<string>();
  const apply = async () => {
    const settings = config.DATABASES.default;
    const made = settings && (await createDatabase(settings, name));
    if (made) line(`made the database ${made}`);
    await migrate(database, name, migrations, step => {
      applied.add(step);
      line(`applied ${step}`);
    });
  };
  try {
    if (!status) await whileAway(apply, wait * 1000, reason => line(`waiting for the database: ${reason}`));
    const steps = await migrationStatus(database, name, migrations);
    return steps
      .filter(step => status || applied.has(step.name))
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
