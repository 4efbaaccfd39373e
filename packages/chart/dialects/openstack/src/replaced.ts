import type { OpenStackChart } from './charts.ts';
import { isElsewhere } from './check.ts';
import { get, isMap, type Values } from './defaults.ts';
import { isLeftOut } from './dependencies.ts';
import type { KeySaying } from './walk.ts';

const gone = ['uuid', 'pki', 'pkiz'];

/** Keys that mean another thing than they did, and passwords that everybody knows. */
export function replacedKeys(chart: OpenStackChart, values: Values): KeySaying[] {
  return [
    ...providers(values),
    ...waitedFor(chart, values),
    ...passwords(values),
    ...schemes(chart, values),
    ...earlierPlaces(chart, values),
  ];
}

/** Token providers that Keystone doesn't have any more. */
function providers(values: Values): KeySaying[] {
  const find = (value: unknown, path: PropertyKey[]): KeySaying[] => {
    if (!isMap(value)) return [];
    return Object.entries(value).flatMap(([key, item]) =>
      key === 'provider' && gone.includes(String(item))
        ? [
            {
              path: [...path, key],
              message: `is replaced by fernet: Keystone has no provider ${item} any more`,
            },
          ]
        : find(item, [...path, key]),
    );
  };
  return find(get(values, 'conf', 'keystone', 'token'), ['conf', 'keystone', 'token']);
}

/** Jobs that OpenStack-Helm's chart has and this one doesn't. */
function waitedFor(chart: OpenStackChart, values: Values): KeySaying[] {
  const components = get(values, 'dependencies', 'static') ?? get(values, 'dependencies');
  if (!isMap(components)) return [];
  const base = get(values, 'dependencies', 'static') ? ['dependencies', 'static'] : ['dependencies'];
  return Object.entries(components).flatMap(([component, needs]) => {
    const jobs = get(needs, 'jobs');
    if (!Array.isArray(jobs)) return [];
    return jobs.flatMap((job, i) =>
      isLeftOut(chart, String(job).slice(chart.name.length + 1))
        ? [
            {
              path: [...base, component, 'jobs', i],
              message: `isn’t waited for: this chart has no Job ${job}`,
            },
          ]
        : [],
    );
  });
}

/** Passwords that are in every copy of OpenStack-Helm. */
function passwords(values: Values): KeySaying[] {
  const endpoints = values['endpoints'];
  if (!isMap(endpoints)) return [];
  return Object.entries(endpoints).flatMap(([type, endpoint]) => {
    const users = get(endpoint, 'auth');
    return Object.entries(isMap(users) ? users : {}).flatMap(([user, known]) =>
      get(known, 'password') === 'password'
        ? [
            {
              path: ['endpoints', type, 'auth', user, 'password'],
              message: 'is the default, which everybody knows: give another before others can reach it',
            },
          ]
        : [],
    );
  });
}

/** The server's inner name is the Service itself, behind which nothing speaks TLS unless the server's own file has it do so. */
function schemes({ name, shape }: OpenStackChart, values: Values): KeySaying[] {
  const endpoint = get(values, 'endpoints', shape.own ?? '');
  const scheme = get(endpoint, 'scheme');
  const of = isMap(scheme) ? [scheme['internal'] ? 'internal' : 'default'] : [];
  const said = get(scheme, ...of);
  if (said !== 'https' || isElsewhere(endpoint) || get(values, 'conf', `wsgi_${name}`) != null) return [];
  return [
    {
      path: ['endpoints', shape.own!, 'scheme', ...of],
      message:
        'is what others speak to the server, which speaks HTTP: only `public` may be https, where something before it speaks that',
    },
  ];
}

/** Keys that have moved, with the place that counts where a file has both. Every component has its own. */
const moved = (name: string): readonly (readonly [from: string[], to: string[]])[] => [
  [
    ['replicas', name],
    ['pod', 'replicas', name],
  ],
  [
    ['pod_disruption_budget', name],
    ['pod', 'lifecycle', 'disruption_budget', name],
  ],
  [
    ['termination_grace_period', name],
    ['pod', 'lifecycle', 'termination_grace_period', name],
  ],
  [
    ['dependencies', name],
    ['dependencies', 'static', name],
  ],
  [
    ['images', name],
    ['images', 'tags', name],
  ],
];

/** Keys that stand in the place of July 2017 and in the later one, too. */
function earlierPlaces({ name: chart, shape }: OpenStackChart, values: Values): KeySaying[] {
  const components = [...shape.servers, ...shape.jobs, ...(shape.others ?? [])];
  const pairs = [
    ...components.flatMap(moved),
    ...components.map(
      name =>
        [
          ['images', name],
          ['images', 'tags', `${chart}_${name}`],
        ] as const,
    ),
    ...components.map(
      name =>
        [
          ['mounts', `${chart}_${name}`],
          ['pod', 'mounts', `${chart}_${name}`],
        ] as const,
    ),
    [['upgrades'], ['pod', 'lifecycle', 'upgrades', 'deployments']] as const,
    [['resources'], ['pod', 'resources', 'enabled']] as const,
  ];
  const both = pairs.filter(([from, to]) => get(values, ...from) != null && get(values, ...to) != null);
  const said = new Map(
    both.map(([from, to]) => [
      from.join('.'),
      { path: [...from], message: `has no effect: ${to.join('.')} counts` },
    ]),
  );
  const single = get(values, 'pod', 'replicas', shape.servers[0]!);
  if (typeof values['replicas'] === 'number' && single != null)
    said.set('replicas', {
      path: ['replicas'],
      message: `has no effect: pod.replicas.${shape.servers[0]} counts`,
    });
  return [...said.values()];
}
