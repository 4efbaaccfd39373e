import type { OpenStackChart } from './charts.ts';
import { get, isMap, type Values } from './defaults.ts';
import { isLeftOut } from './dependencies.ts';
import type { KeySaying } from './walk.ts';

const gone = ['uuid', 'pki', 'pkiz'];

/** Keys that mean another thing than they did, and passwords that everybody knows. */
export function replacedKeys(chart: OpenStackChart, values: Values): KeySaying[] {
  return [...providers(values), ...waitedFor(chart, values), ...passwords(values)];
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
