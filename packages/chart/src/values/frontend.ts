import type { z } from 'zod';
import { basics } from './backend.ts';
import { global } from './global.ts';
import { ingress, service } from './network.ts';
import { podParts } from './pod.ts';
import { environment } from './secrets.ts';
import { security } from './security.ts';
import { server } from './server.ts';
import { key, map, open, whole } from './types.ts';

const pages = {
  ...basics,
  replicas: key(whole(), 'Replicas.', { default: 1 }),
  ...environment,
  ...podParts,
  servers: key(
    map({ rest: key(server(), 'The server of the pages.') }),
    'What the server has beside this, as those of backends.',
  ),
  service: key(service(80), 'Before the server.'),
  ingress: key(ingress(80), 'To the server.'),
  gracePeriod: key(whole(), 'Seconds that pods have to end in.', { default: 40 }),
  serviceAccount: security.serviceAccount,
  podSecurityContext: security.podSecurityContext,
  containerSecurityContext: security.containerSecurityContext,
  global: key(global(), 'What all charts of a release share.'),
};

/** Values of the chart of a static site. */
export const staticValues = map(pages);

/** Values of the chart of a frontend: a static site with configuration of its own. */
export const frontendValues = map({
  ...pages,
  production_json: key(open(), 'Its configuration, which pages read: `production.json`.', { default: {} }),
});

/** Values as they are written in a file; every key may be left out. */
export type FrontendValues = z.input<typeof frontendValues>;

/** The same of a static site. */
export type StaticValues = z.input<typeof staticValues>;
