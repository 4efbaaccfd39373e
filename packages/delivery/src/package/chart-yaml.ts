import { nearest } from '@hawser/core/config';
import { valid } from 'semver';
import { type Document, parseDocument } from 'yaml';
import { DeliveryError } from '../error.ts';
import { type ChartMetadata, chartKeys, dependencyKeys } from './metadata.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The longest name that a label and a DNS name can have. */
const longestName = 63;
const namePattern = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** A `Chart.yaml`, read and checked, and its text to be changed. */
export interface ChartFile {
  metadata: ChartMetadata;
  document: Document;
}

/**
 * Reads a `Chart.yaml`.
 *
 * @param where the file's name in messages
 * @throws DeliveryError CHART_INVALID with everything that is wrong with it
 */
export function readChartYaml(text: string, where: string): ChartFile {
  const document = parseDocument(text);
  const [first] = document.errors;
  if (first) throw invalid(where, [first.message.split('\n', 1)[0]!.replace(/:$/, '')]);
  const fields: unknown = document.toJS();
  if (!isMap(fields)) throw invalid(where, ['it has to be a map with apiVersion, name and version']);
  const problems = [...problemsOf(fields)];
  if (problems.length > 0) throw invalid(where, problems);
  return { metadata: metadataOf(fields), document };
}

const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (where: string, problems: readonly string[]) =>
  new DeliveryError('CHART_INVALID', problems.map(problem => `${where}: ${problem}`).join('\n'));

function* problemsOf(fields: Fields): Generator<string> {
  yield* unknownKeys(fields, chartKeys, '');
  const { apiVersion, name, version, type, appVersion, description, dependencies } = fields;
  if (apiVersion !== 'v2') yield `apiVersion: ${shown(apiVersion)} has to be v2`;
  yield* badName('name', name);
  if (typeof version !== 'string' || valid(version) !== version.replace(/\+.*/, ''))
    yield `version: ${shown(version)} has to be a version such as 1.4.2 or 1.4.2-rc.1, without a leading v`;
  if (type !== undefined && type !== 'application' && type !== 'library')
    yield `type: ${shown(type)} has to be application or library`;
  if (appVersion !== undefined && typeof appVersion !== 'string')
    yield `appVersion: ${shown(appVersion)} has to be text: put it between quotes`;
  if (description !== undefined && typeof description !== 'string') yield 'description: has to be text';
  if (dependencies === undefined || dependencies === null) return;
  if (!Array.isArray(dependencies)) {
    yield 'dependencies: has to be a list';
    return;
  }
  for (const [index, entry] of dependencies.entries())
    yield* dependencyProblems(entry, `dependencies[${index}]`);
  const names = (dependencies as unknown[]).filter(isMap).map(({ alias, name: own }) => alias ?? own);
  const twice = names.find((one, index) => names.indexOf(one) !== index);
  if (twice !== undefined) yield `dependencies: two have the name or alias ${shown(twice)}`;
}

function* dependencyProblems(entry: unknown, path: string): Generator<string> {
  if (!isMap(entry)) {
    yield `${path}: has to be a map with name, version and repository`;
    return;
  }
  yield* unknownKeys(entry, dependencyKeys, `${path}.`);
  yield* badName(`${path}.name`, entry['name']);
  if (entry['alias'] !== undefined) yield* badName(`${path}.alias`, entry['alias']);
  if (typeof entry['version'] !== 'string' || entry['version'] === '')
    yield `${path}.version: ${shown(entry['version'])} has to be a range of versions such as ^1.4.0`;
  if (entry['repository'] !== undefined && typeof entry['repository'] !== 'string')
    yield `${path}.repository: has to be text`;
}

function* unknownKeys(fields: Fields, known: readonly string[], path: string): Generator<string> {
  for (const key of Object.keys(fields)) {
    if (known.includes(key)) continue;
    const meant = nearest(key, known);
    yield `${path}${key}: Helm knows no such key${meant ? `; did you mean ${meant}?` : ''}`;
  }
}

function* badName(path: string, name: unknown): Generator<string> {
  if (typeof name === 'string' && name.length <= longestName && namePattern.test(name)) return;
  yield `${path}: ${shown(name)} has to be lower-case letters, digits and hyphens, ${longestName} at most`;
}

const shown = (value: unknown): string =>
  value === undefined ? 'it is missing and' : (JSON.stringify(value)?.slice(0, 100) ?? String(value));

/** A dependency as `Chart.yaml` has it. */
interface DependencyFields {
  name: string;
  version: string;
  repository?: string;
  alias?: string;
  'import-values'?: unknown;
}

/** Fields that have been checked. */
function metadataOf(fields: Fields): ChartMetadata {
  const { name, version, type, appVersion, description, dependencies } = fields as unknown as Partial<
    Omit<ChartMetadata, 'dependencies'>
  > & { name: string; version: string; dependencies?: readonly DependencyFields[] | null };
  return {
    apiVersion: 'v2',
    name,
    version,
    type: type ?? 'application',
    ...(appVersion === undefined ? {} : { appVersion }),
    ...(description === undefined ? {} : { description }),
    dependencies: (dependencies ?? []).map(entry => ({
      name: entry.name,
      version: entry.version,
      repository: entry.repository ?? '',
      ...(entry.alias === undefined ? {} : { alias: entry.alias }),
      importsValues: entry['import-values'] !== undefined,
    })),
  };
}
