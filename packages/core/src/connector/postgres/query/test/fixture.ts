import { after } from 'node:test';
import { testDatabase } from '@hawser/local/testing';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { emptyListQuery } from '../message.ts';
import { defineModel, type QueryModel } from '../model.ts';
import type { Condition } from '../operators.ts';
import type { ListQuery } from '../query.ts';
import type { Json } from '../value.ts';
import type { Document } from './oracle.ts';

/** A database of its own, closed after the file's tests. To be called at a test file's top level. */
export async function openDatabase(): Promise<Kysely<unknown>> {
  const { host, port, user, password, database } = await testDatabase();
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ host, port, user, password, database, max: 2 }) }),
  });
  after(() => db.destroy());
  return db;
}

/** A resource with a column of every type. */
export const serverModel: QueryModel = defineModel({
  table: 'server',
  id: 'server_id',
  columns: {
    server_id: { type: 'text', notNull: true },
    name: { type: 'text' },
    cpu: { type: 'int' },
    price: { type: 'float' },
    is_on: { type: 'bool' },
    created_at: { type: 'timestamp' },
    data: { type: 'json' },
    labels: { type: 'text[]' },
    domain_id: { type: 'text', notNull: true },
    workspace_id: { type: 'text' },
    password: { type: 'text', private: true },
  },
  keyword: ['server_id', 'name', 'data.os'],
  minimal: ['server_id', 'name'],
  aliases: { size: 'cpu', hardware: 'data.hardware' },
  shared: ['workspace_id'],
});

/** A row of {@link serverModel}; what isn't given is NULL. */
export interface Server {
  server_id: string;
  name?: string | null;
  cpu?: number | null;
  price?: number | null;
  is_on?: boolean | null;
  created_at?: string | null;
  data?: Json | undefined;
  labels?: string[] | null;
  domain_id?: string;
  workspace_id?: string | null;
  password?: string | null;
}

/** Creates the table of {@link serverModel} with these rows; `data` that is undefined is NULL. */
export async function createServers(db: Kysely<unknown>, servers: readonly Server[]): Promise<void> {
  await sql`drop table if exists server`.execute(db);
  await sql`create table server (server_id text primary key, name text, cpu int, price float8, is_on bool,
    created_at timestamptz, data jsonb, labels text[], domain_id text not null, workspace_id text, password text)`.execute(
    db,
  );
  for (const row of servers) {
    const data = row.data === undefined ? null : JSON.stringify(row.data);
    await sql`insert into server values (${row.server_id}, ${row.name}, ${row.cpu}, ${row.price}, ${row.is_on},
      ${row.created_at}, ${data}::jsonb, ${row.labels}, ${row.domain_id ?? 'd'}, ${row.workspace_id}, ${row.password})`.execute(
      db,
    );
  }
}

/** A list query of just these parts. */
export const listQuery = (parts: Partial<ListQuery>): ListQuery => ({ ...emptyListQuery(), ...parts });

/** A condition as queries abbreviate it. */
export const where = (key: string, operator: string, value: Json): Condition => ({ key, operator, value });

/** Rows with what queries find hard: lists, values of several types under one key, null and nothing. */
export const servers: Server[] = [
  {
    server_id: 's1',
    name: 'Web 100%',
    cpu: 4,
    price: 1.5,
    is_on: true,
    created_at: '2026-01-01T00:00:00.000Z',
    data: {
      os: 'Linux',
      cores: [1, 2],
      disks: [{ size: 10, type: 'ssd' }, { size: 20 }],
      at: '2026-01-01',
      x: null,
    },
    labels: ['a', 'B'],
    workspace_id: 'w1',
    password: 'secret',
  },
  {
    server_id: 's2',
    name: 'web_2',
    cpu: 2,
    price: 2.5,
    is_on: false,
    created_at: '2026-02-01T12:00:00.000Z',
    data: {
      os: 'windows',
      cores: [],
      disks: { size: 30 },
      at: '2026-03-01T00:00:00+09:00',
      hardware: { cpu: 8 },
    },
    labels: [],
    workspace_id: '*',
  },
  {
    server_id: 's3',
    name: 'DB',
    data: { os: 5, 'quo"te': "it's", nested: [[5, 6]], disks: 'none' },
    workspace_id: 'w2',
  },
  { server_id: 's4' },
  { server_id: 's5', name: 'other', domain_id: 'other' },
];

/** Puts these documents in the table of {@link serverModel}, instead of what is there. */
export async function fillServers(db: Kysely<unknown>, rows: readonly Document[]): Promise<void> {
  const text = JSON.stringify(rows.map(row => ({ domain_id: 'd', ...row })));
  await sql`truncate server`.execute(db);
  await sql`insert into server select * from jsonb_populate_recordset(null::server, ${text}::jsonb)`.execute(
    db,
  );
}
