import { listOf } from './list-of.ts';
import type { TarsValues } from './values.ts';

/** Keys of the framework that have nothing to do without it, with why. */
const withoutFramework: Readonly<Record<string, string>> = {
  launcherType: 'no node agent starts the server; its image does',
  important: 'an alarm level of the framework, which raises none here',
  user: 'said of a release in the framework’s own records',
  reason: 'said of a release in the framework’s own records',
  cloud: 'describes the server in a market',
};

const ofDaemonSet = 'daemonSet runs one pod on each node';
const ofNormal = 'a server of subtype normal has no TARS configuration';

/** A key by its path, and why it changes nothing. */
type Unused = [path: PropertyKey[], why: string];

/** Keys that are set and change nothing, with why. */
export function unusedKeys(values: TarsValues): Unused[] {
  const { daemonSet, subtype, hostNetwork, normal } = values;
  const without: [key: string, why: string][] = [
    ...Object.entries(withoutFramework),
    ...(daemonSet ? keys(['replicas', 'podManagementPolicy', 'notStacked'], ofDaemonSet) : []),
    ...(subtype === 'normal' ? keys(['profile', 'asyncThread'], ofNormal) : []),
    ...(subtype === 'normal' && normal?.ports ? keys(['servants'], 'normal.ports are its ports') : []),
    ...(hostNetwork ? keys(['hostPorts'], 'with hostNetwork, servants listen on the host anyway') : []),
  ];
  return [
    ...without
      .filter(([key]) => isSet((values as Record<string, unknown>)[key]))
      .map(([key, why]): Unused => [[key], why]),
    ...hidden(values),
  ];
}

/** Variables that one of the same name comes after. */
function hidden({ envVars }: TarsValues): Unused[] {
  const names = listOf(envVars).map(({ name }) => name);
  return names.flatMap((name, i): Unused[] => {
    const last = names.lastIndexOf(name);
    return last === i ? [] : [[['envVars', i], `envVars[${last}] of the same name counts`]];
  });
}

const keys = (names: readonly string[], why: string) => names.map((name): [string, string] => [name, why]);

/** Whether a key says something: not null, false, an empty text or list. */
const isSet = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : value !== null && value !== undefined && value !== false && value !== '';
