import { type ValuesKind, valuesByKind } from '../values/kinds.ts';
import { mapNodes, type SchemaNode, schemaNode } from './node.ts';

/** A JSON Schema document. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The `values.schema.json` of a kind of chart. It checks types and ranges. Keys that nothing knows pass, since the library
 * refuses them, with the nearest one that is known. Any key may be null.
 */
export const helmSchema = (kind: ValuesKind): JsonSchema => document(helmNode(kind));

/**
 * The `values.schema.json` of an umbrella, with its charts' in it. Where an umbrella has it, its charts need none: Helm reads a
 * schema for each chart that has one, at each rendering, and that takes longer than the rendering itself.
 *
 * @param charts the kinds of its charts, by their names or aliases
 */
export function umbrellaSchema(charts: Readonly<Record<string, ValuesKind>>): JsonSchema {
  const { properties, ...own } = helmNode('umbrella');
  const parts = Object.entries(charts).map(([name, kind]) => [name, helmNode(kind)]);
  return document({ ...own, properties: { ...properties, ...Object.fromEntries(parts) } });
}

const helmNode = (kind: ValuesKind): SchemaNode =>
  mapNodes(schemaNode(valuesByKind[kind]), node => nullable(open(bare(node))));

/** The same for editors: with the descriptions, and closed, so that an unknown key is marked while it is typed. */
export const strictSchema = (kind: ValuesKind): JsonSchema =>
  document(mapNodes(schemaNode(valuesByKind[kind]), node => nullable(withoutText(node))));

function document(node: SchemaNode): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...shared(node) };
}

/** A node without keywords that are not JSON Schema's, and without those that say nothing. */
function withoutText({ defaultText: _, propertyNames, ...node }: SchemaNode): SchemaNode {
  if (!propertyNames?.pattern) return node;
  const { pattern, maxLength } = propertyNames;
  return { ...node, propertyNames: { pattern, maxLength } };
}

/** A node without what only people read: Helm reads the schema of each chart at each rendering. */
function bare(node: SchemaNode): SchemaNode {
  const { description: _, default: __, ...rest } = withoutText(node);
  return rest;
}

/** A map that takes unknown keys. */
function open(node: SchemaNode): SchemaNode {
  if (node.additionalProperties !== false) return node;
  const { additionalProperties: _, ...rest } = node;
  return rest;
}

/** A node that takes null, too: an absent key by another name. */
function nullable(node: SchemaNode): SchemaNode {
  if (node.enum) {
    const { type: _, ...rest } = node;
    return { ...rest, enum: [...node.enum, null] };
  }
  if (node.anyOf) return { ...node, anyOf: [...node.anyOf, { type: 'null' }] };
  if (typeof node.type === 'string') return { ...node, type: [node.type, 'null'] };
  return node;
}

/** A schema in which what is there several times stands once, in `definitions`. Smaller, and read faster. */
function shared(root: SchemaNode): JsonSchema {
  const counts = new Map<string, number>();
  const count = (node: SchemaNode) => {
    const text = JSON.stringify(node);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    return node;
  };
  mapNodes(root, count);
  const definitions = new Map<string, { name: string; node: SchemaNode }>();
  const refer = (node: SchemaNode): SchemaNode => {
    const text = JSON.stringify(node);
    // A pattern is compiled at each place that has it.
    const costs = node.pattern !== undefined || text.length >= 200;
    if (!costs || (counts.get(text) ?? 0) < 2) return inside(node);
    if (!definitions.has(text)) {
      const name = `d${definitions.size + 1}`;
      definitions.set(text, { name, node: {} });
      definitions.set(text, { name, node: inside(node) });
    }
    return { $ref: `#/definitions/${definitions.get(text)!.name}` };
  };
  const inside = (node: SchemaNode): SchemaNode => {
    const copy = { ...node };
    if (copy.properties) {
      copy.properties = Object.fromEntries(
        Object.entries(copy.properties).map(([key, child]) => [key, refer(child)]),
      );
    }
    if (typeof copy.additionalProperties === 'object')
      copy.additionalProperties = refer(copy.additionalProperties);
    if (copy.items) copy.items = refer(copy.items);
    if (copy.anyOf) copy.anyOf = copy.anyOf.map(refer);
    return copy;
  };
  const body = inside(root);
  const all = Object.fromEntries([...definitions.values()].map(({ name, node }) => [name, node]));
  return definitions.size > 0 ? { ...body, definitions: all } : body;
}
