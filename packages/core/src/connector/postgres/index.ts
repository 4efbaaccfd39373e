export { createDatabase } from './create-database.ts';
export { type MigrationStatus, migrate, migrationStatus } from './migrate.ts';
export type { Migration } from './migration.ts';
export { type DatabaseRow, Postgres } from './postgres.ts';
export * from './query/index.ts';
export type { DatabaseSettings } from './settings.ts';
export * from './store/index.ts';
