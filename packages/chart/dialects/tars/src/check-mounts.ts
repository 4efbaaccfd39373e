import type { Conflict } from './conflict.ts';
import { listOf } from './list-of.ts';
import type { TarsValues } from './values.ts';

/** Volumes that the chart makes for every server. */
const own = ['host-log-dir', 'server-conf', 'config', 'config-parts'];
const logPath = '/usr/local/app/tars/app_log';
const programPath = '/usr/local/server/bin';
/** Sources that have nothing in them at first. */
const empty = ['emptyDir', 'tLocalVolume', 'persistentVolumeClaimTemplate'];

/** Mounts whose names, paths or sources can't stand together, or can't be at all. */
export function checkMounts({ mounts, daemonSet }: TarsValues): Conflict[] {
  const found: Conflict[] = [];
  const names = new Map<string, number>();
  const paths = new Map<string, number>();
  listOf(mounts).forEach(({ name, mountPath: given, source, subPath, subPathExpr, mountPropagation }, i) => {
    const mountPath = typeof given === 'string' && given.length > 1 ? given.replace(/\/+$/, '') : given;
    const at = (key: string, message: string) => found.push({ path: ['mounts', i, key], message });
    if (own.includes(name)) at('name', `"${name}" is a volume that every server has`);
    if (mountPath === logPath) at('mountPath', `${logPath} is where the log is written`);
    if (mountPath === programPath && empty.some(kind => kind in (source ?? {})))
      at('mountPath', `${programPath} holds the server’s program, which an empty volume would hide`);
    if (mountPropagation === 'Bidirectional')
      at('mountPropagation', 'Bidirectional is for privileged containers, which servers aren’t');
    if (names.has(name))
      found.push({
        path: ['mounts', i, 'name'],
        message: `"${name}" is mounts[${names.get(name)}]’s name, too`,
      });
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(String(name)))
      found.push({
        path: ['mounts', i, 'name'],
        message: `"${name}" isn’t a name of lower-case letters, digits and "-"`,
      });
    if (mountPath && paths.has(mountPath))
      found.push({
        path: ['mounts', i, 'mountPath'],
        message: `${mountPath} is mounts[${paths.get(mountPath)}]’s path, too`,
      });
    if (subPath && subPathExpr)
      found.push({ path: ['mounts', i, 'subPathExpr'], message: 'can’t stand beside subPath' });
    names.set(name, i);
    paths.set(mountPath, i);
    const kinds = Object.keys(source ?? {});
    if (source && kinds.length !== 1)
      found.push({
        path: ['mounts', i, 'source'],
        message: `expected one kind of source, got ${kinds.join(' and ') || 'none'}`,
      });
    for (const kind of kinds)
      if ((source as Record<string, unknown>)[kind] === null)
        found.push({
          path: ['mounts', i, 'source', kind],
          message: 'expected a map, got null; write {} for an empty one',
        });
    found.push(...checkOwner(source?.tLocalVolume, i));
    const claim: unknown = source?.persistentVolumeClaim?.claimName;
    if (typeof claim === 'string' && !/^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/.test(claim))
      found.push({
        path: ['mounts', i, 'source', 'persistentVolumeClaim', 'claimName'],
        message: `no claim can be named "${claim}": lower-case letters, digits, "-" and "." only`,
      });
    if (daemonSet && (source?.tLocalVolume || source?.persistentVolumeClaimTemplate))
      found.push({
        path: ['mounts', i, 'source'],
        message: 'a claim for each pod needs pods with numbers, which daemonSet has none of',
      });
  });
  return found;
}

/** A mode without quotes is another number where it begins with a zero, and looks like the same where it doesn't. */
const isWritten = (key: string, value: unknown) => key !== 'mode' || typeof value === 'string';

/** Whom a local volume's directory belongs to, and its mode, by numbers as chown and chmod take them. */
function checkOwner(owner: Record<string, unknown> | null | undefined, i: number): Conflict[] {
  const forms = { uid: /^\d{1,10}$/, gid: /^\d{1,10}$/, mode: /^[0-7]{3,4}$/ };
  return Object.entries(forms)
    .filter(
      ([key, form]) => owner?.[key] != null && !(form.test(String(owner[key])) && isWritten(key, owner[key])),
    )
    .map(([key]) => ({
      path: ['mounts', i, 'source', 'tLocalVolume', key],
      message:
        key === 'mode'
          ? `expected three or four octal digits in quotes, such as "755", got ${owner?.[key]}`
          : `expected a number, got ${JSON.stringify(owner?.[key])}`,
    }));
}
