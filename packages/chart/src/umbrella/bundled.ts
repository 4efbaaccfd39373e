import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { ChartFiles } from '../generate/file.ts';

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
  return files.set('Chart.yaml', description.toString({ lineWidth: 0 }));
}

function readFiles(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  return new Map(
    files.map(file => [file.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  );
}
