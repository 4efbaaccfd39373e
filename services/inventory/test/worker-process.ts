import { Application, serverStarters } from '@hawser/core';
import manifest from '../service.ts';

// A worker of its own, for tests that kill it. Its configuration comes as JSON.
const config = JSON.parse(process.argv[2]!);
const application = new Application(manifest, {
  config: { ...manifest.defaults, LOG: { level: 'silent' }, ...config },
});
await application.start([serverStarters.worker]);
