import { type ValuesKind, valuesByKind } from '../values/kinds.ts';
import { isMap, type SchemaNode, schemaNode, shapeOf } from './node.ts';

/** A value as a table names it. */
export interface ValueRow {
  /** The key’s whole path; `<name>` for a name of the operator’s choice, `[]` for each item of a list. */
  key: string;
  type: string;
  /** The default as text, in Markdown. */
  default: string;
  description: string;
}

/** Every value that a kind of chart has. */
export function valueRows(kind: ValuesKind): ValueRow[] {
  return rows(schemaNode(valuesByKind[kind]), '');
}

/**
 * The table of every value, in Markdown.
 *
 * @param defaults the chart's own values.yaml: what it says is the default there, whatever the library's is
 */
export function valuesTable(kind: ValuesKind, defaults: Readonly<Record<string, unknown>> = {}): string {
  const lines = valueRows(kind).map(row => {
    const own = at(defaults, row.key);
    const usual = own === undefined || isFull(own) ? row.default : code(own);
    return `| \`${row.key}\` | ${row.type} | ${usual} | ${markdown(row.description)} |`;
  });
  return ['| Key | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

function rows(node: SchemaNode, path: string): ValueRow[] {
  return alike(node).flatMap(([name, child]) => {
    const key = path + name;
    const usual =
      child.defaultText !== undefined
        ? markdown(child.defaultText)
        : child.default !== undefined
          ? code(child.default)
          : '–';
    const row = { key, type: typeOf(child), default: usual, description: child.description ?? '' };
    return [row, ...below(child, key)];
  });
}

/** The keys of a map; maps that differ in what they are for alone are one, with all their names. */
function alike(node: SchemaNode): [name: string, node: SchemaNode][] {
  const groups = new Map<string, { names: string[]; node: SchemaNode }>();
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const group = isMap(child) ? shapeOf(child) : name;
    const same = groups.get(group);
    if (same) same.names.push(name);
    else groups.set(group, { names: [name], node: child });
  }
  return [...groups.values()].map(({ names, node: child }) =>
    names.length === 1
      ? [names[0]!, child]
      : [`<${names.join(', ')}>`, { ...child, description: 'One of each.' }],
  );
}

function below(node: SchemaNode, key: string): ValueRow[] {
  const found = [node, ...(node.anyOf ?? [])];
  return found.flatMap(one => {
    if (isMap(one)) return rows(one, `${key}.`);
    if (typeof one.additionalProperties === 'object') return below(one.additionalProperties, `${key}.<name>`);
    return one.items ? below(one.items, `${key}[]`) : [];
  });
}

/** A type as people read it. */
function typeOf(node: SchemaNode): string {
  if (node.enum) return node.enum.map(code).join(', ');
  if (node.anyOf) return [...new Set(node.anyOf.map(typeOf))].join(' or ');
  if (node.items)
    return isMap(node.items) || node.items.type === 'object'
      ? 'list of maps'
      : `list of ${typeOf(node.items)}`;
  const names: Readonly<Record<string, string>> = {
    object: 'map',
    string: 'text',
    boolean: 'true or false',
    integer: 'whole number',
    number: 'number',
  };
  return [node.type]
    .flat()
    .map(type => names[String(type)] ?? 'anything')
    .join(' or ');
}

/** What a values file says at a path without `<name>` and `[]`. */
function at(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), values);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps with keys are told by their keys' own rows. */
const isFull = (value: unknown) => isRecord(value) && Object.keys(value).length > 0;

const code = (value: unknown): string => `\`${markdown(JSON.stringify(value))}\``;
const markdown = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
