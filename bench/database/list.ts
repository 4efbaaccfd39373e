import { create, toBinary } from '@bufbuild/protobuf';
import { startPostgres } from '@hawser/local/testing';
import { QuerySchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import {
  CloudService,
  CloudServicesInfoSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import pg from 'pg';
import { median } from '../harness/compare.ts';
import { atMost, type SuiteResult } from '../harness/result.ts';
import { seed, startInventory } from './inventory.ts';

const rows = 100_000;
const rounds = 60;

/** `list` of 100 of 100,000 rows, down to the bytes of the answer, against the same SQL by `pg` alone. */
export async function list(): Promise<SuiteResult> {
  const server = await startPostgres();
  const database = await server.database();
  const { application, postgres, token, client } = await startInventory(database);
  await seed(postgres, rows);
  const services = client(CloudService);
  const query = create(QuerySchema, {
    filter: [
      {
        keyAlias: { case: 'k', value: 'provider' },
        valueAlias: { case: 'v', value: { kind: { case: 'stringValue', value: 'aws' } } },
        operatorAlias: { case: 'o', value: 'eq' },
      },
    ],
    page: { start: 1, limit: 100 },
  });
  const statements = await recorded(postgres.pool, () => services.list({ query }, { token }));
  if (statements.length !== 2) throw new Error(`the list sent ${statements.length} statements`);
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  // The server may stop before the last idle connection has closed.
  pool.on('error', () => {});

  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -5; round < rounds; round++) {
    const began = performance.now();
    const answer = await services.list({ query }, { token });
    toBinary(CloudServicesInfoSchema, answer);
    const between = performance.now();
    for (const { text, values } of statements) await pool.query(text, values);
    const ended = performance.now();
    if (answer.results.length !== 100 || answer.totalCount !== rows / 2) throw new Error('a wrong answer');
    if (round < 0) continue;
    ours.push(between - began);
    theirs.push(ended - between);
  }
  await pool.end();
  await application.stop(0);
  await server.stop();
  return {
    figures: {
      'list-100-of-100000': atMost(median(ours) / median(theirs), 1.25, 'time: the same SQL by pg alone'),
    },
    notes: [`list: ${median(ours).toFixed(2)} ms, its SQL by pg: ${median(theirs).toFixed(2)} ms`],
  };
}

interface Statement {
  text: string;
  values: unknown[];
}

/** The statements that `work` sends, other than settings. */
async function recorded(pool: pg.Pool, work: () => Promise<unknown>): Promise<Statement[]> {
  const found = new Map<string, Statement>();
  const record = (client: pg.PoolClient) => {
    const { query } = client;
    client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
      const sent = typeof text === 'string' ? text : (text as Statement).text;
      const parameters = (values ?? (text as Statement).values) as unknown[] | undefined;
      if (/^select .* from "cloud_services"/is.test(sent) && parameters?.length)
        found.set(sent, { text: sent, values: parameters });
      return (query as (...args: unknown[]) => unknown).call(client, text, values, ...rest);
    }) as typeof client.query;
  };
  pool.on('acquire', record);
  await work();
  pool.off('acquire', record);
  return [...found.values()];
}
