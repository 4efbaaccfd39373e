import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Helm, helmMessage } from '../helm/index.ts';
import { assembleChart } from '../render/assemble.ts';
import { checkChartMetadata } from '../validate/metadata/metadata.ts';
import { checkObjects } from './objects.ts';

/** What is wrong with a chart. */
export interface ChartProblem {
  /** Which check found it. */
  check: 'values' | 'helm lint' | 'same under Helm 3 and 4' | 'objects' | 'metadata';
  /** What it is about: an object, a file, a value; empty where the message says it. */
  about: string;
  message: string;
}

export interface LintOptions {
  /** The Helms to render under; the results have to be the same. */
  helms: readonly Helm[];
  /** The release's name, which is in names of objects. Default: `release`. */
  release?: string | undefined;
  /** Values files, later ones win. */
  values?: readonly string[] | undefined;
  /** Single values: `key=value`. */
  set?: readonly string[] | undefined;
  /** Objects that are there without being rendered: `ConfigMap/authorities`. */
  external?: readonly string[] | undefined;
  /** Whether pods have to be restricted, as Kubernetes' pod security standards have it. Default: true. */
  restricted?: boolean | undefined;
}

/**
 * Checks a chart's folder with given values: Helm's own strict lint, that it renders and under each Helm to the same bytes, that
 * objects are right by the API of Kubernetes, restricted pod security and each other, and what chart-testing and Artifact Hub ask
 * of its metadata. When the values are refused, nothing else is checked.
 */
export async function lintChart(chart: string, options: LintOptions): Promise<ChartProblem[]> {
  const { helms, release = 'release', values = [], set = [], external, restricted } = options;
  const folder = mkdtempSync(join(tmpdir(), 'hawser-lint-'));
  const given = [...values.flatMap(file => ['--values', file]), ...set.flatMap(value => ['--set', value])];
  try {
    assembleChart(chart, folder);
    const rendered = await Promise.all(
      helms.map(helm => helm.attempt(['template', release, folder, '--namespace', 'default', ...given])),
    );
    const refused = rendered.find(({ exitCode }) => exitCode !== 0);
    if (refused) return [{ check: 'values', about: '', message: explain(refused.stderr) }];
    const [first = '', ...others] = rendered.map(({ stdout }) => withoutGaps(stdout));
    const lines = others.flatMap(other => differences(first, other));
    const linted = await Promise.all(
      helms.map(helm => helm.attempt(['lint', folder, '--strict', '--quiet', ...given])),
    );
    return [
      ...lines.map(message => ({ check: 'same under Helm 3 and 4' as const, about: '', message })),
      ...linted
        .filter(({ exitCode }) => exitCode !== 0)
        .map(({ stdout, stderr }) => ({
          check: 'helm lint' as const,
          about: '',
          message: (stdout || stderr).trim(),
        })),
      ...(await checkObjects(first, external, restricted)).map(problem => ({
        check: 'objects' as const,
        ...problem,
      })),
      ...(await checkChartMetadata(chart)).map(({ object, path, message }) => ({
        check: 'metadata' as const,
        about: [object, path].filter(Boolean).join(' '),
        message,
      })),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Objects without empty lines, empty documents and names of templates between them, which Helm 3 and 4 leave differently where a template makes several. */
const withoutGaps = (text: string) =>
  text
    .split(/^---$/m)
    .map(document => document.replaceAll(/^# Source: .*$/gm, '').trim())
    .filter(Boolean)
    .join('\n---\n');

/** The first line that two renderings don't have in common. */
function differences(one: string, other: string): string[] {
  if (one === other) return [];
  const left = one.split('\n');
  const right = other.split('\n');
  const at = left.findIndex((line, index) => line !== right[index]);
  return [
    `line ${at + 1} is ${JSON.stringify(left[at])} under one and ${JSON.stringify(right[at])} under the other`,
  ];
}

/** What Helm says about values, without where in its templates it noticed. */
export function explain(stderr: string): string {
  const message = helmMessage(stderr).replace(/\n+Use --debug flag.*$/s, '');
  return message.replace(/^execution error at \([^)]*\): */, '').trim();
}

/** A chart's name, as its Chart.yaml has it. */
export const chartName = (chart: string): string =>
  /^name: *(\S+)/m.exec(readFileSync(join(chart, 'Chart.yaml'), 'utf8'))?.[1] ?? '';
