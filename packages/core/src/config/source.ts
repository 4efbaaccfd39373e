/** What gave a value; later ones override earlier ones, in this order. A `file` is one that isn't named after a layer. */
export type Layer =
  | 'default'
  | 'service default'
  | 'host default'
  | 'config'
  | 'shared'
  | 'database'
  | 'application'
  | 'file'
  | 'environment'
  | 'override';

/** Where a value of the configuration comes from. */
export interface Source {
  layer: Layer;
  /** The file as the caller named it, for values of files. */
  file?: string;
  /** 1-based, of the key (of the item, in a list). */
  line?: number;
  /** 1-based, in characters. */
  column?: number;
  /** The environment variable's name, for values of the environment. */
  variable?: string;
}

/** `shared.yaml:3:5`, `$HAWSER_LOG__LEVEL`, or the layer's name: what messages and `hawser config show` print. */
export function formatSource(source: Source): string {
  if (source.variable) return `$${source.variable}`;
  if (!source.file) return source.layer;
  return source.line ? `${source.file}:${source.line}:${source.column}` : source.file;
}
