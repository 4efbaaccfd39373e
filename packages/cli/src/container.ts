import { enableCompileCache } from 'node:module';
import { run } from './run.ts';

// The command as images have it: what pods run and what an operator runs in a pod. Commands that need a checkout, a login's
// files or a database of their own aren't in it, and neither is what only they stand on.
if (process.env.NODE_COMPILE_CACHE) enableCompileCache(process.env.NODE_COMPILE_CACHE);
process.exitCode = await run(process.argv.slice(2), {
  'Run:': {
    start: async () => (await import('./command/start.ts')).addStart,
    migrate: async () => (await import('./command/migrate.ts')).addMigrate,
    wait: async () => (await import('./command/wait.ts')).addWait,
    initialize: async () => (await import('./command/initialize.ts')).addInitialize,
  },
  'Use:': {
    call: async () => (await import('./command/call.ts')).addCall,
  },
  'Operate:': {
    config: async () => (await import('./command/config.ts')).addConfig,
    queue: async () => (await import('./command/queue.ts')).addQueue,
    secrets: async () => (await import('./command/secrets.ts')).addSecrets,
  },
});
