import { checkMounts } from './check-mounts.ts';
import { checkNames } from './check-names.ts';
import { checkProfile } from './check-profile.ts';
import { checkResources } from './check-resources.ts';
import type { Conflict } from './conflict.ts';
import { listOf } from './list-of.ts';
import type { TarsValues } from './values.ts';

/** The port of the framework's node agent, which servers leave free. */
const agentPort = 19_385;

/** Finds what each key alone doesn't show. Takes values that may be of wrong types, which others report. */
export function checkValues(values: TarsValues): Conflict[] {
  return [
    ...checkName(values),
    ...checkServants(values),
    ...checkHost(values),
    ...checkConfig(values),
    ...checkMounts(values),
    ...checkLabels(values),
    ...checkNames(values),
    ...checkProfile(values),
    ...checkResources(values),
  ];
}

/** A StatefulSet's name and a revision's hash have to fit a label. */
function checkName({ app, server }: TarsValues): Conflict[] {
  const name = `${app}-${server}`;
  return name.length > 52 ? [{ path: ['server'], message: `"${name}" has more than 52 characters` }] : [];
}

function checkServants({ servants, normal, subtype }: TarsValues): Conflict[] {
  const found: Conflict[] = [];
  if (subtype !== 'normal' && listOf(servants).length === 0)
    found.push({ path: ['servants'], message: 'a server of subtype tars needs a servant' });
  if (subtype !== 'normal' && normal)
    found.push({ path: ['normal'], message: 'is for subtype normal, and this is of subtype tars' });
  for (const [list, items] of [
    ['servants', listOf(servants)],
    ['normal', listOf(normal?.ports)],
  ] as const) {
    const names = new Map<string, number>();
    const ports = new Map<number, number>();
    const at = (i: number, key: string) =>
      list === 'normal' ? ['normal', 'ports', i, key] : ['servants', i, key];
    items.forEach(({ name, port }, i) => {
      const lower = String(name).toLowerCase();
      const before = names.get(lower);
      if (before !== undefined)
        found.push({
          path: at(i, 'name'),
          message: `"${name}" is servant ${before}’s name, too; upper and lower case are one`,
        });
      if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(lower))
        found.push({
          path: at(i, 'name'),
          message: `"${name}" can’t name a port: at most 63 letters and digits, a letter first`,
        });
      const taken = ports.get(port);
      if (taken !== undefined)
        found.push({ path: at(i, 'port'), message: `${port} is servant ${taken}’s port, too` });
      if (port === agentPort)
        found.push({ path: at(i, 'port'), message: `${agentPort} is reserved for the node agent` });
      names.set(lower, i);
      ports.set(port, i);
    });
  }
  return found;
}

function checkHost(values: TarsValues): Conflict[] {
  const found: Conflict[] = [];
  const servants = new Set(listOf(values.servants).map(({ name }) => name));
  const ports = new Map<number, number>();
  const refs = new Map<string, number>();
  listOf(values.hostPorts).forEach(({ nameRef, port }, i) => {
    if (!servants.has(nameRef))
      found.push({
        path: ['hostPorts', i, 'nameRef'],
        message: `no servant is named "${nameRef}"; known are ${[...servants].join(', ')}`,
      });
    if (ports.has(port))
      found.push({
        path: ['hostPorts', i, 'port'],
        message: `${port} is taken by hostPorts[${ports.get(port)}]`,
      });
    if (refs.has(nameRef))
      found.push({
        path: ['hostPorts', i, 'nameRef'],
        message: `servant "${nameRef}" has a port of the host already, by hostPorts[${refs.get(nameRef)}]`,
      });
    ports.set(port, i);
    refs.set(nameRef, i);
  });
  const strategy: unknown = values.updateStrategy;
  if (values.daemonSet && typeof strategy === 'object' && JSON.stringify(strategy).includes('"partition"'))
    found.push({
      path: ['updateStrategy'],
      message: 'a partition is by pods’ numbers, and the pods of a daemonSet have none',
    });
  const { type, rollingUpdate } = (typeof strategy === 'object' ? (strategy ?? {}) : {}) as Record<
    string,
    unknown
  >;
  if (type === 'OnDelete' && rollingUpdate)
    found.push({
      path: ['updateStrategy', 'rollingUpdate'],
      message: 'is for RollingUpdate, and this is OnDelete',
    });
  const replicas = values.replicas ?? 1;
  const alone =
    values.hostNetwork || values.hostIPC || values.notStacked || listOf(values.hostPorts).length > 0;
  const hosts = [...listOf(values.labelMatch), ...listOf(values.nodeSelector)].find(
    ({ key, operator }) => key === 'kubernetes.io/hostname' && operator === 'In',
  );
  if (alone && !values.daemonSet && hosts && listOf(hosts.values).length < replicas) {
    const why = values.hostNetwork
      ? 'hostNetwork'
      : values.hostIPC
        ? 'hostIPC'
        : values.notStacked
          ? 'notStacked'
          : 'hostPorts';
    found.push({
      path: ['replicas'],
      message: `${replicas} replicas can’t share ${listOf(hosts.values).length} node${listOf(hosts.values).length === 1 ? '' : 's'}, as ${why} allows one a node`,
    });
  }
  return found;
}

function checkConfig(values: TarsValues): Conflict[] {
  const found: Conflict[] = [];
  const replicas = values.replicas ?? 1;
  for (const key of ['config', 'appConfig'] as const) {
    const names = new Map<string, number>();
    listOf(values[key]).forEach(({ name }, i) => {
      if (names.has(name))
        found.push({
          path: [key, i, 'name'],
          message: `"${name}" is ${key}[${names.get(name)}]’s name, too`,
        });
      if (!/^[-._a-zA-Z0-9]{1,200}$/.test(String(name)) || /^\.\.?$/.test(String(name)))
        found.push({
          path: [key, i, 'name'],
          message: `"${name}" isn’t a file name of letters, digits, ".", "_" and "-"`,
        });
      names.set(name, i);
    });
  }
  const masters = new Set(listOf(values.config).map(({ name }) => name));
  const parts = new Map<string, number>();
  if (values.daemonSet && listOf(values.nodeConfig).length > 0)
    found.push({
      path: ['nodeConfig'],
      message: 'is for pods by their numbers, and the pods of a daemonSet have none',
    });
  listOf(values.nodeConfig).forEach(({ name, podSeq }, i) => {
    if (!masters.has(name))
      found.push({
        path: ['nodeConfig', i, 'name'],
        message: `"${name}" isn’t a file of config, which it would be added to`,
      });
    // None at all is a server that is stopped for a while.
    if (replicas > 0 && podSeq >= replicas)
      found.push({
        path: ['nodeConfig', i, 'podSeq'],
        message: `there is no pod ${podSeq}; with ${replicas} replica${replicas === 1 ? '' : 's'} they end at ${replicas - 1}`,
      });
    const twin = parts.get(`${podSeq} ${name}`);
    if (twin !== undefined)
      found.push({
        path: ['nodeConfig', i, 'name'],
        message: `nodeConfig[${twin}] is for this file and pod, too`,
      });
    parts.set(`${podSeq} ${name}`, i);
  });
  return found;
}

function checkLabels(values: TarsValues): Conflict[] {
  const found: Conflict[] = [];
  for (const list of ['labelMatch', 'nodeSelector'] as const)
    listOf(values[list]).forEach(({ operator, values: given }, i) => {
      const count = listOf(given).length;
      const path = [list, i, 'values'];
      if (/^(In|NotIn)$/.test(operator) && count === 0)
        found.push({ path, message: `${operator} needs a value` });
      if (/^(Exists|DoesNotExist)$/.test(operator) && count > 0)
        found.push({ path, message: `${operator} takes no values` });
      if (/^(Gt|Lt)$/.test(operator) && (count !== 1 || !/^-?\d+$/.test(String(given?.[0]))))
        found.push({ path, message: `${operator} needs one whole number` });
    });
  return found;
}
