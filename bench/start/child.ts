import { enableCompileCache } from 'node:module';

// As the command does.
enableCompileCache();
const { default: definition } = await import('../../platform.ts');
const { up } = await import('../../packages/local/src/index.ts');

// Starts the platform on a data folder, says how long that took since the process was made, and what it holds.
const platform = await up(definition, {
  dataDir: process.argv[2]!,
  anyPorts: true,
  restPort: 0,
  report: () => {},
});
const ready = performance.now();
await definition.setUp!(platform);
process.send!({ readyMs: ready, rss: process.memoryUsage().rss });
process.once('message', async () => {
  await platform.stop();
  process.exit(0);
});
