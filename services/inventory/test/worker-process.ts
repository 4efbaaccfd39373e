import { Application, serverStarters } from '@hawser/core';
import manifest from '../service.ts';

// A worker of its own, for tests that kill it. Its configuration comes as JSON. It has no handlers, as SpaceONE's files
// have it for workers: jobs keep their tenant all the same.
const config = JSON.parse(process.argv[2]!);
const application = new Application(manifest, {
  config: { ...manifest.defaults, HANDLERS: {}, LOG: { level: 'silent' }, ...config },
});
await application.start([serverStarters.worker]);
