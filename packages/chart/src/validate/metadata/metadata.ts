import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { joinPath, type Problem } from '../problem.ts';
import { isMap } from '../read.ts';
import { checkArtifactHub } from './artifact-hub.ts';
import { type ChartYaml, chartYaml } from './chart-yaml.ts';
import { checkYamlStyle } from './yaml-style.ts';
import { explainZod, type Found } from './zod.ts';

/**
 * Checks a chart's folder by the rules of `ct lint` that need neither Helm nor Git: the schema of Chart.yaml, maintainers, and
 * the style of Chart.yaml, values.yaml and `ci/*-values.yaml` (those of yamllint that are errors there); and by Artifact Hub's rules
 * for annotations. A problem's object is the file in the folder.
 * @throws Error when the folder can't be read or has no Chart.yaml
 */
export async function checkChartMetadata(chartDir: string): Promise<Problem[]> {
  const text = await readFile(join(chartDir, 'Chart.yaml'), 'utf8');
  const problems = [...style('Chart.yaml', text), ...checkChartYaml(text)];
  for (const file of await valuesFiles(chartDir)) {
    problems.push(...style(file, await readFile(join(chartDir, file), 'utf8')));
  }
  return problems;
}

/** Checks the text of a Chart.yaml. */
function checkChartYaml(text: string): Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) return [];
  const value: unknown = document.toJS();
  if (!isMap(value)) return [{ object: 'Chart.yaml', path: '', message: 'line 1: is not a map' }];
  const found = explainZod(chartYaml, value);
  // Annotations are read as texts, so a file that breaks the schema has only that said of it.
  if (found.length === 0)
    found.push(...checkMaintainers(value as ChartYaml), ...checkArtifactHub(value as ChartYaml));
  return found.map(({ keys, message }) => {
    const path = keys.reduce<string>((before, key) => joinPath(before, key), '');
    return { object: 'Chart.yaml', path, message: `${place(document, keys, lines)}${message}` };
  });
}

/** The line of the deepest key that is there. */
function place(
  document: ReturnType<typeof parseDocument>,
  keys: readonly (string | number)[],
  lines: LineCounter,
): string {
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return `line ${lines.linePos(node.range[0]).line}: `;
  }
  return '';
}

function checkMaintainers({ deprecated = false, maintainers = [] }: ChartYaml): Found[] {
  if (deprecated && maintainers.length > 0)
    return [{ keys: ['maintainers'], message: 'a deprecated chart may have none' }];
  if (!deprecated && maintainers.length === 0)
    return [{ keys: ['maintainers'], message: 'is missing: name at least one' }];
  return [];
}

async function valuesFiles(chartDir: string): Promise<string[]> {
  const names = await readdir(chartDir, { withFileTypes: true });
  const ci = names.some(entry => entry.name === 'ci' && entry.isDirectory())
    ? await readdir(join(chartDir, 'ci'))
    : [];
  return [
    ...names.filter(entry => entry.name === 'values.yaml').map(entry => entry.name),
    ...ci
      .filter(name => name.endsWith('-values.yaml'))
      .sort()
      .map(name => join('ci', name)),
  ];
}

const style = (file: string, text: string): Problem[] =>
  checkYamlStyle(text).map(({ line, message }) => ({
    object: file,
    path: '',
    message: `line ${line}: ${message}`,
  }));
