import type { Path } from './path.ts';
import type { Source } from './source.ts';

/** Text, number, boolean, or null, which takes a value away. */
export type Scalar = string | number | bigint | boolean | null;

/** Plain data, as files and defaults give it. */
export type Plain = Scalar | readonly Plain[] | { readonly [key: string]: Plain | undefined };

/** One value of a layer, with where it was written. Layers are merged as trees so that no value loses its origin. */
export type Node = MapNode | ListNode | ScalarNode;

export interface MapNode {
  kind: 'map';
  source: Source;
  entries: Map<string, Node>;
}

export interface ListNode {
  kind: 'list';
  source: Source;
  items: Node[];
}

export interface ScalarNode {
  kind: 'scalar';
  source: Source;
  value: Scalar;
}

/** An empty map of `source`. */
export const emptyMap = (source: Source): MapNode => ({ kind: 'map', source, entries: new Map() });

/** The tree of plain data, every value from `source`. Keys whose value is undefined are left out. */
export function fromPlain(value: Plain, source: Source): Node {
  if (Array.isArray(value)) {
    return { kind: 'list', source, items: (value as readonly Plain[]).map(item => fromPlain(item, source)) };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'scalar', source, value: value as Scalar };
  const map = emptyMap(source);
  for (const key of Object.keys(value)) {
    const item = (value as { readonly [key: string]: Plain | undefined })[key];
    if (item !== undefined) map.entries.set(key, fromPlain(item, source));
  }
  return map;
}

/** The plain data of a tree; a map's keys that are null are left out, in lists null stays. */
export function toPlain(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toPlain);
  const object: Record<string, unknown> = {};
  for (const [key, child] of node.entries) {
    if (child.kind !== 'scalar' || child.value !== null) object[key] = toPlain(child);
  }
  return object;
}

/** The node at `path`, if the tree has one. */
export function nodeAt(root: Node, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.get(String(step));
    else if (node?.kind === 'list') node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}

/** Keys that change what an object is instead of what it holds; no layer may have one, at any depth. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
