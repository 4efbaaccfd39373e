import type { DescMessage, Message } from '@bufbuild/protobuf';

/** What stands for a secret. */
export const masked = '********';

/** Names of fields and keys whose values never leave in a record, in any spelling: `secretData`, `secret_data`, `API-Key`. */
const secretName = /passw|secret|token|credential|api[_-]?key|private[_-]?key|verify[_-]?code|authorization/i;
/** What looks secret by its name and is none: ids, and what is only about secrets. */
const openName = /(_id|Id|_ids|Ids|_type|Type|_filter|Filter|_count|Count)$/;
/** In packages that keep secrets, `data` is one. */
const secretPackage = /(^|\.)(user_)?secret(\.|$)/;

const maxText = 256;
const maxItems = 10;
const maxKeys = 30;
const maxDepth = 3;
/** A record of one message keeps at most this many values, whatever its shape. */
const maxValues = 100;

/** Whether the value of a field or key of this name is a secret. */
export const isSecretName = (name: string): boolean => secretName.test(name) && !openName.test(name);

/**
 * Compiles what makes the record of a message: its fields by their names in the contract, unset ones left out, secrets
 * masked at any depth, and cut to a bounded size.
 * @param hidden further fields that are secrets, by their names in the contract
 */
export function compileRecord(
  type: DescMessage,
  hidden: readonly string[] = [],
): (message: Message) => Record<string, unknown> {
  const keepsSecrets = secretPackage.test(type.file.proto.package);
  const fields = type.fields.map(field => ({
    name: field.name,
    local: field.localName,
    oneof: field.oneof?.localName,
    secret:
      isSecretName(field.name) || (keepsSecrets && field.name === 'data') || hidden.includes(field.name),
  }));
  return message => {
    const record: Record<string, unknown> = {};
    const budget = { left: maxValues };
    for (const { name, local, oneof, secret } of fields) {
      const all = message as unknown as Record<string, unknown>;
      const value = oneof === undefined ? all[local] : chosen(all[oneof], local);
      if (isEmpty(value)) continue;
      record[name] = secret ? masked : cut(value, 1, budget);
    }
    return record;
  };
}

function chosen(oneof: unknown, field: string): unknown {
  const { case: key, value } = oneof as { case?: string; value?: unknown };
  return key === field ? value : undefined;
}

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === '' ||
  value === 0 ||
  value === false ||
  value === 0n ||
  (Array.isArray(value) && value.length === 0);

function cut(value: unknown, depth: number, budget: { left: number }): unknown {
  if (budget.left-- <= 0) return '…';
  if (typeof value === 'string') return value.length > maxText ? `${value.slice(0, maxText)}…` : value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (depth >= maxDepth) return '…';
  if (Array.isArray(value)) return cutList(value, depth, budget);
  const record: Record<string, unknown> = {};
  let keys = 0;
  for (const key of Object.keys(value)) {
    if (key.startsWith('$')) continue;
    if (++keys > maxKeys) {
      record['…'] = '…';
      break;
    }
    const inner = (value as Record<string, unknown>)[key];
    record[key.slice(0, maxText)] = isSecretName(key) ? masked : cut(inner, depth + 1, budget);
  }
  return record;
}

function cutList(list: readonly unknown[], depth: number, budget: { left: number }): unknown[] {
  const items = list.slice(0, maxItems).map(item => cut(item, depth + 1, budget));
  return list.length > maxItems ? [...items, `… ${list.length} in all`] : items;
}
