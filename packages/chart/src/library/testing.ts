import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { findHelm, type HelmMajor, helmMessage } from '../helm/index.ts';
import { checkManifests, formatProblems, type KubernetesObject, parseManifests } from '../validate/index.ts';
import type { ValuesKind } from '../values/index.ts';
import { templatesOf } from './templates.ts';

/** A chart whose rendering a test looks at. */
export interface ChartCase {
  /** Its values; those that every chart of a service has are there without being named. */
  values?: Readonly<Record<string, unknown>>;
  /** Default: backend. */
  kind?: ValuesKind;
  /** The chart’s and the application’s version. Default: 0.1.0. */
  version?: string;
  /** The servers that the service has, as its chart's annotation names them. Default: all. */
  servers?: string;
  /** Further files, by their path. */
  files?: Readonly<Record<string, string>>;
}

/** Cases by the names of their charts. */
export type ChartCases = Readonly<Record<string, ChartCase>>;

const library = join(import.meta.dirname, '../../library');

/** What Helm made of cases: text by case, or what it refused. */
export interface Rendered {
  text: string;
  texts: ReadonlyMap<string, string>;
  refusal: string;
}

/** How cases are rendered. */
export interface RenderOptions {
  /** Whether the umbrella refuses the wrong values of all of them at once. Default: each for itself, the first alone. */
  together?: boolean;
  /** Whether each chart has one file for all its templates, which is quicker. Default: a file each, as charts have them. */
  oneFile?: boolean;
  /** The umbrella's values. */
  values?: Readonly<Record<string, unknown>>;
}

/** Renders many charts by one run of Helm, which costs more than they do: each is a part of one umbrella. */
export async function renderCases(
  major: HelmMajor,
  cases: ChartCases,
  options: RenderOptions = {},
): Promise<Rendered> {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-library-'));
  try {
    writeUmbrella(folder, cases, options);
    const helm = await findHelm(major);
    const { stdout, stderr, exitCode } = await helm.attempt([
      'template',
      'release',
      folder,
      '--namespace',
      'platform',
    ]);
    return { text: stdout, texts: byCase(stdout), refusal: exitCode === 0 ? '' : helmMessage(stderr) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The objects of a text that Helm printed. */
export function objectsOf(text: string | undefined): KubernetesObject[] {
  assert.ok(text !== undefined, 'nothing was rendered');
  const { manifests, problems } = parseManifests(text);
  assert.deepEqual(problems, []);
  return manifests.map(({ object }) => object);
}

/** A case that was rendered. */
export interface CheckedCase {
  text: string;
  objects: KubernetesObject[];
}

/** What is checked of cases. */
export interface CheckOptions {
  /** Objects that the cases name without having them, beside Secrets and services’ pods. */
  external?: readonly string[];
  /** Whether pods keep to the restricted profile. Default: true. */
  restricted?: boolean;
}

/**
 * Renders cases by both Helms, which have to give the same bytes, and checks that what comes of it is valid.
 *
 * @returns the objects, and the text, of each case
 */
export async function checkCases(
  cases: ChartCases,
  options: CheckOptions = {},
): Promise<Map<string, CheckedCase>> {
  const [three, four] = await Promise.all([renderCases(3, cases), renderCases(4, cases)]);
  assert.equal(three.refusal + four.refusal, '');
  assert.equal(three.text, four.text, 'Helm 3 and Helm 4 print different bytes');
  for (const [chart, text] of four.texts) {
    const external = [
      'Secret/*',
      'ConfigMap/shared-conf',
      'PersistentVolumeClaim/*',
      'SecretStore/*',
      'ClusterSecretStore/*',
    ];
    const problems = await checkManifests(text, {
      namespace: 'platform',
      external: [...external, ...(options.external ?? [])],
      restricted: options.restricted ?? true,
    });
    assert.equal(formatProblems(problems), '', chart);
  }
  return new Map(
    Object.keys(cases).map(chart => {
      const text = four.texts.get(chart) ?? '';
      return [chart, { text, objects: objectsOf(text) }];
    }),
  );
}

/** The same for cases with several objects a file: Helm 4 leaves the empty line before a `---` that Helm 3 takes away. */
export async function checkManyDocuments(cases: ChartCases): Promise<KubernetesObject[]> {
  const [three, four] = await Promise.all([renderCases(3, cases), renderCases(4, cases)]);
  assert.equal(three.refusal + four.refusal, '');
  assert.deepEqual(objectsOf(three.text), objectsOf(four.text));
  return objectsOf(four.text);
}

/**
 * The same, and compares the objects that the test is about with `golden/<name>.yaml`. UPDATE_GOLDEN=1 writes that file instead, for
 * a review.
 *
 * @param kinds what the test is about
 */
export async function checkGolden(
  name: string,
  kinds: readonly string[],
  cases: ChartCases,
  options: CheckOptions = {},
): Promise<Map<string, CheckedCase>> {
  const checked = await checkCases(cases, options);
  const told = Object.keys(cases).map(chart => {
    const documents = splitDocuments(checked.get(chart)!.text).filter(text =>
      kinds.includes(/^kind: (\w+)$/m.exec(text)?.[1] ?? ''),
    );
    return [`# ${chart}`, ...documents].join('\n---\n');
  });
  compare(`${name}.yaml`, `${told.join('\n===\n')}\n`);
  return checked;
}

function compare(name: string, text: string): void {
  const file = join(import.meta.dirname, 'golden', name);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8'), `${name} is another now; UPDATE_GOLDEN=1 accepts it`);
}

function writeUmbrella(
  folder: string,
  cases: ChartCases,
  { together = false, oneFile = false, values = {} }: RenderOptions,
): void {
  const write = (path: string, text: string) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  cpSync(library, join(folder, 'charts/hawser-library'), { recursive: true });
  write(
    'Chart.yaml',
    stringify({
      apiVersion: 'v2',
      name: 'cases',
      version: '0.1.0',
      annotations: { 'hawser/kind': 'umbrella' },
      dependencies: Object.keys(cases).map(name => ({ name, version: '*' })),
    }),
  );
  write('values.yaml', stringify(values, { version: '1.1' }));
  if (together) write('templates/check/values/all/problems.yaml', '{{ include "hawser.problems.all" . -}}\n');
  for (const [name, of] of Object.entries(cases)) {
    const { kind = 'backend', version = '0.1.0', servers, files = {}, values: own = {} } = of;
    const chart = {
      apiVersion: 'v2',
      name,
      version,
      appVersion: version,
      annotations: { 'hawser/kind': kind, ...(servers ? { 'hawser/servers': servers } : {}) },
    };
    write(`charts/${name}/Chart.yaml`, stringify(chart));
    // Helm reads YAML 1.1, in which more words are no text.
    write(`charts/${name}/values.yaml`, stringify(own, { version: '1.1' }));
    for (const [path, text] of Object.entries(files)) write(`charts/${name}/${path}`, text);
    const templates = Object.entries(templatesOf(kind)).map(
      ([file, template]) => [file, `{{ include "hawser.${template}" . ${oneFile ? '' : '-'}}}\n`] as const,
    );
    if (oneFile) write(`charts/${name}/templates/all.yaml`, templates.map(([, text]) => text).join('---\n'));
    else for (const [file, text] of templates) write(`charts/${name}/templates/${file}.yaml`, text);
  }
}

const splitDocuments = (text: string): string[] =>
  text
    .split(/^---\n/m)
    .filter(Boolean)
    .map(part => part.replace(/\n+$/, ''));

function byCase(text: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const document of splitDocuments(text)) {
    const chart = /^# Source: cases\/charts\/([^/]+)\//.exec(document)?.[1] ?? '';
    texts.set(chart, `${texts.get(chart) ?? ''}---\n${document}\n`);
  }
  return texts;
}
