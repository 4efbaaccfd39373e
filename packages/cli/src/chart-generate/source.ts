import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChartFacts, type ChartSource, chartFacts, type ProgramSource } from '@hawser/chart/generate';
import type { Manifest } from '@hawser/core';
import type { PluginDefinition, ProgramDefinition } from '@hawser/local';
import { CliError } from '../error.ts';
import { findProject, type Project } from '../project/find.ts';

/** What charts are made from here. */
export interface ChartProject {
  root: string;
  /** The platform's version; none for a service alone. */
  version: string | undefined;
  charts: readonly ChartFacts[];
}

/**
 * The project in a folder or above it, as charts need it.
 *
 * @throws CliError when the folder of a service or a program isn't where it is looked for
 */
export async function loadChartProject(cwd: string): Promise<ChartProject> {
  const project = await findProject(cwd);
  const { root, definition } = project;
  const { services, plugins = [], programs = [] } = definition;
  const source: ChartSource = {
    services: services.map(manifest => ({ manifest, folder: serviceFolder(project, manifest) })),
    plugins: plugins.map(pluginSource),
    programs: programs.map(program => programSource(root, program)),
  };
  const alone = services.length === 1 && existsSync(join(root, 'service.ts'));
  return { root, version: alone ? undefined : packageVersion(root), charts: chartFacts(source) };
}

/** Where a service's sources are: `services/<name>`, `<name>`, or the project's root where it is the only one. */
function serviceFolder({ root }: Project, { name }: Manifest): string {
  const places = [join(root, 'services', name), join(root, name), root];
  const found = places.find(folder => existsSync(join(folder, 'service.ts')));
  if (found !== undefined) return found;
  throw new CliError(`there is no service.ts of ${name}`, {
    hint: `it is looked for in ${places.map(place => relative(root, place) || '.').join(', ')} of ${root}`,
  });
}

function pluginSource({ id, name, resourceType, provider, entry }: PluginDefinition) {
  const folder = dirname(fileURLToPath(entry));
  // Plugins of the provider `host` look at the machine that they run on, and a pod isn't one.
  const inCluster = provider !== 'host';
  return { id, summary: name, resourceType, inCluster, version: packageVersion(folder), folder };
}

/** @throws CliError for a folder that isn't there, or isn't where charts are looked for */
function programSource(root: string, { folder: url, ...program }: ProgramDefinition): ProgramSource {
  const folder = fileURLToPath(url);
  const fail = (reason: string): never => {
    throw new CliError(`the folder ${folder} of the program "${program.name}" ${reason}`, {
      hint: "its chart goes there; `folder` in platform.ts names it: `new URL('console/', import.meta.url)`",
    });
  };
  if (!existsSync(folder)) fail("isn't there");
  const path = relative(root, folder).split(sep);
  if (path[0] === '' || path[0] === '..' || path.length > 2)
    fail(`has to be one or two folders below ${root}, where charts are looked for`);
  return { ...program, folder, version: packageVersion(folder) };
}

/** The version in a folder's package.json; `0.1.0` where there is none. */
function packageVersion(folder: string): string {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return '0.1.0';
  return (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version ?? '0.1.0';
}
