import { create, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import type { DatabaseRow } from '../postgres.ts';
import type { Resource } from './resource.ts';

/** Makes a message of a row. Columns that are NULL, or that weren't read, are the fields' defaults. */
export type ToMessage<D extends DescMessage> = (row: DatabaseRow) => MessageShape<D>;

interface Step {
  column: string;
  field: string;
  decode: (value: unknown) => unknown;
}

/**
 * Compiles the conversion of a resource's rows. A proto3 message is a plain object, so that a copy of an empty one is
 * much quicker than `create`, which goes through the fields' descriptors each time.
 */
export function compileMessage<D extends DescMessage>({ message, columns }: Resource<D>): ToMessage<D> {
  const fields = new Set(message.fields.map(({ localName }) => localName));
  const steps: Step[] = [...columns.values()]
    .filter(({ key }) => fields.has(key))
    .map(({ name, key, codec }) => ({ column: name, field: key, decode: codec.fromColumn }));
  const lists = message.fields
    .filter(({ fieldKind }) => fieldKind === 'list')
    .map(({ localName }) => localName);
  const empty = create(message) as Record<string, unknown>;
  if (Object.getPrototypeOf(empty) !== Object.prototype)
    throw new Error(`${message.typeName} is no proto3 message`);
  return row => {
    const made: Record<string, unknown> = { ...empty };
    for (const list of lists) made[list] = [];
    for (const { column, field, decode } of steps) {
      const value = row[column];
      if (value !== null && value !== undefined) made[field] = decode(value);
    }
    return made as MessageShape<D>;
  };
}
