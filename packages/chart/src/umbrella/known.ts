/** Values as a values.yaml has them. */
export type Values = Readonly<Record<string, unknown>>;

export interface KnownOptions {
  /** Paths of maps whose keys are the operator's choice. */
  open: readonly string[];
  /** Further keys at the top, whose own keys others check. */
  others: readonly string[];
  /** Keys at the top whose own keys a named template of the library checks. */
  templates: Readonly<Record<string, string>>;
}

/**
 * Named templates that compare the keys of values with those of a chart's values.yaml, as the library's do for kinds that
 * it knows: `<name>` has a line for each that isn't known. A map that is empty there takes any key.
 */
export function knownTemplates(
  name: string,
  defaults: Values,
  { open, others, templates }: KnownOptions,
): string {
  const texts: string[] = [];
  const define = (template: string, values: Values, path: string, further: readonly string[]) => {
    const keys = [...Object.keys(values), ...further];
    const called = (key: string, its: string) =>
      `{{- with index .v ${quoted(key)} }}{{ include ${quoted(its)} (dict "v" . "p" (print $p ${quoted(`${key}.`)})) }}{{ end }}\n`;
    const below = Object.entries(values).flatMap(([key, value]) => {
      if (!isMap(value) || Object.keys(value).length === 0 || open.includes(path + key)) return [];
      define(`${template}.${key}`, value, `${path}${key}.`, []);
      return [called(key, `${template}.${key}`)];
    });
    if (template === name) below.push(...Object.entries(templates).map(([key, its]) => called(key, its)));
    texts.push(`{{- define ${quoted(template)} }}
{{- $p := .p }}
{{- range $key, $value := .v }}
{{- if not (contains (print "\\n" $key "\\n") ${quoted(`\n${keys.join('\n')}\n`)}) }}{{ include "hawser.unknown" (dict "key" $key "at" $p "known" ${quoted(keys.join(' '))}) }}{{ end }}
{{- end }}
${below.join('')}{{- end }}
`);
  };
  define(name, defaults, '', others);
  return texts.join('\n');
}

const quoted = (text: string) => JSON.stringify(text);

export const isMap = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
