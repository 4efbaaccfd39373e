import { z } from 'zod';

// What values are made of, whichever chart they are of. A map that may hold more than a chart reads is open: what stands
// there besides changes nothing, and is told. All other maps are closed, and an unknown key in them is refused.

/** What a schema says beside its type. */
export interface KeyNote {
  /** Why the key changes nothing. */
  unread?: string;
  /** What the names in an open map are of: `component`, `image`. */
  names?: string;
  [key: string]: unknown;
}

/** A key that is known from OpenStack-Helm and changes nothing here. */
export const unread = (why: string) =>
  z
    .unknown()
    .optional()
    .meta({ unread: why } satisfies KeyNote);

/** A map by names of which some are read; the others change nothing. */
export const open = <T extends z.ZodRawShape>(names: string, shape: T) =>
  z.looseObject(shape).meta({ names } satisfies KeyNote);

/** A map by names that all have the same type, with further keys of other types. */
export function named<T extends z.ZodType, F extends z.ZodRawShape = Record<never, never>>(
  names: string,
  known: readonly string[],
  type: T,
  further: F = {} as F,
) {
  const shape = Object.fromEntries(known.map(name => [name, type.optional()]));
  return open(names, { ...(shape as Record<string, z.ZodOptional<T>>), ...further });
}

export const maybe = <T extends z.ZodType>(type: T) => type.nullish();
export const text = z.string();
export const name = z.string().min(1);
export const port = z.int().min(1).max(65_535);
const digits = z.string().regex(/^0*[1-9]\d{0,4}$/, 'expected a port');
export const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'expected a single value' });
export const image = z
  .string()
  .min(1)
  .regex(/^[^\s]+$/, 'the name of an image has no blanks');

/** A number of pods, or a part of them: `25%`. */
export const count = z.union([z.int().min(0), z.string().regex(/^\d{1,3}%$/)], {
  error: 'expected a number of pods, or a percentage such as "25%"',
});

/** A part of Kubernetes' own objects, which is passed on. */
export const fragment = z.looseObject({});
export const fragments = z.array(fragment);

export const selector = z.strictObject({
  node_selector_key: maybe(text),
  node_selector_value: maybe(scalar),
});

/** Where pods go: one label for all, or one for each component or kind. */
export const labels = (names: readonly string[]) => named('component', names, selector, selector.shape);

const rolling = z.strictObject({
  revision_history: maybe(z.int().min(0)),
  pod_replacement_strategy: maybe(z.enum(['RollingUpdate', 'Recreate'])),
  rolling_update: z.strictObject({ max_unavailable: maybe(count), max_surge: maybe(count) }).optional(),
});

/** How Deployments are replaced; memcached's chart has no `deployments` between. */
export const upgrades = z.strictObject({ ...rolling.shape, deployments: rolling.optional() });

const amount = z.strictObject({
  memory: maybe(scalar),
  cpu: maybe(scalar),
  'ephemeral-storage': maybe(scalar),
});
const resource = z.strictObject({ requests: maybe(amount), limits: maybe(amount) });

export const resources = (servers: readonly string[], jobs: readonly string[]) =>
  named('component', servers, resource, {
    enabled: z.boolean().optional(),
    jobs: named('Job', jobs, resource).optional(),
  });

const volumes = maybe(z.strictObject({ volumes: maybe(fragments), volumeMounts: maybe(fragments) }));

/** `mounts.<pod>.{init_container, <pod>}`. */
export const mounts = (pods: readonly string[]) =>
  open(
    'pod',
    Object.fromEntries(
      pods.map(pod => [
        pod,
        maybe(
          z.strictObject({
            init_container: maybe(
              z.union([fragments, volumes], { error: 'expected a list of volumeMounts' }),
            ),
            [pod]: volumes,
          }),
        ),
      ]),
    ),
  );

const dependency = maybe(
  z.strictObject({
    services: maybe(z.array(z.strictObject({ service: name, endpoint: name }))),
    jobs: maybe(z.array(name)),
    daemonset: maybe(z.array(name)),
    container: maybe(z.array(name)),
    pod: maybe(
      z.array(
        z.union([name, z.looseObject({ labels: z.record(z.string(), scalar) })], {
          error: 'expected LABEL=VALUE, or a map with labels',
        }),
      ),
    ),
    custom_resources: unread('no resource of another kind is waited for'),
  }),
);

/** What each component waits for: by its name, or below `static` as values since August 2017 have it. */
export const dependencies = (components: readonly string[]) =>
  named('component', components, dependency, {
    static: named('component', components, dependency).optional(),
    dynamic: open('set', {
      common: unread('an image registry in the namespace isn’t made'),
      targeted: open('set', {}).optional(),
    }).optional(),
    /** Seconds after which a pod gives up waiting, and tries again. */
    wait_timeout: z.number().min(1).max(86_400).optional(),
  });

/** A map by interface, or one for all. */
const byInterface = <T extends z.ZodType>(type: T) =>
  z.union([type, z.record(z.string(), maybe(type))], {
    error: 'expected one for all, or a map by interface',
  });

const host = z.union(
  [text, z.looseObject({ host: maybe(text), tls: unread('the Ingress has no certificate of its own') })],
  { error: 'expected a name' },
);

/** Who gets to an endpoint: names of its users that are read. */
const auth = (users: readonly string[]) =>
  named(
    'user',
    users,
    z.looseObject({
      username: maybe(name),
      password: maybe(scalar),
      role: maybe(text),
      cacert: unread('pods talk to each other without TLS'),
      secret: unread('pods talk to each other without TLS'),
    }),
  );

const endpoint = (users: readonly string[]) => ({
  name: unread('the catalogue has it under the name of its type'),
  namespace: maybe(text),
  auth: auth(users).optional(),
  hosts: z.record(z.string(), maybe(host)).optional(),
  host_fqdn_override: maybe(z.record(z.string(), maybe(host))),
  path: maybe(byInterface(text)),
  scheme: maybe(byInterface(text)),
  port: z
    .record(
      z.string(),
      maybe(z.record(z.string(), maybe(z.union([port, digits], { error: 'expected a port' })))),
    )
    .optional(),
  statefulset: unread('pods aren’t addressed one by one'),
});

/** Endpoints that are read, each with its users. The one of a service that is put into the catalogue has a name there. */
export function endpoints(types: Readonly<Record<string, readonly string[]>>, own?: string) {
  const shape = Object.fromEntries(
    Object.entries(types).map(([type, users]) => {
      const name = type === own ? { name: maybe(text) } : {};
      return [type, z.strictObject({ ...endpoint(users), ...name }).optional()];
    }),
  );
  return open('endpoint', {
    ...shape,
    cluster_domain_suffix: unread('names are resolved within the cluster'),
  });
}

/** `{override, append, prefix}` around a generated file. */
export const around = z.strictObject({ override: maybe(text), append: maybe(text), prefix: maybe(text) });

/** Sections of an INI file; levels between a section and its options name their owner. `checkIni` looks at what stands in it. */
export const sections = z.record(z.string(), z.unknown());
