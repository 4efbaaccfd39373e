import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError, escapeIdentifier } from 'pg';

/** How to reach a server as its superuser. */
export interface Connection {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** Both say that the database is there: the second when another process makes it at the same moment. */
const alreadyThere = new Set(['42P04', '23505']);

/** Makes a database if there is none of that name, and returns its URL. */
export async function ensureDatabase(server: Connection, name: string): Promise<string> {
  await administer(server, async client => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return;
    try {
      await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
    } catch (error) {
      if (!(error instanceof DatabaseError && alreadyThere.has(error.code ?? ''))) throw error;
    }
  });
  return urlOf(server, name);
}

/** Removes a database with everything in it, and breaks off the connections to it. */
export async function dropDatabase(server: Connection, name: string): Promise<void> {
  await administer(server, async client => {
    // A connection that was just ended may take the server a moment to see off, and mustn't be broken off meanwhile.
    const limit = Date.now() + 2_000;
    const left = async () => {
      const { rows } = await client.query(
        'SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = $1',
        [name],
      );
      return (rows[0] as { n: number }).n;
    };
    while (Date.now() < limit && (await left()) > 0) await delay(10);
    await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
  });
}

/** The URL of a database. */
export function urlOf({ host, port, user, password }: Connection, database: string): string {
  const encode = encodeURIComponent;
  return `postgres://${encode(user)}:${encode(password)}@${host}:${port}/${encode(database)}`;
}

async function administer(server: Connection, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
