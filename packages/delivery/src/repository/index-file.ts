import { rcompare, valid } from 'semver';
import { parseDocument, stringify } from 'yaml';
import { DeliveryError } from '../error.ts';
import type { IndexEntry, RepositoryIndex } from './entry.ts';

/**
 * Reads an `index.yaml`, of Helm or of ours. Entries are kept as they are, whatever they have.
 *
 * @param where the file's name in messages
 * @throws DeliveryError REPOSITORY_INVALID with the key
 */
export function parseIndex(text: string, where: string): RepositoryIndex {
  const fail = (problem: string) =>
    new DeliveryError('REPOSITORY_INVALID', `${where}: ${problem}`, 'make it anew with: helm repo index');
  const document = parseDocument(text);
  const [first] = document.errors;
  if (first) throw fail(first.message.split('\n', 1)[0]!);
  const value = document.toJS() as Partial<RepositoryIndex> | null;
  if (value?.apiVersion !== 'v1') throw fail('apiVersion: it has to be v1');
  const { generated, entries } = value;
  if (entries !== undefined && (typeof entries !== 'object' || Array.isArray(entries)))
    throw fail('entries: it has to be a map of charts');
  for (const [name, versions] of Object.entries(entries ?? {})) {
    if (!Array.isArray(versions)) throw fail(`entries.${name}: it has to be a list of versions`);
    for (const [index, entry] of versions.entries())
      if (typeof entry?.version !== 'string')
        throw fail(`entries.${name}[${index}].version: it has to be text`);
  }
  return { apiVersion: 'v1', entries: entries ?? {}, ...(generated === undefined ? {} : { generated }) };
}

/**
 * Writes an `index.yaml`: charts by name, versions newest first. `generated` is the time of the newest entry, so that the
 * same entries give the same bytes. Text that YAML 1.1 would take for something else is quoted, as Helm reads that.
 */
export function formatIndex({ entries }: RepositoryIndex): string {
  const sorted = Object.keys(entries)
    .sort()
    .map(name => [name, [...entries[name]!].sort(newestFirst)] as const);
  const times = sorted
    .flatMap(([, versions]) => versions.map(({ created }) => created ?? ''))
    .filter(Boolean);
  const generated = times.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? new Date(0).toISOString();
  return stringify(
    { apiVersion: 'v1', entries: Object.fromEntries(sorted), generated },
    { lineWidth: 0, version: '1.1', aliasDuplicateObjects: false },
  );
}

/** What isn't SemVer comes last, as it stands. */
function newestFirst(a: IndexEntry, b: IndexEntry): number {
  const [left, right] = [valid(a.version), valid(b.version)];
  if (left && right) return rcompare(left, right) || (a.version < b.version ? 1 : -1);
  return Number(right !== null) - Number(left !== null);
}
