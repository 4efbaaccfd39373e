import { parseText } from '../../text/parse.ts';
import { type OpenStackChart, openStackCharts } from './charts.ts';
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

/** Which chart a values file of OpenStack-Helm is of: the one whose name its keys bear most. */
export interface Recognized {
  /** Undefined where it is of a chart that there isn't here. */
  chart: OpenStackChart | undefined;
  /** The name that it bears most: `nova`. Empty for none. */
  name: string;
}

/** The chart that a text's values are of; undefined where they are none of OpenStack-Helm's. */
export function recognizeChart(text: string): Recognized | undefined {
  const { value } = parseText(text);
  if (!isMap(value) || !isOpenStackValues(text)) return undefined;
  const counts = new Map<string, number>();
  for (const key of ownNames(value)) {
    const name = /^[a-z]+/.exec(key)?.[0];
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const charts = new Map(openStackCharts.map(chart => [chart.name, chart]));
  const rank = ([name, count]: [string, number]) => count + (charts.has(name) ? 0.5 : 0);
  const [name = ''] = [...counts].toSorted((a, b) => rank(b) - rank(a))[0] ?? [];
  return { name, chart: charts.get(name) };
}

/** Names that several services have: what they begin with says nothing of whose they are. */
const general =
  /^(api|bootstrap|db|dep|image|ks|logging|mpm|paste|policy|prometheus|pull|rabbit|rally|software|test|wait|wsgi)(_|$)/;

/** Names that begin with the service's: of images, files, pods' mounts, Jobs that are waited for, and, in 2017, the whole. */
function ownNames(values: Values): string[] {
  const charts = openStackCharts.map(({ name }) => name);
  const keys = (...path: string[]) => {
    const map = get(values, ...path);
    return isMap(map) ? Object.keys(map).filter(key => !general.test(key)) : [];
  };
  const waited = [values['dependencies'], get(values, 'dependencies', 'static')].flatMap(components =>
    Object.values(isMap(components) ? components : {}).flatMap(needs => get(needs, 'jobs')),
  );
  return [
    ...Object.keys(values).filter(key => charts.includes(key)),
    ...keys('images').filter(key => charts.includes(key)),
    ...keys('images', 'tags'),
    ...keys('mounts'),
    ...keys('pod', 'mounts'),
    ...keys('pod', 'probes'),
    ...keys('conf'),
    ...waited.filter(job => typeof job === 'string'),
  ];
}

/** Whether a map, or a map in it, has a key. */
const holds = (value: unknown, key: string): boolean =>
  isMap(value) && (key in value || Object.values(value).some(item => isMap(item) && key in item));
