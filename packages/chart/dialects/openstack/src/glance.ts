import { z } from 'zod';
import { maybe, name, named, open, text, unread } from './keys.ts';
import { type ChartShape, common, conf, listener, settings } from './service.ts';

const users = ['admin', 'user', 'glance'];

export const glanceShape: ChartShape = {
  servers: ['api', 'registry'],
  jobs: ['db_init', 'db_sync', 'ks_user', 'ks_service', 'ks_endpoints', 'bootstrap'],
  endpoints: {
    identity: users,
    image: [],
    image_registry: [],
    oslo_db: users,
    oslo_messaging: users,
    oslo_cache: [],
  },
  own: 'image',
  manifests: [
    ...['bin', 'etc'].map(what => `configmap_${what}`),
    ...['deployment', 'pdb', 'service'].flatMap(kind => [`${kind}_api`, `${kind}_registry`]),
    ...['db_init', 'db_sync', 'ks_user', 'ks_service', 'ks_endpoints', 'bootstrap'].map(job => `job_${job}`),
    ...['ingress_api', 'service_ingress_api', 'secret_db', 'secret_keystone'],
  ],
};

/** Values of Glance. */
export const glance = z.strictObject({
  ...common('glance', glanceShape),
  glance: unread('a leftover of the chart of 2017'),
  bootstrap: open('setting', { enabled: z.boolean().optional(), script: maybe(text) }).optional(),
  network: open('server', { api: listener.optional(), registry: listener.optional() }).optional(),
  conf: conf({ glance: settings.optional(), glance_registry: settings.optional() }).optional(),
  secrets: open('kind', {
    identity: named('user', users, name).optional(),
    oslo_db: named('user', users, name).optional(),
  }).optional(),
  ceph_client: unread('images are kept where conf says'),
  volume: unread('images are kept where conf says'),
  jobs: unread('Jobs run until they are done'),
});
