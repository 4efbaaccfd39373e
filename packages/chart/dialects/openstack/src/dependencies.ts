import { nearest } from '@hawser/core/config';
import type { OpenStackChart } from './charts.ts';
import { get, isMap, type Values } from './defaults.ts';
import type { KeySaying } from './walk.ts';

/** Jobs of OpenStack-Helm's charts that are part of another one here. */
const merged: Readonly<Record<string, string>> = { 'credential-setup': 'fernet-setup' };

/** What one component waits for. */
interface Needs {
  component: string;
  path: PropertyKey[];
  jobs: string[];
  services: { service: string; endpoint: string }[];
}

/** Finds dependencies on what isn't there, and those that go round in a circle. */
export function checkDependencies(chart: OpenStackChart, values: Values): KeySaying[] {
  const all = needsOf(chart, values);
  const jobs = chart.shape.jobs.map(job => job.replaceAll('_', '-'));
  const types = Object.keys(isMap(values['endpoints']) ? values['endpoints'] : {});
  const missing = all.flatMap(({ path, jobs: waited, services }) => [
    ...waited.flatMap((job, i) => {
      const at = [...path, 'jobs', i];
      const own = job.startsWith(`${chart.name}-`) ? job.slice(chart.name.length + 1) : undefined;
      if (own && (jobs.includes(own) || own in merged || isLeftOut(chart, own))) return [];
      const known = jobs.map(name => `${chart.name}-${name}`);
      const meant = nearest(job, known);
      const hint = meant
        ? `did you mean "${meant}"?`
        : known.length
          ? `its Jobs are ${known.join(', ')}`
          : 'it has none';
      return [
        { path: at, message: `no chart provides the Job "${job}": ${chart.name} waits for its own; ${hint}` },
      ];
    }),
    ...services.flatMap(({ service }, i) => {
      if (types.includes(service.replaceAll('-', '_'))) return [];
      const meant = nearest(service, types);
      const hint = meant ? `did you mean "${meant}"?` : `known are ${types.join(', ')}`;
      return [
        {
          path: [...path, 'services', i, 'service'],
          message: `no endpoint is named "${service}", so no chart provides it; ${hint}`,
        },
      ];
    }),
  ]);
  return missing.length > 0 ? missing : circles(chart, all);
}

/** A Job that OpenStack-Helm's chart has and this one doesn't: nothing waits for it. */
export const isLeftOut = ({ withoutJobs }: OpenStackChart, job: string) =>
  withoutJobs.includes(job) || job === 'image-repo-sync';

function needsOf({ shape }: OpenStackChart, values: Values): Needs[] {
  return [...shape.servers, ...shape.jobs, ...(shape.others ?? [])].flatMap(component => {
    const later = get(values, 'dependencies', 'static', component);
    const path = later ? ['dependencies', 'static', component] : ['dependencies', component];
    const own = get(values, ...path);
    if (!isMap(own)) return [];
    const jobs = own['jobs'];
    const services = own['services'];
    return [
      {
        component,
        path,
        jobs: Array.isArray(jobs) ? jobs : [],
        services: Array.isArray(services) ? services : [],
      },
    ];
  });
}

/** A component that waits, over others, for itself. The service that a chart makes is its first server. */
function circles({ name, shape }: OpenStackChart, all: readonly Needs[]): KeySaying[] {
  const after = new Map(
    all.map(({ component, jobs, services }) => [
      component,
      [
        ...jobs.map(job => {
          const short = job.slice(name.length + 1);
          return (merged[short] ?? short).replaceAll('-', '_');
        }),
        ...services.filter(({ service }) => service === shape.own).map(() => shape.servers[0]!),
      ],
    ]),
  );
  const seen = new Set<string>();
  const visit = (component: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(component)) return [...way.slice(way.indexOf(component)), component];
    if (seen.has(component)) return undefined;
    for (const next of after.get(component) ?? []) {
      const found = visit(next, [...way, component]);
      if (found) return found;
    }
    seen.add(component);
    return undefined;
  };
  for (const { component, path } of all) {
    const circle = visit(component, []);
    const start = all.find(one => one.component === circle?.[0])?.path ?? path;
    if (circle) return [{ path: start, message: `goes round in a circle: ${circle.join(' waits for ')}` }];
  }
  return [];
}
