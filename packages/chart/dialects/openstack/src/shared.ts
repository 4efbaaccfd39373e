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
  const [type = ''] = Object.keys(chart.shape.endpoints);
  const endpoint = get(values, 'endpoints', type);
  return defined({
    labels: isMap(placed)
      ? defined({
          node_selector_key: placed['node_selector_key'],
          node_selector_value: placed['node_selector_value'],
        })
      : undefined,
    images: defined(images),
    endpoints: isMap(endpoint) ? { [type]: ownUser(chart, endpoint) } : undefined,
  });
}

/** The queue has one user, of the name that the service has: `keystone` in values since 2018, `user` before. */
function ownUser({ name }: OpenStackChart, endpoint: Values): Values {
  const users = endpoint['auth'];
  if (name !== 'rabbitmq' || !isMap(users) || users['user']) return endpoint;
  const [user] = Object.entries(users).filter(([key]) => key !== 'admin');
  return user ? { ...endpoint, auth: { user: user[1] } } : endpoint;
}

/** Without what isn't said. */
const defined = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
