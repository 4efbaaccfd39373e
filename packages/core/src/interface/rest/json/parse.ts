import { isUtf8 } from 'node:buffer';
import type { JsonValue } from '@bufbuild/protobuf';
import { errors } from '../../../error/index.ts';

/** Text that may hold a number beyond a double's range, which `JSON.parse` turns into infinity. */
const mayBeHuge = /[eE]\+?\d{3}|\d{309}/;

/** Reads a JSON body. An empty one is undefined. @throws INVALID_PARAMETER when it isn't UTF-8 or JSON. */
export function parseJson(bytes: Buffer): JsonValue | undefined {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw errors.invalid('body', 'is not UTF-8');
  return parseJsonText('body', bytes.toString());
}

/** Reads JSON text that came in as `key`. @throws INVALID_PARAMETER when it isn't JSON or has too large a number. */
export function parseJsonText(key: string, text: string): JsonValue {
  let json: JsonValue;
  try {
    json = JSON.parse(text) as JsonValue;
  } catch (thrown) {
    // The parser's own words quote the text; where it failed is enough.
    const at = / at position (\d+)/.exec((thrown as Error).message);
    throw errors.invalid(key, at ? `is not JSON from position ${at[1]} on` : 'is not complete JSON');
  }
  if (mayBeHuge.test(text) && hasInfinity(json)) throw errors.invalid(key, 'has a number that is too large');
  return json;
}

/** Without recursion: nesting is as deep as the caller likes. */
function hasInfinity(json: JsonValue): boolean {
  const open: JsonValue[] = [json];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'number' && !Number.isFinite(value)) return true;
    if (typeof value === 'object' && value !== null)
      for (const child of Object.values(value)) open.push(child);
  }
  return false;
}
