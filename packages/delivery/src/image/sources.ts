import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Manifest } from '@hawser/core';
import { configSchema, nearest } from '@hawser/core/config';
import { ImageError } from './error.ts';
import type { Project, Workspace } from './workspace/project.ts';

/** Something that an image can be built of. */
export interface ImageSource {
  /** The image's name, which is the package's without its scope: `identity`, `plugin-host`. */
  name: string;
  kind: 'service' | 'plugin' | 'initializer';
  /** Its package; of the initializer, the folder `platform`. */
  workspace: Workspace;
}

/** What a service or plugin says of itself to those who see its image. */
export interface Description {
  version: string;
  summary: string;
  licenses?: string | undefined;
  /** The commit that its files are of. */
  revision?: string | undefined;
  /** Where its source is. */
  repository?: string | undefined;
  /** Arguments of a container that is given none. */
  command: readonly string[];
  /** TCP ports that it listens on by default. */
  ports: readonly number[];
}

/** The folder of the files that set a platform up; the initializer runs its `initialize.ts`. */
const platformFolder = 'platform';

/**
 * The package of the command, which every image has.
 *
 * @throws ImageError IMAGE_PROJECT
 */
export function commandOf(project: Project): Workspace {
  const command = project.workspaces.get('@hawser/cli');
  if (command) return command;
  throw new ImageError(
    'IMAGE_PROJECT',
    `${project.root} has no package @hawser/cli`,
    'build images in a checkout of Hawser',
  );
}

/** All images of a project, by name: `services/*`, `plugins/*`, and the initializer where it has `platform/initialize.ts`. */
export function imageSources(project: Project): ImageSource[] {
  const found: ImageSource[] = [];
  if (existsSync(join(project.root, platformFolder, 'initialize.ts'))) {
    // The compiler emits modules of the kind that the root's package.json names.
    const { version, type, dependencies = {} } = project.json;
    const json = { dependencies, ...(version ? { version } : {}), ...(type ? { type } : {}) };
    found.push({ name: 'initializer', kind: 'initializer', workspace: { path: platformFolder, json } });
  }
  for (const [name, workspace] of project.workspaces) {
    const kind = kindOf(project.root, workspace);
    if (kind) found.push({ name: name.replace(/^@[^/]+\//, ''), kind, workspace });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOf(root: string, { path }: Workspace): 'service' | 'plugin' | undefined {
  if (path.startsWith('plugins/') && existsSync(join(root, path, 'plugin.ts'))) return 'plugin';
  if (path.startsWith('services/') && existsSync(join(root, path, 'service.ts'))) return 'service';
  return undefined;
}

/** The images of these names. @throws ImageError IMAGE_UNKNOWN with the nearest name */
export function findSources(project: Project, names: readonly string[]): ImageSource[] {
  const all = imageSources(project);
  return [...new Set(names)].map(name => {
    const found = all.find(source => source.name === name);
    if (found) return found;
    const known = all.map(source => source.name);
    const meant = nearest(name, known);
    throw new ImageError(
      'IMAGE_UNKNOWN',
      `there is no service, plugin or initializer "${name}"${meant ? `; did you mean "${meant}"?` : ''}`,
      `there are ${known.join(', ')}`,
    );
  });
}

/** The port of plugins, which SpaceONE's have too. */
const pluginPort = 50_051;

/** Describes an image; a service by its manifest, others by their package. */
export async function describeSource(
  project: Project,
  { kind, workspace }: ImageSource,
): Promise<Description> {
  const { version = '0.0.0', description = '', license } = workspace.json;
  const { license: ofAll, repository } = project.json;
  const url = typeof repository === 'string' ? repository : repository?.url;
  const common = { version, licenses: license ?? ofAll, repository: url };
  if (kind === 'initializer')
    return { ...common, summary: 'Sets the platform up', command: ['initialize'], ports: [] };
  if (kind === 'plugin') return { ...common, summary: description, command: [], ports: [pluginPort] };
  const file = join(project.root, workspace.path, 'service.ts');
  const { default: manifest } = (await import(pathToFileURL(file).href)) as { default: Manifest };
  const servers = configSchema.shape.SERVERS.parse(manifest.defaults?.SERVERS);
  return {
    ...common,
    version: manifest.version,
    summary: manifest.summary,
    command: [
      'start',
      manifest.name,
      '--server',
      manifest.servers.includes('grpc') ? 'grpc' : manifest.servers[0]!,
    ],
    ports: [
      ...(['grpc', 'rest'] as const).filter(kind => manifest.servers.includes(kind)),
      'health' as const,
    ].map(kind => servers[kind].port),
  };
}
