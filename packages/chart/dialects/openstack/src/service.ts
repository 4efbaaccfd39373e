import { z } from 'zod';
import {
  around,
  count,
  dependencies,
  endpoints,
  image,
  labels,
  maybe,
  mounts,
  named,
  open,
  port,
  resources,
  scalar,
  sections,
  text,
  unread,
  upgrades,
} from './keys.ts';

/** What a chart has, by the names that values call it. */
export interface ChartShape {
  /** Components that run all the time: `api`. */
  servers: readonly string[];
  /** Components that are Jobs: `db_init`. */
  jobs: readonly string[];
  /** Components that run to an end and aren't Jobs: tests, and what a schedule starts. */
  others?: readonly string[];
  /** Names below `images`, besides those of the components. */
  images?: readonly string[];
  /** Types below `endpoints` that are read, each with the users below its `auth`. */
  endpoints: Readonly<Record<string, readonly string[]>>;
  /** The type that the service itself provides. */
  own?: string;
  /** Names of what `manifests` turns off. */
  manifests: readonly string[];
}

const components = ({ servers, jobs, others = [] }: ChartShape) => [...servers, ...jobs, ...others];
/** Components whose resources are below `resources.jobs`. */
const ending = ({ jobs, others = [] }: ChartShape) => [...jobs, ...others];

const images = (chart: string, shape: ChartShape) => {
  const names = [...components(shape), ...(shape.images ?? [])];
  const replaced = unread('`hawser wait` of images.wait waits instead');
  const tags = named('image', [...names, ...names.map(name => `${chart}_${name}`)], image, {
    dep_check: replaced,
  });
  return named('image', names, image, {
    tags: tags.optional(),
    pull_policy: z.enum(['Always', 'IfNotPresent', 'Never']).optional(),
    wait: image.optional(),
    dep_check: replaced,
    local_registry: unread('images come from where they are named'),
  });
};

const budgets = (shape: ChartShape) =>
  named('component', shape.servers, z.strictObject({ min_available: maybe(count) }));
const graces = (shape: ChartShape) =>
  named('component', shape.servers, z.strictObject({ timeout: maybe(z.int().min(0).max(86_400)) }));
const replicas = (shape: ChartShape) => named('component', shape.servers, z.int().min(0));
const byComponent = (shape: ChartShape, type: z.ZodType) =>
  named('component', ['default', ...components(shape)], type);

const anti = (shape: ChartShape) =>
  z.strictObject({
    type: byComponent(
      shape,
      z.enum([
        'preferredDuringSchedulingIgnoredDuringExecution',
        'requiredDuringSchedulingIgnoredDuringExecution',
      ]),
    ).optional(),
    topologyKey: byComponent(shape, text).optional(),
    weight: byComponent(shape, z.int().min(1).max(100)).optional(),
  });

/** `pod`, where values since July 2017 have what stood at the top before. */
const pod = (chart: string, shape: ChartShape) =>
  open('setting', {
    replicas: replicas(shape).optional(),
    affinity: z.strictObject({ anti: anti(shape).optional() }).optional(),
    lifecycle: z
      .strictObject({
        upgrades: z
          .strictObject({
            deployments: upgrades.optional(),
            daemonsets: unread('no component runs on every node'),
            statefulsets: unread('pods with data are replaced one after the other'),
          })
          .optional(),
        disruption_budget: budgets(shape).optional(),
        termination_grace_period: graces(shape).optional(),
      })
      .optional(),
    resources: resources(shape.servers, ending(shape)).optional(),
    mounts: mounts(components(shape).map(name => `${chart}_${name}`)).optional(),
    probes: unread('probes are the chart’s own'),
    security_context: unread('pods have the least rights that their programs work with'),
    tolerations: unread('pods keep to nodes that tolerate them'),
    use_fqdn: unread('names are resolved within the cluster'),
  });

/** Keys that charts of every kind have. */
export const common = (chart: string, shape: ChartShape) => ({
  replicas: z
    .union([z.int().min(0), replicas(shape)], {
      error: 'expected a number, or a map of numbers by component',
    })
    .optional(),
  labels: labels(['api', 'job', 'test', 'server', ...components(shape)]).optional(),
  images: images(chart, shape).optional(),
  upgrades: upgrades.optional(),
  pod_disruption_budget: budgets(shape).optional(),
  termination_grace_period: graces(shape).optional(),
  pod: pod(chart, shape).optional(),
  resources: resources(shape.servers, ending(shape)).optional(),
  mounts: mounts(components(shape).map(name => `${chart}_${name}`)).optional(),
  dependencies: dependencies(components(shape)).optional(),
  endpoints: endpoints(shape.endpoints, shape.jobs.includes('ks_service') ? shape.own : undefined).optional(),
  manifests: named('object', shape.manifests, z.boolean()).optional(),
  release_group: unread('labels name the release'),
  annotations: unread('objects have the annotations that the charts need'),
  extraObjects: unread('objects of other kinds are made beside the chart'),
  network_policy: unread('no network policy is made'),
  monitoring: unread('no exporter is made'),
  helm3_hook: unread('objects are in order by what they wait for'),
  tls: unread('pods talk to each other without TLS'),
  storage: unread('where data is kept is the program’s to set, in conf'),
  // Helm's own.
  global: z.unknown().optional(),
  'hawser-openstack': z.unknown().optional(),
});

const nodePort = z.strictObject({ enabled: z.boolean().optional(), port: maybe(port) });

/** `network.<server>`: where a server listens, and how it is reached from elsewhere. */
export const listener = z.strictObject({
  port: maybe(port),
  ingress: z
    .strictObject({
      public: z.boolean().optional(),
      classes: z
        .strictObject({
          namespace: maybe(text),
          cluster: unread('one Ingress is made, of the class of the namespace'),
        })
        .optional(),
      annotations: z.record(z.string(), maybe(scalar)).optional(),
      proxy_body_size: maybe(text),
    })
    .optional(),
  node_port: nodePort.optional(),
  external_policy_local: z.boolean().optional(),
});

/** The part of `conf` that is the same for all services. */
export const conf = <T extends z.ZodRawShape>(settings: T) =>
  open('file', { ...settings, logging: sections.optional() });

/** A file that is generated, with the file's options beside what is put around it. */
export const settings = z.object(around.shape).catchall(z.unknown());
