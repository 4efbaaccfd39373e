import { create, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import type { DatabaseRow } from '../postgres.ts';
import { quote, type Resource } from './resource.ts';

/** Makes a message of a row. Columns that are NULL, or that weren't read, are the fields' defaults. */
export type ToMessage<D extends DescMessage> = (row: DatabaseRow) => MessageShape<D>;

/**
 * Compiles the conversion of a resource's rows to a function with one assignment a field, as a JSON Schema validator
 * does. A proto3 message is a plain object; copying an empty one takes twenty times as long (16 µs against 0.7 µs for 23
 * fields), and `create` more. The names in the text are those of the contract and of columns, which {@link quote} checks.
 */
export function compileMessage<D extends DescMessage>({ message, columns }: Resource<D>): ToMessage<D> {
  const empty = create(message) as Record<string, unknown>;
  if (Object.getPrototypeOf(empty) !== Object.prototype)
    throw new Error(`${message.typeName} is no proto3 message`);
  const fields = new Set(message.fields.map(({ localName }) => localName));
  const steps = [...columns.values()].filter(({ key }) => fields.has(key));
  const defaults = Object.entries(empty).map(([name, value]) => `${JSON.stringify(name)}: ${literal(value)}`);
  const assignments = steps.map(({ name, key }, i) => {
    const column = `row[${quote(name)}]`;
    return `if (${column} != null) made[${JSON.stringify(key)}] = decode[${i}](${column});`;
  });
  const text = `return row => { const made = { ${defaults.join(', ')} }; ${assignments.join(' ')} return made; }`;
  const compile = new Function('decode', text) as (decode: ((value: unknown) => unknown)[]) => ToMessage<D>;
  return compile(steps.map(({ codec }) => codec.fromColumn));
}

/** A field's default as source text: each message has a list of its own. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'object') return '{ case: undefined }';
  return JSON.stringify(value);
}
