import type { OpenStackChart } from './charts.ts';
import { get, isMap, type Values } from './defaults.ts';

/**
 * What a service's values say for a chart that it depends on, so that both agree: the endpoint with its passwords, where pods go, how images
 * are pulled and what waits. Nothing else, as the same keys are other things there: `replicas` is the service's own.
 */
export function sharedValues(chart: OpenStackChart, values: Values): Values {
  const labels = values['labels'];
  const placed =
    get(labels, 'node_selector_key') === undefined ? (get(labels, 'server') ?? get(labels, 'api')) : labels;
  const images = { pull_policy: get(values, 'images', 'pull_policy'), wait: get(values, 'images', 'wait') };
  const endpoints = Object.keys(chart.shape.endpoints).map(type => {
    const endpoint = get(values, 'endpoints', type);
    return [type, isMap(endpoint) ? ownPart(chart, type, endpoint) : undefined] as const;
  });
  return defined({
    labels: isMap(placed)
      ? defined({
          node_selector_key: placed['node_selector_key'],
          node_selector_value: placed['node_selector_value'],
        })
      : undefined,
    images: defined(images),
    endpoints: defined(Object.fromEntries(endpoints)),
  });
}

/**
 * Of an endpoint, what the chart doesn't have for itself: Keystone has a database and a user of its own beside the service's. The queue has one
 * user, of the name that the service has: `keystone` in values since 2018, `user` before.
 */
function ownPart({ name }: OpenStackChart, type: string, endpoint: Values): Values {
  const users = endpoint['auth'];
  if (name === 'keystone' && type === 'oslo_db') {
    const { path: _, auth: __, ...rest } = endpoint;
    return isMap(users) && users['admin'] ? { ...rest, auth: { admin: users['admin'] } } : rest;
  }
  if (type !== 'oslo_messaging' || !isMap(users) || users['user']) return endpoint;
  const [user] = Object.entries(users).filter(([key]) => key !== 'admin');
  return user ? { ...endpoint, auth: { user: user[1] } } : endpoint;
}

/** Without what isn't said. */
const defined = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
