// Starts PostgreSQL on a data folder and holds it until it is killed or its standard input ends: what `hawser up` is to
// it. Prints one line of JSON: the server's URL and process ids, or the error.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalError } from '../../error.ts';
import { startPostgres } from '../server.ts';

const dataDir = process.argv[2]!;
try {
  const server = await startPostgres({ dataDir });
  const postmaster = Number.parseInt(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8'), 10);
  console.log(JSON.stringify({ url: server.url, postmaster }));
  for await (const _ of process.stdin);
  await server.stop();
} catch (error) {
  if (!(error instanceof LocalError)) throw error;
  const { code, message, hint } = error;
  console.log(JSON.stringify({ code, message, hint }));
}
