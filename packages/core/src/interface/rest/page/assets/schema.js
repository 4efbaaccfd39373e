import { h, prose } from './dom.js';

/** Finds what a `$ref` stands for and gives it the keywords beside the reference. */
export function resolve(spec, schema) {
  if (!schema?.$ref) return schema ?? {};
  const { $ref, ...beside } = schema;
  return { ...spec.components.schemas[$ref.replace('#/components/schemas/', '')], ...beside };
}

const shortName = ref => ref.split('/').at(-1).split('.').at(-1);

/** A type in words: `string`, `Book[]`, `map of string`. */
export function typeName(spec, schema) {
  if (schema.$ref) {
    const target = resolve(spec, schema);
    return target.enum ? 'enum' : shortName(schema.$ref);
  }
  if (schema.type === 'array') return `${typeName(spec, schema.items ?? {})}[]`;
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object')
    return `map of ${typeName(spec, schema.additionalProperties)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any');
  return schema.format && schema.format !== 'int32' ? `${type} (${schema.format})` : type;
}

const ruleWords = {
  minLength: 'at least {} characters',
  maxLength: 'at most {} characters',
  minimum: '≥ {}',
  maximum: '≤ {}',
  exclusiveMinimum: '> {}',
  exclusiveMaximum: '< {}',
  minItems: 'at least {}',
  maxItems: 'at most {}',
  maxProperties: 'at most {} entries',
  pattern: 'matches {}',
};

/** The rules of a field in words. */
export const rules = schema =>
  Object.entries(ruleWords)
    .filter(([keyword]) => schema[keyword] !== undefined && !(keyword === 'pattern' && schema.format))
    .map(([keyword, words]) => words.replace('{}', String(schema[keyword])));

/** The message behind a field, for opening it: the object itself or that of a list's or map's elements. */
function inner(spec, schema) {
  const target = resolve(spec, schema);
  if (target.properties) return target;
  const element = target.items ?? target.additionalProperties;
  return typeof element === 'object' ? inner(spec, element) : undefined;
}

/** The fields of a message as a list; those that are messages can be opened. */
export function fields(spec, schema) {
  const target = resolve(spec, schema);
  const element = target.properties ? target : inner(spec, schema);
  if (!element || Object.keys(element.properties).length === 0)
    return h('p', { class: 'faint' }, target.type === 'object' ? 'No fields.' : typeName(spec, schema));
  const required = new Set(element.required);
  return h(
    'ul',
    { class: 'fields' },
    Object.entries(element.properties).map(([name, field]) =>
      fieldItem(spec, name, field, required.has(name)),
    ),
  );
}

function fieldItem(spec, name, field, required) {
  const target = resolve(spec, field);
  const values = (target.enum ?? target.items?.enum ?? resolve(spec, target.items).enum)?.map(value =>
    h('code', {}, String(value)),
  );
  const line = [
    h('code', { class: 'name' }, name),
    h('span', { class: 'type' }, typeName(spec, field)),
    required && h('span', { class: 'tag required' }, 'required'),
    ...rules(target).map(rule => h('span', { class: 'tag' }, rule)),
  ].filter(Boolean);
  const comment = [
    ...(field.description ? prose(field.description) : []),
    values && h('p', { class: 'values' }, ...values),
  ].filter(Boolean);
  const nested = inner(spec, field);
  if (!nested || Object.keys(nested.properties).length === 0)
    return h('li', {}, h('div', { class: 'line' }, line), comment);
  // Made when it is opened: messages may contain themselves.
  const details = h('details', {}, h('summary', { class: 'line' }, line), comment);
  details.addEventListener('toggle', () => details.append(fields(spec, field)), { once: true });
  return h('li', {}, details);
}

/**
 * An example of a message: its required fields alone or, with `all`, every field. Of fields that exclude each other it
 * has the first, and a message that contains itself isn't repeated.
 * @param inside the types that it is part of.
 */
export function example(spec, schema, all, inside = [], needed = false) {
  const target = resolve(spec, schema);
  if (target.const !== undefined) return target.const;
  if (target.enum) return target.enum[1] ?? target.enum[0];
  if (target.examples) return target.examples[0];
  const within = schema.$ref ? [...inside, schema.$ref] : inside;
  if (target.properties) {
    const required = new Set(target.required);
    const oneofs = new Set();
    const kept = Object.entries(target.properties).filter(([name, field]) => {
      const oneof = field['x-hawser-oneof'];
      if (oneofs.has(oneof)) return false;
      const wanted = required.has(name) || (all && !within.includes(refOf(field)));
      if (wanted && oneof !== undefined) oneofs.add(oneof);
      return wanted;
    });
    return Object.fromEntries(
      kept.map(([name, field]) => [name, example(spec, field, all, within, required.has(name))]),
    );
  }
  const type = Array.isArray(target.type) ? target.type[0] : target.type;
  if (type === 'array') return [example(spec, target.items ?? {}, all, within, needed)];
  if (type === 'object') return {};
  if (type === 'integer' || type === 'number') return target.minimum ?? 0;
  if (type === 'boolean') return false;
  if (target.format === 'date-time') return '2026-01-31T12:00:00Z';
  if (target.format === 'int64') return '0';
  if (type === 'string') return needed ? 'text' : '';
  return null;
}

/** The message that a field, or an element of it, is. */
const refOf = field => field.$ref ?? (field.items ?? field.additionalProperties)?.$ref;
