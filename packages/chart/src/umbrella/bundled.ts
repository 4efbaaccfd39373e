import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import type { ChartFiles } from '../generate/file.ts';
import type { Values } from './known.ts';
import { typesOf } from './types.ts';

/** Charts beside the services' that an umbrella brings along. */
export const bundledCharts = ['postgresql', 'redis'] as const;

/** Where their sources are, and those of the umbrella's own templates. */
const sources = join(import.meta.dirname, 'bundled');

/** The files of a bundled chart, with the platform's version. */
export function bundledFiles(chart: string, version: string): ChartFiles {
  const files = readFiles(join(sources, chart));
  const text = files.get('Chart.yaml');
  if (text === undefined) return files;
  const description = parseDocument(text);
  description.set('version', version);
  files.set('Chart.yaml', description.toString({ lineWidth: 0 }));
  return files.set('values.schema.json', `${JSON.stringify(typesOf(bundledValues(chart)), null, 1)}\n`);
}

/** A bundled chart's defaults. */
export const bundledValues = (chart: string): Values =>
  parse(readFileSync(join(sources, chart, 'values.yaml'), 'utf8')) as Values;

function readFiles(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  return new Map(
    files.map(file => [file.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  );
}
