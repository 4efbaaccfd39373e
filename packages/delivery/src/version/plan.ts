import { existsSync, globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nearest } from '@hawser/core/config';
import { DeliveryError } from '../error.ts';
import { findCharts } from '../package/find.ts';
import {
  followChartVersions,
  newRange,
  setBundledVersion,
  setChartVersion,
  setImageVersion,
} from './chart-edit.ts';
import { Edits } from './edit.ts';
import { findUnits, manifestVersion, packageVersion, readPackage, type Unit } from './unit.ts';
import { bumpVersion, formatVersion, parseVersion, type VersionPart } from './version.ts';

export interface BumpRequest {
  part: VersionPart;
  /** EXTRA of the new versions. Default: the next one for `extra`, else none. */
  extra?: string | undefined;
  /** Names of what gets a new version. Default: everything that has one. */
  names?: readonly string[] | undefined;
}

/** What a bump does, before it does it. */
export interface BumpPlan {
  changes: { name: string; from: string; to: string }[];
  /** Files that change, from the project's root. */
  files: string[];
  /** Writes them. */
  write(): void;
}

/** A unit and its version to come. */
interface Step {
  unit: Unit;
  to: string;
}

/**
 * Plans new versions for parts of a project: in manifests, package.json, package-lock.json and Chart.yaml, and in the ranges by
 * which packages and charts of the project depend on them. Nothing is written yet.
 *
 * @throws DeliveryError SERVICE_UNKNOWN with the nearest name, VERSION_INVALID, VERSION_MISMATCH
 */
export function planBump(root: string, { part, extra, names = [] }: BumpRequest): BumpPlan {
  const steps = chosen(findUnits(root), names).map(unit => ({ unit, to: nextVersion(unit, part, extra) }));
  const edits = new Edits();
  for (const step of steps) bumpUnit(step, edits);
  followPackages(root, steps, edits);
  followCharts(root, steps, edits);
  return {
    changes: steps.map(({ unit: { name, version }, to }) => ({ name, from: version, to })),
    files: edits.changed.map(file => relative(root, file)),
    write: () => edits.write(),
  };
}

function chosen(units: readonly Unit[], names: readonly string[]): Unit[] {
  const known = units.map(({ name }) => name);
  if (units.length === 0)
    throw new DeliveryError(
      'SERVICE_UNKNOWN',
      'nothing here has a version: no service.ts or plugin.ts with a package.json',
    );
  for (const name of names) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    throw new DeliveryError(
      'SERVICE_UNKNOWN',
      `nothing is called "${name}"${meant ? `; did you mean "${meant}"?` : ''}`,
      `there are ${known.join(', ')}`,
    );
  }
  return names.length === 0 ? [...units] : units.filter(({ name }) => names.includes(name));
}

function nextVersion({ name, version }: Unit, part: VersionPart, extra: string | undefined): string {
  try {
    return formatVersion(bumpVersion(parseVersion(version), part, extra));
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    throw new DeliveryError(error.code, `${name}: ${error.message}`, error.hint);
  }
}

function bumpUnit(
  { unit: { version, manifest, packageJson, chart, bundled }, to }: Step,
  edits: Edits,
): void {
  if (manifest) edits.edit(manifest, text => text.replace(manifestVersion, `$1$2${to}$2`));
  if (packageJson) edits.edit(packageJson, text => text.replace(packageVersion, `$1${to}$3`));
  if (chart) {
    edits.edit(join(chart.folder, 'Chart.yaml'), text => setChartVersion(text, to));
    const values = join(chart.folder, 'values.yaml');
    if (existsSync(values)) edits.edit(values, text => setImageVersion(text, version, to));
  }
  for (const { folder } of bundled)
    edits.edit(join(folder, 'Chart.yaml'), text => setBundledVersion(text, to));
}

/** Packages of the project that depend on a new version, and the lock file, which repeats what they say. */
function followPackages(root: string, steps: readonly Step[], edits: Edits): void {
  const files = globSync(['package.json', '*/package.json', '*/*/package.json'], {
    cwd: root,
    exclude: path => path === 'node_modules',
  }).map(file => join(root, file));
  const versions = new Map(
    steps.flatMap(({ unit: { packageJson }, to }) =>
      packageJson ? [[readPackage(packageJson).name, to] as const] : [],
    ),
  );
  const follow = (text: string): string =>
    text.replace(
      /("((?:@[\w.-]+\/)?[\w.-]+)"\s*:\s*")([\^~]?\d[^"]*)(")/g,
      (whole, before, name, range, after) => {
        const to = versions.get(name);
        const next = to === undefined ? undefined : newRange(range, to);
        return next === undefined ? whole : `${before}${next}${after}`;
      },
    );
  for (const file of files) edits.edit(file, follow);
  const lock = join(root, 'package-lock.json');
  if (!existsSync(lock)) return;
  edits.edit(lock, text => lockText(follow(text), root, steps));
}

/** The lock file with the new versions of the project's packages. */
function lockText(text: string, root: string, steps: readonly Step[]): string {
  const lock = JSON.parse(text) as { version?: string; packages?: Record<string, { version?: string }> };
  for (const { unit, to } of steps) {
    if (!unit.packageJson) continue;
    const folder = relative(root, join(unit.packageJson, '..'));
    const entry = lock.packages?.[folder];
    if (entry) entry.version = to;
    if (folder === '' && lock.version !== undefined) lock.version = to;
  }
  const indent = /^\{\n([ \t]+)/.exec(text)?.[1] ?? '  ';
  return `${JSON.stringify(lock, undefined, indent)}${text.endsWith('\n') ? '\n' : ''}`;
}

/** Charts of the project that depend on a chart with a new version, or list its image. */
function followCharts(root: string, steps: readonly Step[], edits: Edits): void {
  const changes = steps.flatMap(({ unit: { chart, bundled, version }, to }) =>
    [...(chart ? [chart] : []), ...bundled].map(({ name }) => ({ name, from: version, to })),
  );
  for (const { folder } of findCharts(root))
    edits.edit(join(folder, 'Chart.yaml'), text => followChartVersions(text, changes));
}
