import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChart } from '../../src/generate/file.ts';
import { type Helm, HelmError, helmMessage } from '../../src/helm/index.ts';
import { parseText } from './parse.ts';
import { formatPath, show } from './place.ts';
import type { Problem } from './problem.ts';

/** A chart that makes of its values what they are, as JSON. */
const echo = new Map([
  ['Chart.yaml', 'apiVersion: v2\nname: echo\nversion: 1.0.0\n'],
  ['templates/values.yaml', '{{ .Values | toRawJson }}\n'],
]);

/** A file that is read otherwise is so in few places; the first ones show what it is. */
const mostTold = 10;

/**
 * Has Helm read a values file that has nothing wrong in it by itself, and finds what Helm doesn't take, or takes for something else: its reader of YAML
 * is another one, with bounds of its own.
 */
export async function checkByHelm(helm: Helm, text: string): Promise<Problem[]> {
  const { value, lineOf } = parseText(text);
  const folder = mkdtempSync(join(tmpdir(), 'hawser-values-'));
  try {
    writeChart(folder, echo);
    const file = join(folder, 'given.yaml');
    writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`, { mode: 0o600 });
    const { exitCode, stdout, stderr } = await helm.attempt(['template', 'echo', folder, '--values', file]);
    if (exitCode !== 0) return [refusal(helmMessage(stderr), text.split('\n'))];
    const read = JSON.parse(stdout.replace(/^---\n# Source: .*\n/, '')) as unknown;
    return differences(value ?? {}, read, [])
      .slice(0, mostTold)
      .map(({ path, message }) => ({ path: formatPath(path), line: lineOf(path), message }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Helm says, without its way to it. A failure that isn't the file's is thrown. */
function refusal(said: string, lines: readonly string[]): Problem {
  const [, line, why] = /^.*(?:yaml|json): (?:line (\d+): )?(.*)$/s.exec(said) ?? [];
  if (why === undefined) throw new HelmError('HELM_COMMAND_FAILED', `helm template: ${said}`);
  const tab = /^[ ]*\t/.test(lines[Number(line ?? 1) - 1] ?? '')
    ? ' (a tab begins the line: use blanks)'
    : '';
  const message = `Helm can’t read this: ${why.trim()}${tab}`;
  if (line !== undefined) return { path: '', line: Number(line), message };
  // The reader leaves the first line unsaid.
  return /^(found|could not|did not|mapping)/.test(why)
    ? { path: '', line: 1, message }
    : { path: '', message };
}

interface Difference {
  path: PropertyKey[];
  message: string;
}

/** Where two readings differ. Nothing and null are one, as Helm takes a key with null away. */
function differences(ours: unknown, helms: unknown, path: PropertyKey[]): Difference[] {
  if (Array.isArray(ours) && Array.isArray(helms) && ours.length === helms.length)
    return ours.flatMap((item, i) => differences(item, helms[i], [...path, i]));
  if (isMap(ours) && isMap(helms))
    return [...new Set([...Object.keys(ours), ...Object.keys(helms)])].flatMap(key =>
      differences(own(ours, key), own(helms, key), [...path, key]),
    );
  if (ours === helms || (ours ?? null) === (helms ?? null)) return [];
  return [{ path, message: `Helm reads ${show(helms)} here, and others ${show(ours)}: write it otherwise` }];
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const own = (map: Record<string, unknown>, key: string) => (Object.hasOwn(map, key) ? map[key] : undefined);
