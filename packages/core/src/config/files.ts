import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { editDistance } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Layer, Source } from './source.ts';
import { emptyMap, type MapNode, type Node } from './tree.ts';
import { parseYaml } from './yaml.ts';

/** What a service runs as; each may have its own files beside the shared ones. */
export type ServerType = 'grpc' | 'rest' | 'scheduler' | 'worker';

export const serverTypes: readonly ServerType[] = ['grpc', 'rest', 'scheduler', 'worker'];

/** The files of a folder that are read, in this order, each followed by its `_<server>.yaml`. */
const layers = ['config', 'shared', 'database', 'application'] as const;

/** A file's layer. */
export interface FileLayer {
  file: string;
  node: Node;
}

/**
 * Reads files and folders of files, in order; where a folder is named, its `config.yaml`, `shared.yaml`, `database.yaml`
 * and `application.yaml`, as far as they exist. After `x.yaml` comes `x_<server>.yaml` beside it, if it exists, and then
 * what its `IMPORT` names, in that order. A file is read once: where several name it, at the first.
 */
export function readFiles(
  paths: readonly string[],
  server: ServerType | undefined,
  problems: Problem[],
): FileLayer[] {
  const read: FileLayer[] = [];
  const seen = new Set<string>();

  function readFile(file: string, from?: Source): void {
    const id = resolve(file);
    if (seen.has(id)) return;
    seen.add(id);
    const layer = layerOf(file);
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      problems.push({
        code: from ? 'CONFIG_IMPORT' : 'CONFIG_FILE',
        path: from ? 'IMPORT' : '',
        source: from ?? { layer, file },
        message: `${file} can't be read: ${(error as NodeJS.ErrnoException).code}`,
      });
      return;
    }
    const root = parseYaml(text, file, layer, problems);
    const parts = root && split(root, file, problems);
    if (parts) read.push({ file, node: parts.body });
    const own = server && !isServerFile(file) && file.replace(/(\.ya?ml)$/, `_${server}$1`);
    if (own && own !== file && isFile(own)) readFile(own);
    for (const imported of parts?.imports ?? []) readFile(imported.file, imported.source);
  }

  for (const path of paths) {
    if (!isFolder(path)) {
      readFile(path);
      continue;
    }
    problems.push(...strangers(path));
    for (const layer of layers) {
      const file = join(path, `${layer}.yaml`);
      if (isFile(file)) readFile(file);
      else if (server && isFile(join(path, `${layer}_${server}.yaml`)))
        readFile(join(path, `${layer}_${server}.yaml`));
    }
  }
  return read;
}

/** Takes a file apart into its keys, whether or not they stand below `GLOBAL`, and the files that it imports. */
function split(root: Node, file: string, problems: Problem[]) {
  const problem = (code: Problem['code'], path: string, source: Source, message: string) => {
    problems.push({ code, path, source, message });
  };
  if (root.kind !== 'map') {
    problem('CONFIG_SYNTAX', '', root.source, `holds a ${root.kind}, not a map of keys`);
    return undefined;
  }
  const own = new Map(root.entries);
  const imports: { file: string; source: Source }[] = [];
  // REMOTE_URL is Cloudforet's older name of IMPORT.
  for (const key of ['IMPORT', 'REMOTE_URL']) {
    const given = own.get(key);
    own.delete(key);
    for (const item of given?.kind === 'list' ? given.items : given ? [given] : []) {
      const target =
        item.kind === 'scalar' && typeof item.value === 'string' ? localFile(item.value, file) : undefined;
      if (target) imports.push({ file: target, source: item.source });
      else
        problem(
          'CONFIG_IMPORT',
          key,
          item.source,
          'takes paths and file:// URLs; nothing is fetched over a network',
        );
    }
  }
  const global = own.get('GLOBAL');
  if (!global) return { body: { ...root, entries: own } satisfies MapNode, imports };
  for (const [key, node] of own) {
    if (key !== 'GLOBAL')
      problem('CONFIG_UNKNOWN_KEY', key, node.source, 'stands beside GLOBAL; keys belong below it');
  }
  if (global.kind !== 'map' && !(global.kind === 'scalar' && global.value === null)) {
    problem('CONFIG_INVALID_VALUE', 'GLOBAL', global.source, `expected a map of keys, got a ${global.kind}`);
  }
  return { body: global.kind === 'map' ? global : emptyMap(global.source), imports };
}

function localFile(path: string, from: string): string | undefined {
  if (!/^\w[\w+.-]*:\/\//.test(path)) return isAbsolute(path) ? path : join(dirname(from), path);
  try {
    return path.startsWith('file:///') ? fileURLToPath(path) : undefined;
  } catch {
    return undefined;
  }
}

/** YAML files of a folder that look meant to be read but aren't: misspelt, or with another ending. */
function strangers(folder: string): Problem[] {
  const names = layers.flatMap(layer => [layer, ...serverTypes.map(server => `${layer}_${server}`)]);
  return readdirSync(folder)
    .filter(file => /\.ya?ml$/.test(file) && !names.includes(basename(file, '.yaml')))
    .flatMap(file => {
      const stem = file.replace(/\.ya?ml$/, '');
      const meant = names.find(name => editDistance(stem, name) <= 2);
      if (!meant) return [];
      const source: Source = { layer: 'file', file: join(folder, file) };
      const message = 'is no file that is read from a folder';
      return [{ code: 'CONFIG_FILE', path: '', source, message, nearest: `${meant}.yaml` } satisfies Problem];
    });
}

const stem = (file: string): string => basename(file).replace(/\.ya?ml$/, '');

const isServerFile = (file: string): boolean => serverTypes.some(server => stem(file).endsWith(`_${server}`));

function layerOf(file: string): Layer {
  const name = stem(file).replace(/_(grpc|rest|scheduler|worker)$/, '');
  return layers.find(layer => layer === name) ?? 'file';
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
