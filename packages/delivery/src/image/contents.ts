import { appFolder } from './content/app-folder.ts';
import { type PackageFiles, packageEntries, packageFiles } from './content/sources.ts';
import { thirdPartyEntries } from './content/third-party.ts';
import { type Emitted, isSource, transpile } from './content/transpile.ts';
import { type Entry, textEntry } from './layer/entry.ts';
import type { Platform } from './platform.ts';
import { revisionOf } from './revision.ts';
import { sbomOf } from './sbom.ts';
import { commandOf, type Description, describeSource, type ImageSource } from './sources.ts';
import { type Closure, closureOf } from './workspace/closure.ts';
import type { Project, Workspace } from './workspace/project.ts';

/** What a layer holds; layers that images share come first. */
export interface LayerContent {
  title: 'dependencies' | 'framework' | 'own dependencies' | 'service';
  /** Files of installed packages are read when the layer is built. */
  entries: () => Entry[];
}

/** What an image adds to its base. */
export interface ImageContent {
  source: ImageSource;
  description: Description;
  /** Program and its first arguments; a container's own follow. */
  entrypoint: readonly string[];
  layers: readonly LayerContent[];
  /** An SPDX document of all packages, as the image has it in {@link sbomPath}. */
  sbom: string;
}

/** Where an image has its list of packages. */
export const sbomPath = `${appFolder}/sbom.spdx.json`;

/** Parts of the command that develop and deliver: what runs in a cluster does without them and all that they need. */
const withoutInImages = new Set(['@hawser/local', '@hawser/delivery', '@hawser/chart']);

/** What the framework imports when the configuration asks for it, and no package names; left out where it isn’t installed. */
const onDemand = ['@hawser/otel'];

/**
 * Works out what images hold. All of them share the framework, the command and what both need; to those come the packages
 * that one service alone needs, and its own files.
 */
export async function contentsOf(
  project: Project,
  sources: readonly ImageSource[],
  platform: Platform,
): Promise<ImageContent[]> {
  const extra = onDemand.filter(name => project.lock[`node_modules/${name}`]?.link);
  const command = commandOf(project);
  const onTop = extra.map(name => project.workspaces.get(name)!);
  const framework = closureOf(project, [command, ...onTop], platform, withoutInImages);
  const own = sources.map(({ workspace }) =>
    without(closureOf(project, [workspace], platform, withoutInImages), framework),
  );
  const workspaces = new Set([framework, ...own].flatMap(closure => [...closure.workspaces.values()]));
  const found = packageFiles(project.root, [...workspaces]);
  const sourceFiles = found.flatMap(({ files }) => files.filter(isSource));
  const emitted = await transpile(project.root, sourceFiles);
  const packages = packagesOf(project.root, found, emitted);
  const shared = sharedLayers(project, framework, command, packages);
  return Promise.all(
    sources.map(async (source, index): Promise<ImageContent> => {
      const closure = own[index]!;
      const folders = [framework, closure].flatMap(({ workspaces }) => [...workspaces.values()]);
      const revision = revisionOf(project.root, ['package-lock.json', ...folders.map(({ path }) => path)]);
      const description = { ...(await describeSource(project, source)), revision };
      const sbom = sbomOf(project, source.name, description, [framework, closure]);
      const service = (): Entry[] => [...packages(closure), textEntry(sbomPath, sbom)];
      const modules = { title: 'own dependencies', entries: thirdParty(project.root, closure) } as const;
      const layers = [
        ...shared,
        ...(closure.modules.size > 0 ? [modules] : []),
        { title: 'service', entries: service } as const,
      ];
      return { source, description, entrypoint: entrypointOf(source), layers, sbom };
    }),
  );
}

/** The command's own file in an image, and its name on the `PATH`. */
const commandFile = `${appFolder}/bin/hawser.mjs`;

function sharedLayers(
  project: Project,
  framework: Closure,
  { path }: Workspace,
  packages: EntriesOf,
): LayerContent[] {
  const text = `#!/usr/bin/env node\nimport '../${path}/src/container.js';\n`;
  const command = textEntry(commandFile, text, true);
  return [
    { title: 'dependencies', entries: thirdParty(project.root, framework) },
    {
      title: 'framework',
      entries: () => [
        ...packages(framework),
        command,
        { path: 'usr/local/bin/hawser', target: `/${commandFile}` },
      ],
    },
  ];
}

const entrypointOf = ({ kind, workspace }: ImageSource): string[] =>
  kind === 'plugin' ? ['node', `/${appFolder}/${workspace.path}/plugin.js`] : ['node', `/${commandFile}`];

/** The entries of a closure's packages. */
type EntriesOf = (closure: Closure) => Entry[];

const packagesOf =
  (root: string, found: readonly PackageFiles[], emitted: Emitted): EntriesOf =>
  ({ workspaces }) => {
    const wanted = new Set(workspaces.values());
    return found
      .filter(({ workspace }) => wanted.has(workspace))
      .flatMap(files => packageEntries(root, files, emitted));
  };

const thirdParty =
  (root: string, { modules }: Closure) =>
  () =>
    thirdPartyEntries(root, modules.keys());

/** What a closure has beyond another. */
const without = (closure: Closure, other: Closure): Closure => ({
  workspaces: new Map([...closure.workspaces].filter(([name]) => !other.workspaces.has(name))),
  modules: new Map([...closure.modules].filter(([path]) => !other.modules.has(path))),
});
