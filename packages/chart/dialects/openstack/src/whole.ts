import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChartFiles } from '../../../src/generate/file.ts';
import { type Problem, ValuesError } from '../../text/problem.ts';
import type { OpenStackChart } from './charts.ts';
import { mergedValues } from './defaults.ts';
import { readOpenStackValues } from './read.ts';

const library = fileURLToPath(new URL('../library/', import.meta.url));

/** A chart with a values file's values for its own. */
export interface ValuesChart {
  name: string;
  files: ChartFiles;
  /** Keys that change nothing, or mean another thing than they did. */
  notes: readonly Problem[];
}

/**
 * The chart that a values file is of, with the file's values in place of its own, and the library, so that Helm needs nothing else.
 *
 * @param file the values file's name in messages
 * @throws ValuesError with all that is wrong in the file
 */
export function openStackChart(text: string, file: string, chart: OpenStackChart): ValuesChart {
  const { values, problems, notes } = readOpenStackValues(text, chart);
  if (problems.length > 0) throw new ValuesError(file, problems);
  const files = new Map(wholeChart(chart));
  // The library is in the chart, and not where the chart's own folder has it beside itself.
  files.set('Chart.yaml', files.get('Chart.yaml')!.replace(/^ +repository: file:.*\n/m, ''));
  // JSON is YAML that every reader takes for the same.
  files.set('values.yaml', `${JSON.stringify(mergedValues(chart, values), null, 2)}\n`);
  return { name: chart.name, files, notes };
}

/** A chart with its library, as a package has it. */
export const wholeChart = ({ folder }: OpenStackChart): ChartFiles =>
  new Map([...filesOf(folder), ...toolkitFiles()]);

/** The library, below a chart's `charts`. */
export const toolkitFiles = (): ChartFiles =>
  new Map([...filesOf(library)].map(([file, text]) => [`charts/hawser-openstack/${file}`, text]));

/** The files of a chart's folder without what it depends on. */
export function filesOf(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const own = paths.filter(path => !path.startsWith('charts') && statSync(join(folder, path)).isFile());
  return new Map(own.map(path => [path, readFileSync(join(folder, path), 'utf8')]));
}
