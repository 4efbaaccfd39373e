export { type Connection, ensureDatabase, urlOf } from './database.ts';
export { type Postgres, type PostgresOptions, startPostgres } from './server.ts';
