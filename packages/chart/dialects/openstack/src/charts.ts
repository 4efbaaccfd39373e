import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { glance, glanceShape } from './glance.ts';
import { around, maybe, name, named, open, port, text, unread } from './keys.ts';
import { type ChartShape, common, conf, listener, settings } from './service.ts';

const pythonFile = unread('Keystone has its pipeline in its code, and reads no such file');
const policies = unread('Keystone keeps to the policies in its code, as it reads no policy.json');
const template = z
  .string()
  .includes('{{')
  .meta({ unread: 'templates of helm-toolkit aren’t run; give it as it should be' });
const file = maybe(
  z.union([around, template, text], { error: 'expected a text, or override, append or prefix' }),
);
const secretNames = (...names: string[]) => named('user', names, name).optional();

const keystoneShape: ChartShape = {
  servers: ['api'],
  jobs: ['db_init', 'db_sync', 'bootstrap', 'fernet_setup'],
  others: ['tests', 'fernet_rotate'],
  images: ['test'],
  endpoints: {
    identity: ['admin'],
    oslo_db: ['admin', 'user', 'keystone'],
    oslo_messaging: ['user', 'keystone'],
    oslo_cache: [],
  },
  own: 'identity',
  manifests: [
    'configmap_bin',
    'configmap_etc',
    'cron_fernet_rotate',
    'deployment_api',
    'ingress_api',
    'job_bootstrap',
    'job_db_init',
    'job_db_sync',
    'job_fernet_setup',
    'pdb_api',
    'pod_rally_test',
    'secret_db',
    'secret_keystone',
    'service_api',
    'service_ingress_api',
  ],
};

const keystone = z.strictObject({
  ...common('keystone', keystoneShape),
  keystone: unread('a leftover of the chart of 2017'),
  bootstrap: open('setting', { enabled: z.boolean().optional(), script: maybe(text) }).optional(),
  network: open('server', {
    api: listener.optional(),
    admin: z.strictObject({ port: listener.shape.port, node_port: listener.shape.node_port }).optional(),
  }).optional(),
  jobs: open('Job', {
    fernet_rotate: open('setting', {
      cron: maybe(text),
      max_active_keys: z.int().min(3).max(100).optional(),
    }).optional(),
  }).optional(),
  conf: conf({
    keystone: settings.optional(),
    rally_tests: maybe(
      around.extend({
        tests: maybe(z.record(z.string(), z.unknown())),
        run_tempest: unread('the image of the tests has rally alone'),
        clean_up: unread('a test removes what it has made'),
        templates: unread('scenarios are given whole, in tests'),
      }),
    ),
    paste: pythonFile,
    policy: policies,
    mpm_event: file,
    wsgi_keystone: file,
    sso_callback_template: file,
  }).optional(),
  secrets: open('kind', {
    identity: secretNames('admin'),
    oslo_db: secretNames('admin', 'user', 'keystone'),
  }).optional(),
});

const backing = (
  server: string,
  endpoint: string,
  users: readonly string[],
  manifests: readonly string[],
): ChartShape => ({
  servers: [server, 'server'],
  jobs: [],
  endpoints: { [endpoint]: users },
  manifests,
});
const shapes = {
  mariadb: backing(
    'mariadb',
    'oslo_db',
    ['admin'],
    ['configmap_etc', 'pdb_mariadb', 'service', 'statefulset'],
  ),
  memcached: backing('memcached', 'oslo_cache', [], ['deployment', 'service']),
  rabbitmq: backing('rabbitmq', 'oslo_messaging', ['user', 'keystone'], ['service', 'statefulset']),
};

const network = open('setting', { port: maybe(port) }).optional();
const volume = open('setting', {
  enabled: z.boolean().optional(),
  class_name: maybe(text),
  size: maybe(text),
}).optional();

const development = unread('data is on a claim, whatever it is for');

const mariadb = z.strictObject({
  ...common('mariadb', shapes.mariadb),
  network,
  volume,
  database: open('setting', { config_override: maybe(text) }).optional(),
  conf: open('file', { database: open('setting', { config_override: maybe(text) }).optional() }).optional(),
  secrets: open('kind', { oslo_db: secretNames('admin') }).optional(),
  jobs: unread('the database has no Jobs'),
  development,
  force_bootstrap: unread('the database is one server, which always starts'),
});

const memory = { memory: maybe(z.int().min(1)), max_connections: maybe(z.int().min(1)) };
const memcached = z.strictObject({
  ...common('memcached', shapes.memcached),
  network,
  memcached: z.strictObject(memory).optional(),
  conf: open('file', { memcached: open('setting', memory).optional() }).optional(),
  secrets: unread('the cache has no passwords'),
});

const rabbitmq = z.strictObject({
  ...common('rabbitmq', shapes.rabbitmq),
  network,
  volume,
  conf: unread('the queue has its program’s own settings'),
  enabled_plugins: unread('the queue has its program’s own settings'),
  jobs: unread('the queue has no Jobs'),
  auth: unread('its user is at endpoints.oslo_messaging.auth'),
  probes_delay: unread('probes are the chart’s own'),
  probes_timeout: unread('probes are the chart’s own'),
  development,
  secrets: open('kind', { oslo_messaging: secretNames('user') }).optional(),
  forceBoot: unread('the queue is one server, which always starts'),
  io_thread_pool: unread('the queue has its program’s own settings'),
});

/** A chart on the toolkit. */
export interface OpenStackChart {
  name: string;
  /** Its folder. */
  folder: string;
  /** What its values may hold. */
  values: z.ZodObject;
  shape: ChartShape;
  /** Jobs of OpenStack-Helm's chart that this one doesn't have; what waits for them doesn't. */
  withoutJobs: readonly string[];
}

const folder = (name: string) => fileURLToPath(new URL(`../charts/${name}/`, import.meta.url));

/** The charts, in the order in which they are installed. */
export const openStackCharts: readonly OpenStackChart[] = [
  chart('mariadb', mariadb, shapes.mariadb),
  chart('memcached', memcached, shapes.memcached),
  chart('rabbitmq', rabbitmq, shapes.rabbitmq),
  chart('keystone', keystone, keystoneShape, [
    'domain-manage',
    'rabbit-init',
    'db-drop',
    'credential-cleanup',
  ]),
  chart('glance', glance, glanceShape, ['storage-init', 'metadefs-load', 'rabbit-init', 'db-drop']),
];

function chart(
  name: string,
  values: z.ZodObject,
  shape: ChartShape,
  withoutJobs: readonly string[] = [],
): OpenStackChart {
  return { name, folder: folder(name), values, shape, withoutJobs };
}
