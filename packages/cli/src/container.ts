import { enableCompileCache } from 'node:module';
import { addCall } from './command/call.ts';
import { addConfig } from './command/config.ts';
import { addInitialize } from './command/initialize.ts';
import { addMigrate } from './command/migrate.ts';
import { addQueue } from './command/queue.ts';
import { addSecrets } from './command/secrets.ts';
import { addStart } from './command/start.ts';
import { addWait } from './command/wait.ts';
import { run } from './run.ts';

// The command as images have it: what pods run and what an operator runs in a pod. Commands that need a checkout, a login's
// files or a database of their own aren't in it, and neither is what only they stand on.
if (process.env.NODE_COMPILE_CACHE) enableCompileCache(process.env.NODE_COMPILE_CACHE);
process.exitCode = await run(process.argv.slice(2), {
  'Run:': [addStart, addMigrate, addWait, addInitialize],
  'Use:': [addCall],
  'Operate:': [addConfig, addQueue, addSecrets],
});
