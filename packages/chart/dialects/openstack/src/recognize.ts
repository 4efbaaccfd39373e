import { parseText } from '../../text/parse.ts';
import { get, isMap, type Values } from './defaults.ts';

/** What files of OpenStack-Helm have, and hardly any others. */
const marks: readonly ((values: Values) => boolean)[] = [
  values => holds(values['labels'], 'node_selector_key'),
  values => get(values, 'images', 'dep_check') !== undefined,
  values => isMap(get(values, 'images', 'tags')),
  values => get(values, 'images', 'db_sync') !== undefined,
  values =>
    holds(values['endpoints'], 'hosts') || get(values, 'endpoints', 'cluster_domain_suffix') !== undefined,
  values => isMap(get(values, 'pod', 'lifecycle')) || isMap(get(values, 'upgrades', 'deployments')),
  values => isMap(values['pod_disruption_budget']) || isMap(values['termination_grace_period']),
  values => isMap(get(values, 'dependencies', 'static')),
  values =>
    Object.keys(isMap(values['manifests']) ? values['manifests'] : {}).some(key =>
      /^(job|secret)_/.test(key),
    ),
];

/** Whether a text is a values file of OpenStack-Helm: it has two of the marks of one. */
export function isOpenStackValues(text: string): boolean {
  const { value } = parseText(text);
  return isMap(value) && marks.filter(mark => mark(value)).length >= 2;
}

/** Whether a map, or a map in it, has a key. */
const holds = (value: unknown, key: string): boolean =>
  isMap(value) && (key in value || Object.values(value).some(item => isMap(item) && key in item));
