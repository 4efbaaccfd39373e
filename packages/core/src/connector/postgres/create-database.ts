import pg from 'pg';
import { type DatabaseSettings, poolConfig } from './settings.ts';

/** The database that every server has, to connect to while there is no other. */
const maintenance = 'postgres';
/** SQLSTATE: there is no database of that name. */
const absent = '3D000';
/** Both say that the database is there: the second when another process makes it at the same moment. */
const alreadyThere = new Set(['42P04', '23505']);
/** SQLSTATE: the user may not create databases. */
const denied = '42501';

/**
 * Makes the database of a service's settings unless it is there.
 * @returns its name if it was made, else undefined
 * @throws Error when it isn't there and the user may not make it, or when the server can't be reached
 */
export async function createDatabase(
  settings: DatabaseSettings,
  service: string,
): Promise<string | undefined> {
  try {
    await withClient(poolConfig(settings, service), async () => {});
    return undefined;
  } catch (thrown) {
    if (codeOf(thrown) !== absent) throw thrown;
  }
  const { url } = settings;
  const name = url ? nameIn(url) : (settings.database ?? service.replaceAll('-', '_'));
  const elsewhere = url
    ? { ...settings, url: withName(url, maintenance) }
    : { ...settings, database: maintenance };
  try {
    await withClient(poolConfig(elsewhere, service), client =>
      client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`),
    );
    return name;
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code !== undefined && alreadyThere.has(code)) return undefined;
    if (code !== denied) throw thrown;
    throw new Error(
      `there is no database ${name}, and the user may not make it: create it, or give the user CREATEDB`,
      { cause: thrown },
    );
  }
}

async function withClient(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(config);
  // A connection that breaks fails what is running on it; without a listener it would end the process as well.
  client.on('error', () => {});
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

const codeOf = (thrown: unknown): string | undefined => (thrown as { code?: string } | null)?.code;

const nameIn = (url: string) => decodeURIComponent(new URL(url).pathname.slice(1));

function withName(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
