import { join } from 'node:path';
import { chartFacts, chartFiles, chartFolder, writeChart } from '../../packages/chart/src/generate/index.ts';
import { bundledCharts, bundledFiles, umbrellaFiles } from '../../packages/chart/src/umbrella/index.ts';
import { platformIn } from './platform.ts';

/** Writes the charts of all services into a folder, and the platform's with what it bundles. @returns the platform's chart */
export function generateCharts(folder: string): string {
  const charts = chartFacts(platformIn(folder));
  for (const facts of charts) writeChart(chartFolder(facts.folder), chartFiles(facts));
  for (const name of bundledCharts)
    writeChart(join(folder, 'deploy/helm', name), bundledFiles(name, '0.1.0'));
  const umbrella = join(folder, 'deploy/helm/hawser');
  writeChart(umbrella, umbrellaFiles({ version: '0.1.0', charts, folder: umbrella }));
  return umbrella;
}
