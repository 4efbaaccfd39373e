import {
  type DescField,
  type DescMessage,
  fromJson,
  type JsonReadOptions,
  type JsonValue,
  type Registry,
} from '@bufbuild/protobuf';
import { HawserError } from '../../../error/index.ts';
import { hasOwnJson, jsonTypeOf } from './types.ts';

/** No more wrong fields than these are told of. */
const maxViolations = 20;
/** Elements of one list that are looked at one by one; beyond, the list as a whole is named. */
const maxElements = 1000;
const maxDepth = 100;
const maxName = 100;

type Options = Partial<JsonReadOptions> & { registry: Registry };

interface Wrong {
  field: string;
  reason: string;
  /** What it should have been, when that is what is wrong. */
  type?: string;
}

/**
 * The error for JSON that isn't a message of this type: every wrong field by its path. It takes the reader's word for
 * what is wrong and only finds out where, by trying the parts; it runs for refused requests alone.
 */
export function explain(schema: DescMessage, json: JsonValue, options: Options, cause: unknown): HawserError {
  const found: Wrong[] = [];
  walk(schema, json, '', 0);
  const first = found[0] ?? { field: schema.name, reason: `is not a ${schema.name}` };
  const violations = (found.length > 0 ? found : [first]).map(({ field, reason }) => ({ field, reason }));
  return first.type === undefined
    ? new HawserError('INVALID_PARAMETER', { key: first.field, reason: first.reason }, { violations, cause })
    : new HawserError(
        'INVALID_PARAMETER_TYPE',
        { key: first.field, type: first.type },
        { violations, cause },
      );

  function walk(message: DescMessage, value: JsonValue, path: string, depth: number): void {
    if (found.length >= maxViolations) return;
    if (depth >= maxDepth) {
      found.push({ field: path, reason: 'is nested too deeply' });
      return;
    }
    if (hasOwnJson(message)) {
      if (!reads(message, value)) wrongType(path || message.name, jsonTypeOf(message));
      return;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      wrongType(path || message.name, 'object');
      return;
    }
    const seen = new Map<unknown, string>();
    for (const [key, child] of Object.entries(value)) {
      if (found.length >= maxViolations) return;
      const name = key.slice(0, maxName);
      const at = path === '' ? name : `${path}.${name}`;
      const field = message.fields.find(one => one.name === key || one.jsonName === key);
      if (!field) {
        if (!isExtension(key)) found.push({ field: at, reason: `is not a field of ${message.name}` });
        continue;
      }
      const slot = field.oneof ?? field;
      const other = seen.get(slot);
      if (other !== undefined && child !== null)
        found.push({ field: at, reason: `is given together with ${other}` });
      seen.set(slot, name);
      if (child !== null)
        walkField(message, field, child, path === '' ? field.name : `${path}.${field.name}`, depth);
    }
  }

  function walkField(
    parent: DescMessage,
    field: DescField,
    value: JsonValue,
    path: string,
    depth: number,
  ): void {
    const fits = (part: JsonValue) => reads(parent, { [field.name]: part });
    if (field.fieldKind === 'message') {
      walk(field.message, value, path, depth + 1);
    } else if (field.fieldKind === 'list') {
      if (!Array.isArray(value)) {
        wrongType(path, 'array');
        return;
      }
      if (field.listKind !== 'message' && fits(value)) return;
      for (const [i, element] of value.slice(0, maxElements).entries()) {
        if (field.listKind === 'message') walk(field.message, element, `${path}[${i}]`, depth + 1);
        else if (!fits([element])) wrongType(`${path}[${i}]`, jsonTypeOf(field));
      }
    } else if (field.fieldKind === 'map') {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        wrongType(path, 'object');
        return;
      }
      for (const [key, element] of Object.entries(value).slice(0, maxElements)) {
        const at = `${path}[${JSON.stringify(key.slice(0, maxName))}]`;
        if (field.mapKind === 'message') walk(field.message, element, at, depth + 1);
        else if (!fits({ [key]: element })) wrongType(at, jsonTypeOf(field));
      }
    } else if (!fits(value)) {
      wrongType(path, jsonTypeOf(field));
    }
  }

  function wrongType(field: string, type: string): void {
    if (found.length < maxViolations) found.push({ field, reason: `must be ${type}`, type });
  }

  function isExtension(key: string): boolean {
    return (
      key.startsWith('[') &&
      key.endsWith(']') &&
      options.registry.getExtension(key.slice(1, -1)) !== undefined
    );
  }

  function reads(message: DescMessage, value: JsonValue): boolean {
    try {
      fromJson(message, value, options);
      return true;
    } catch {
      return false;
    }
  }
}
