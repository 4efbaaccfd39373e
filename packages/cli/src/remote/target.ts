import { usageError } from '../error.ts';

/** What a command line names: a service, and one of its methods where there is one. */
export interface Target {
  /** As given: `inventory.CloudService`, `CloudService` or `spaceone.api.inventory.v1.CloudService`. */
  service: string;
  method?: string | undefined;
}

/** Reads `inventory.CloudService.list`, `inventory.CloudService/list` or the full name of either form. */
export function parseMethod(text: string): Required<Target> {
  const at = Math.max(text.lastIndexOf('/'), text.lastIndexOf('.'));
  const target = { service: text.slice(0, Math.max(at, 0)).replace(/^\//, ''), method: text.slice(at + 1) };
  if (!target.service || !target.method)
    throw usageError(`"${text}" names no method`, 'such as inventory.CloudService.list');
  return target;
}

/** Parts of a package that aren't a service's short name. */
const isVersion = (part: string) => /^v\d+\w*$/.test(part);

/** A name without what people vary: case, hyphens, underscores. */
export const plain = (name: string): string => name.replace(/[_-]/g, '').toLowerCase();

/**
 * The short name of the server that has a service: `inventory` of `inventory.CloudService` and of
 * `spaceone.api.inventory.v1.CloudService`. Undefined when only the service itself is named.
 */
export function serverOf(service: string): string | undefined {
  const packages = service.split('.').slice(0, -1);
  return packages.findLast(part => !isVersion(part));
}

/** A service's name for people: `inventory.CloudService`. */
export const shortName = (typeName: string): string =>
  [serverOf(typeName), typeName.split('.').at(-1)].filter(Boolean).join('.');

/** Whether a service is there for tools: reflection, health, version. */
export const isPlumbing = (typeName: string): boolean =>
  typeName.startsWith('grpc.') || typeName === 'spaceone.api.core.v1.ServerInfo';

/**
 * The services of a server that a name means: the full name, or its end, or its last part after the server's short name.
 * Case, hyphens and underscores don't count, and a plural is its singular.
 */
export function matching(service: string, typeNames: readonly string[]): string[] {
  const exact = typeNames.filter(name => name === service);
  if (exact.length > 0) return exact;
  const wanted = service.split('.').map(plain);
  const short = wanted.at(-1)!;
  const names = [short, short.replace(/ies$/, 'y'), short.replace(/s$/, '')];
  return typeNames.filter(typeName => {
    const parts = typeName.split('.');
    if (!names.includes(plain(parts.at(-1)!))) return false;
    if (wanted.length === 1) return true;
    const server = serverOf(typeName);
    const ending = parts.slice(-wanted.length, -1).map(plain);
    const given = wanted.slice(0, -1);
    return (
      (given.length === 1 && server !== undefined && plain(server) === given[0]) ||
      ending.join('.') === given.join('.')
    );
  });
}
