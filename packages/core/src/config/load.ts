import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { z } from 'zod';
import { applyBackends, type Backend, frameworkBackends } from './backend.ts';
import { canonical, type Findings } from './canonical.ts';
import { readEnvironment } from './environment.ts';
import { readFiles, type ServerType } from './files.ts';
import { type DeepReadonly, deepFreeze } from './freeze.ts';
import { merge } from './merge.ts';
import { type Path, parsePath } from './path.ts';
import { ConfigError, type Problem } from './problem.ts';
import type { Layer, Source } from './source.ts';
import { emptyMap, fromPlain, type Node, nodeAt, type Plain } from './tree.ts';
import { validate } from './validate.ts';

/** Keys of a configuration with values, as plain data. */
export type ConfigTree = { readonly [key: string]: Plain | undefined };

/** What a configuration is made of. The layers are listed as they are merged: later ones override earlier ones. */
export interface LoadOptions<S extends z.ZodType> {
  /** All keys, with the framework's defaults: `configSchema`, or `serviceSchema(own)`. */
  schema: S;
  /** The server to be started. Its own layers are used; without one, as when a process hosts several, none are. */
  server?: ServerType | undefined;
  /** Defaults of the service, from its manifest. */
  serviceDefaults?: ConfigTree | undefined;
  /** Defaults of the service for one type of server. */
  serverDefaults?: Partial<Record<ServerType, ConfigTree>> | undefined;
  /** Defaults of what hosts the service, such as the loopback addresses of `hawser up`. */
  hostDefaults?: ConfigTree | undefined;
  /** Folder with `config.yaml`, `shared.yaml`, `database.yaml`, `application.yaml` and their `_<server>.yaml`, if it is there. */
  directory?: string | undefined;
  /** Further files, or folders of files; they have to be there. */
  files?: readonly string[] | undefined;
  /** Usually `process.env`: `HAWSER_CONFIG` (more files) and `HAWSER_<KEY>__<KEY>`. Default: none. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Above all: options of the command line. */
  overrides?: ConfigTree | undefined;
  /** What `backend` can name, beside the framework’s own. A kind without any takes any name. */
  backends?: readonly Backend[] | undefined;
}

/** A configuration that is valid. */
export interface Loaded<T> {
  /** Deeply frozen. */
  readonly value: DeepReadonly<T>;
  /** What is questionable but didn't stop the start: keys without an effect. */
  readonly problems: readonly Problem[];
  /** The files that were read, in order. */
  readonly files: readonly string[];
  readonly schema: z.ZodType;
  /** Where the value at a path, such as `DATABASES.default.port`, comes from; undefined if there is no such value. */
  source(path: string | Path): Source | undefined;
}

/**
 * Reads, merges and validates a configuration. Synchronous, for it comes before everything else.
 *
 * @throws ConfigError with every problem of every layer.
 */
export function loadConfig<S extends z.ZodType>(options: LoadOptions<S>): Loaded<z.output<S>> {
  const { schema, server } = options;
  const backends = [...(options.backends ?? []), ...frameworkBackends];
  const found: Findings = { problems: [], warnings: [] };
  let tree: Node = emptyMap({ layer: 'default' });

  const add = (node: Node) => {
    tree = merge(tree, canonical(node, schema, found), found.problems);
  };
  const addPlain = (layer: Layer, value: ConfigTree | undefined) => {
    if (value) add(fromPlain(value, { layer }));
  };

  addPlain('service default', options.serviceDefaults);
  if (server) addPlain('service default', options.serverDefaults?.[server]);
  addPlain('host default', options.hostDefaults);
  const named = options.env?.HAWSER_CONFIG?.split(delimiter).filter(Boolean) ?? [];
  const folder = options.directory !== undefined && existsSync(options.directory) ? [options.directory] : [];
  const paths = [...folder, ...(options.files ?? []), ...named];
  const files = readFiles(paths, server, found.problems);
  for (const { node } of files) add(node);
  if (options.env) add(readEnvironment(options.env, schema, tree, found.problems));
  addPlain('override', options.overrides);

  const value = validate(schema, tree, found.problems);
  if (value !== undefined) applyBackends(schema, value, tree, backends, found);
  if (value === undefined || found.problems.length) throw new ConfigError(found.problems);
  return {
    value: deepFreeze(value),
    problems: found.warnings,
    files: files.map(({ file }) => file),
    schema,
    source: path => sourceOf(typeof path === 'string' ? parsePath(path) : path, value, tree),
  };
}

function sourceOf(path: Path, value: unknown, tree: Node): Source | undefined {
  let item = value;
  for (const step of path) {
    if (typeof item !== 'object' || item === null || !Object.hasOwn(item, step)) return undefined;
    item = (item as Record<string | number, unknown>)[step];
  }
  const node = nodeAt(tree, path);
  return node && !(node.kind === 'scalar' && node.value === null) ? node.source : { layer: 'default' };
}
