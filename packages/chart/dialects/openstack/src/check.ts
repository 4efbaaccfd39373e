import type { OpenStackChart } from './charts.ts';
import { get, isMap, type Values } from './defaults.ts';
import { checkDependencies } from './dependencies.ts';
import { checkIni } from './ini.ts';
import type { KeySaying } from './walk.ts';

/** Maps that have to be there, as everything is made of them. */
const needed = ['labels', 'images', 'dependencies', 'endpoints'] as const;

/** Files of `conf` that are INI files. */
const iniFiles = new Set(['keystone', 'glance', 'glance_registry', 'logging']);

/** Finds what can't be right together, in values with a chart's own below them. */
export function checkValues(chart: OpenStackChart, values: Values): KeySaying[] {
  const missing = needed.filter(key => !isMap(values[key]));
  if (missing.length > 0) return missing.map(key => ({ path: [key], message: 'expected a map, got null' }));
  const conf = Object.entries(isMap(values['conf']) ? values['conf'] : {});
  return [
    ...checkDependencies(chart, values),
    ...conf.flatMap(([file, sections]) => (iniFiles.has(file) ? checkIni(['conf', file], sections) : [])),
    ...checkAlone(chart, values),
    ...checkPorts(chart, values),
    ...checkAdministrator(chart, values),
  ];
}

const alone: Readonly<Record<string, string>> = {
  mariadb: 'one server that keeps its data; no Galera cluster is made',
  rabbitmq: 'one server that keeps its data; no cluster is made',
};

/** Servers with data are one, as several would be databases of their own behind one name. */
function checkAlone({ name }: OpenStackChart, values: Values): KeySaying[] {
  const why = alone[name];
  if (!why) return [];
  return [
    ['replicas'],
    ['replicas', 'server'],
    ['replicas', name],
    ['pod', 'replicas', 'server'],
    ['pod', 'replicas', name],
  ].flatMap(path => {
    const replicas = get(values, ...path);
    return typeof replicas === 'number' && replicas > 1
      ? [{ path, message: `expected 1, got ${replicas}: this chart’s ${name} is ${why}` }]
      : [];
  });
}

/** Where a server listens, and what others take for its port, are two settings that have to agree. */
function checkPorts({ name, shape }: OpenStackChart, values: Values): KeySaying[] {
  const listens: readonly [string[], string, string][] =
    name === 'keystone'
      ? [
          [['network', 'api', 'port'], 'identity', 'api'],
          [['network', 'admin', 'port'], 'identity', 'admin'],
        ]
      : [[['network', 'port'], Object.keys(shape.endpoints)[0]!, ports[name] ?? '']];
  return listens.flatMap(([path, type, portName]) => {
    const port = get(values, ...path);
    const endpoint = get(values, 'endpoints', type);
    const said = get(endpoint, 'port', portName, 'internal') ?? get(endpoint, 'port', portName, 'default');
    if (typeof port !== 'number' || typeof said !== 'number' || port === said || isElsewhere(endpoint))
      return [];
    const other = `endpoints.${type}.port.${portName}`;
    return [{ path, message: `${port} isn’t ${said}, the port of ${other}, where others look for it` }];
  });
}

/** Whether others take an inner endpoint for a host that isn't the Service: a proxy, or a server that is there already. */
export const isElsewhere = (endpoint: unknown) =>
  ['default', 'internal'].some(of => {
    const host = get(endpoint, 'host_fqdn_override', of);
    return typeof host === 'string' || get(host, 'host') !== undefined;
  });

const ports: Readonly<Record<string, string>> = { mariadb: 'mysql', memcached: 'memcache', rabbitmq: 'amqp' };

/** The image makes the administrator root and no other. */
function checkAdministrator({ name }: OpenStackChart, values: Values): KeySaying[] {
  const path = ['endpoints', 'oslo_db', 'auth', 'admin', 'username'];
  const user = name === 'mariadb' ? get(values, ...path) : undefined;
  return user === undefined || user === 'root'
    ? []
    : [
        {
          path,
          message: `expected root, the administrator that the image makes, got ${JSON.stringify(user)}`,
        },
      ];
}
