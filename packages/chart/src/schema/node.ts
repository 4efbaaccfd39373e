import { z } from 'zod';

/** What a JSON Schema says of one value, as far as the schemas of values need it. */
export interface SchemaNode {
  type?: string | string[];
  description?: string;
  default?: unknown;
  /** The default in words, for tables; no keyword of JSON Schema. */
  defaultText?: string;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: boolean | SchemaNode;
  propertyNames?: SchemaNode;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  [keyword: string]: unknown;
}

const nodes = new WeakMap<z.ZodType, SchemaNode>();

/**
 * The schema of values as JSON Schema of draft 7, which all versions of Helm read; nothing is required in it. Worked out once a
 * schema: the charts of all services have the same few, so what is given isn't to be changed.
 */
export function schemaNode(schema: z.ZodType): SchemaNode {
  const known = nodes.get(schema);
  if (known) return known;
  const { $schema: _, ...node } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  nodes.set(schema, node as SchemaNode);
  return node as SchemaNode;
}

/** Whether a node is a map with keys of its own, and no others. */
export const isMap = (node: SchemaNode): node is SchemaNode & { properties: Record<string, SchemaNode> } =>
  node.properties !== undefined && node.additionalProperties === false;

/** What of a node isn't for people: two with the same shape take the same values. */
export const shapeOf = (node: SchemaNode): string =>
  JSON.stringify(mapNodes(node, ({ description: _, default: __, defaultText: ___, ...shape }) => shape));

/** A copy of a node, and of those in it, changed from the innermost outwards. */
export function mapNodes(node: SchemaNode, change: (node: SchemaNode) => SchemaNode): SchemaNode {
  const copy = { ...node };
  const inner = (child: SchemaNode) => mapNodes(child, change);
  if (copy.properties) {
    copy.properties = Object.fromEntries(
      Object.entries(copy.properties).map(([name, child]) => [name, inner(child)]),
    );
  }
  if (typeof copy.additionalProperties === 'object')
    copy.additionalProperties = inner(copy.additionalProperties);
  if (copy.items) copy.items = inner(copy.items);
  if (copy.anyOf) copy.anyOf = copy.anyOf.map(inner);
  return change(copy);
}
