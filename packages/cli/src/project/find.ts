import { existsSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Manifest } from '@hawser/core';
import type { PlatformDefinition } from '@hawser/local';
import { CliError, usageError } from '../error.ts';

/** A project on disk: what `hawser up` starts. */
export interface Project {
  /** Its root folder. */
  root: string;
  definition: PlatformDefinition;
}

/**
 * Finds what to run from a folder: the `platform.ts` there or in the nearest folder above; without one, every
 * `services/<name>/service.ts`, else the `service.ts` alone. A service in the folder that the platform above doesn't
 * have is run alone.
 *
 * @throws CliError when there is nothing to run
 */
export async function findProject(cwd: string): Promise<Project> {
  const own = existsSync(join(cwd, 'service.ts')) ? await loadManifest(join(cwd, 'service.ts')) : undefined;
  const root = ancestors(cwd).find(folder => existsSync(join(folder, 'platform.ts')));
  if (root !== undefined) {
    const definition = await loadDefault<PlatformDefinition>(join(root, 'platform.ts'));
    if (!own || definition.services.includes(own)) return { root, definition };
  }
  if (own) return { root: cwd, definition: { services: [own] } };
  const files = serviceFiles(cwd);
  if (files.length === 0) {
    throw new CliError(
      `there is nothing to run in ${cwd}: no platform.ts, services/*/service.ts or service.ts`,
      {
        hint: 'go to a project’s folder, or start one with `hawser new service NAME`',
      },
    );
  }
  return { root: cwd, definition: { services: await Promise.all(files.map(loadManifest)) } };
}

/**
 * A service by its name (`services/<name>/service.ts` here or in a folder above, or one of the platform’s) or by the path of its `service.ts` or folder.
 *
 * @throws CliError when there is none
 */
export async function findService(cwd: string, service: string): Promise<Manifest> {
  if (isAbsolute(service) || /[/\\]|\.ts$/.test(service) || service === '.') {
    const path = resolve(cwd, service);
    const file = path.endsWith('.ts') ? path : join(path, 'service.ts');
    if (!existsSync(file)) throw usageError(`there is no ${file}`);
    return loadManifest(file);
  }
  for (const folder of ancestors(cwd)) {
    const file = manifestFile(join(folder, 'services', service));
    if (file) return loadManifest(file);
  }
  const known = (await findProject(cwd)).definition.services;
  const found = known.find(({ name }) => name === service);
  if (found) return found;
  const { nearest } = await import('@hawser/core/config');
  const names = known.map(({ name }) => name);
  const meant = nearest(service, names);
  throw usageError(
    `there is no service "${service}"${meant ? `; did you mean "${meant}"?` : ''}`,
    `there are ${names.join(', ')}; a path to a service.ts works as well`,
  );
}

/** The `service.ts` files of a project without `platform.ts`, by name. */
const serviceFiles = (root: string): string[] => {
  const folder = join(root, 'services');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap(name => manifestFile(join(folder, name)) ?? []);
};

/** The file of a service's manifest; in an image it is JavaScript. */
const manifestFile = (folder: string): string | undefined =>
  [join(folder, 'service.ts'), join(folder, 'service.js')].find(existsSync);

/** A folder and all above it, nearest first. */
export function ancestors(folder: string): string[] {
  const all = [resolve(folder)];
  for (let at = dirname(all[0]!); at !== all.at(-1); at = dirname(at)) all.push(at);
  return all;
}

async function loadManifest(file: string): Promise<Manifest> {
  const manifest = await loadDefault<Manifest>(file);
  if (!Array.isArray(manifest.services) || typeof manifest.name !== 'string')
    throw new CliError(`the default export of ${file} is no manifest`, {
      hint: 'export defineService({ … })',
    });
  return manifest;
}

async function loadDefault<T extends object>(file: string): Promise<T> {
  const { default: value } = (await import(pathToFileURL(file).href)) as { default?: T };
  if (typeof value !== 'object' || value === null) throw new CliError(`${file} has no default export`);
  return value;
}
