import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The files of a chart: text by path inside the chart's folder, with `/`. */
export type ChartFiles = ReadonlyMap<string, string>;

/** How a chart's folder differs from its files. All lists are of paths inside the folder. */
export interface Difference {
  missing: string[];
  changed: string[];
  /** Files below `templates` that the generator wouldn't write: Helm would render them. */
  extra: string[];
}

/** Whether a folder has exactly these files. Files elsewhere than in `templates` are their owner's. */
export function compareChart(folder: string, files: ChartFiles): Difference {
  const missing: string[] = [];
  const changed: string[] = [];
  for (const [path, text] of files) {
    const file = join(folder, path);
    if (!existsSync(file)) missing.push(path);
    else if (readFileSync(file, 'utf8') !== text) changed.push(path);
  }
  return { missing, changed, extra: extraTemplates(folder, files) };
}

/** Writes what differs, and removes templates that aren't the chart's any more. @returns what it did */
export function writeChart(folder: string, files: ChartFiles): Difference {
  const difference = compareChart(folder, files);
  for (const path of [...difference.missing, ...difference.changed]) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, files.get(path)!);
  }
  for (const path of difference.extra) rmSync(join(folder, path));
  return difference;
}

function extraTemplates(folder: string, files: ChartFiles): string[] {
  const templates = join(folder, 'templates');
  if (!existsSync(templates)) return [];
  return readdirSync(templates, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'))
    .filter(path => !files.has(path))
    .sort();
}
