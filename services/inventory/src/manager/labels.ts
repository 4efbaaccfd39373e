import type { JsonObject, JsonValue } from '@bufbuild/protobuf';

const reference = (key: string, name: string, type: string, more: JsonObject = {}): JsonObject => ({
  key,
  name,
  ...more,
  reference: { resource_type: `identity.${type}`, reference_key: key },
});

/** What the values of every metric are told apart by. */
const always: readonly JsonObject[] = [
  reference('workspace_id', 'Workspace', 'Workspace'),
  reference('project_id', 'Project', 'Project'),
  reference('service_account_id', 'Service Account', 'ServiceAccount', {
    search_key: 'collection_info.service_account_id',
  }),
];

/** The keys that always are columns of a metric's values; any other is one of its labels. */
export const columnKeys: ReadonlySet<string> = new Set(always.map(({ key }) => key as string));

/** A key to group by: a text, or an object with `key` and maybe `name`. */
export function groupKeyOf(option: JsonValue): { key: string; name: string } {
  const { key, name } = (typeof option === 'string' ? { key: option } : option) as JsonObject;
  const text = typeof key === 'string' ? key : '';
  return {
    key: text,
    name: typeof name === 'string' && name !== '' ? name : text.slice(text.lastIndexOf('.') + 1),
  };
}

/** What a metric's values can be told apart by: each key with its name, and by which key resources are searched. */
export function labelsOf(groupBy: readonly JsonValue[]): JsonObject[] {
  const own = groupBy.map(option => {
    const { key, name } = groupKeyOf(option);
    const given = typeof option === 'object' && option !== null ? (option as JsonObject) : {};
    return { search_key: key, ...given, key: columnKeys.has(key) ? key : `labels.${name}`, name };
  });
  return [...always, ...own];
}
