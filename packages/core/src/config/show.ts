import { Document, isScalar, type Node as YamlNode } from 'yaml';
import type { z } from 'zod';
import type { Loaded } from './load.ts';
import { formatPath, type Path } from './path.ts';
import { isSecret, masked } from './secret.ts';
import { formatSource } from './source.ts';

/** How a configuration is shown. */
export interface ShowOptions {
  /**
   * `yaml`, the default: a file that could be read back, secrets aside, with a comment at every value of where it comes
   * from. `json`: `{config, sources}`, where `sources` has the same by path.
   */
  format?: 'yaml' | 'json';
}

/** What `hawser config show` prints: the whole result, where every value comes from, and secrets masked. */
export function showConfig<T>(loaded: Loaded<T>, options: ShowOptions = {}): string {
  const shown = maskTree(loaded.value, loaded.schema, []);
  const sources = new Map<string, string>();
  for (const path of leaves(loaded.value, [])) {
    const source = loaded.source(path);
    if (source) sources.set(formatPath(path), formatSource(source));
  }
  if (options.format === 'json') {
    return `${JSON.stringify({ config: shown, sources: Object.fromEntries(sources) }, undefined, 2)}\n`;
  }
  const document = new Document(shown);
  annotate(document, loaded.value, sources);
  return document.toString({ lineWidth: 0 });
}

/** Every path that ends in something without keys or items. */
function* leaves(value: unknown, path: Path): Generator<Path> {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (!below.length) yield path;
  for (const [key, item] of below) yield* leaves(item, [...path, Array.isArray(value) ? Number(key) : key]);
}

function annotate(document: Document, value: unknown, sources: ReadonlyMap<string, string>): void {
  for (const path of leaves(value, [])) {
    const node = document.getIn(path, true) as YamlNode | undefined;
    const source = sources.get(formatPath(path));
    if (!node || !source) continue;
    if (!isScalar(node)) (node as YamlNode & { flow?: boolean }).flow = true;
    node.comment = ` ${source}`;
  }
}

function maskTree(value: unknown, schema: z.ZodType, path: Path): unknown {
  if (Array.isArray(value)) return value.map((item, i) => maskTree(item, schema, [...path, i]));
  if (typeof value !== 'object' || value === null) return masked(value, isSecret(schema, path));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, maskTree(item, schema, [...path, key])]),
  );
}
