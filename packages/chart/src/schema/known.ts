import { type ValuesKind, valuesByKind } from '../values/kinds.ts';
import { isMap, type SchemaNode, schemaNode, shapeOf } from './node.ts';

const header = `{{/*
Made from the schema of values (packages/chart/src/values); don't change it here. hawser.known.<kind> has a line for each key of a
chart's values that isn't known. It takes \`v\`, the values, \`p\`, the path before them, and \`others\`, further known keys, a line each.
*/}}
`;

/** The library's \`templates/check/_known.tpl\`: templates that compare the keys of values with those that are known. */
export function knownTemplates(): string {
  const maker = new Maker();
  const kinds = Object.entries(valuesByKind) as [ValuesKind, (typeof valuesByKind)[ValuesKind]][];
  for (const [kind, schema] of kinds) maker.define(`hawser.known.${kind}`, schemaNode(schema), true);
  return header + maker.text();
}

/** Makes a named template for each map that the schema has, one for those that are the same. */
class Maker {
  readonly #texts: string[] = [];
  readonly #names = new Map<string, string>();

  text(): string {
    return `${this.#texts.join('\n')}`;
  }

  define(name: string, node: SchemaNode, root = false): void {
    const keys = Object.keys(node.properties ?? {});
    const inner = Object.entries(node.properties ?? {})
      .map(([key, child]) =>
        this.#below(child, `.v.${key}`, `(print .p ${JSON.stringify(`${key}.`)})`, name, key),
      )
      .join('');
    const lines = JSON.stringify(`\n${keys.join('\n')}\n`);
    const names = JSON.stringify(keys.join(' '));
    // At the top, Helm has the values of other charts beside the chart's own.
    const known = root ? `$known := print ${lines} .others` : '$p := .p';
    const test = root ? '$known' : lines;
    const named = root ? `($known | trim | replace "\\n" " ")${below(node)}` : names;
    this.#texts.push(`{{- define ${JSON.stringify(name)} }}
{{- ${known} }}${root ? '\n{{- $p := .p }}' : ''}
{{- range $key, $value := .v }}
{{- if not (contains (print "\\n" $key "\\n") ${test}) }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" ${named}) }}{{ end }}
{{- end }}
${inner}{{- end }}
`);
  }

  /** Lines that go on below a key, where there is anything to compare. */
  #below(node: SchemaNode, value: string, path: string, parent: string, key: string): string {
    const found = [node, ...(node.anyOf ?? [])].find(one => isMap(one) || keyed(one) || listed(one));
    if (!found) return '';
    const guard = node.anyOf ? ` | kindIs "map"` : '';
    if (isMap(found)) {
      const name = this.#named(found, parent, key);
      const call = `{{ include "${name}" (dict "v" ${value} "p" ${path}) }}`;
      return guard ? `{{- if ${value}${guard} }}${call}{{ end }}\n` : `{{- if ${value} }}${call}{{ end }}\n`;
    }
    if (keyed(found)) {
      const name = this.#named(found.additionalProperties, parent, key);
      return `{{- range $name, $each := ${value} }}{{ if $each }}{{ include "${name}" (dict "v" $each "p" (print $p ${JSON.stringify(`${key}.`)} $name ".")) }}{{ end }}{{ end }}\n`;
    }
    const item = [found.items!, ...(found.items!.anyOf ?? [])].find(isMap)!;
    const name = this.#named(item, parent, key);
    return `{{- range $i, $each := ${value} }}{{ if kindIs "map" $each }}{{ include "${name}" (dict "v" $each "p" (printf "%s${key}[%d]." $p $i)) }}{{ end }}{{ end }}\n`;
  }

  #named(node: SchemaNode, parent: string, key: string): string {
    const text = shapeOf(node);
    const known = this.#names.get(text);
    if (known) return known;
    const name = `${parent}.${key}`;
    this.#names.set(text, name);
    this.define(name, node);
    return name;
  }
}

/** Where at the top of a chart a key of one server may have been meant: that server, and its keys. */
function below({ properties }: SchemaNode): string {
  const [server] = Object.entries(properties?.['servers']?.properties ?? {});
  if (!server) return '';
  const [name, { properties: own = {} }] = server;
  return ` "below" ${JSON.stringify(`servers.${name}`)} "keys" ${JSON.stringify(Object.keys(own).join(' '))}`;
}

/** A map of maps by names of the operator's choice. */
function keyed(node: SchemaNode): node is SchemaNode & { additionalProperties: SchemaNode } {
  return typeof node.additionalProperties === 'object' && isMap(node.additionalProperties);
}

/** A list of maps. */
const listed = (node: SchemaNode): boolean =>
  node.items !== undefined && [node.items, ...(node.items.anyOf ?? [])].some(isMap);
