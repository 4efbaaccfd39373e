import type { DescField, DescMessage, JsonValue } from '@bufbuild/protobuf';

/** What tells resources apart at a glance, in the order of the columns; the first of each group that a message has. */
const wanted: readonly string[][] = [
  ['name', 'display_name', 'title'],
  ['provider'],
  ['cloud_service_group', 'group', 'namespace_id'],
  ['cloud_service_type', 'role_type', 'metric_type', 'project_type', 'resource_type', 'type'],
  ['region_code'],
  ['state', 'status', 'upgrade_mode'],
  ['total_tasks'],
  ['created_count'],
  ['updated_count'],
  ['failure_count'],
  ['created_at', 'created_time', 'create_time', 'started_at'],
  ['finished_at'],
];

/** At most so many columns are shown unless they are asked for. */
const most = 8;

/** The columns that a narrow terminal does without, the first ones first. */
const dispensable = [
  'region_code',
  'cloud_service_group',
  'group',
  'finished_at',
  'provider',
  'created_count',
  'total_tasks',
  'created_at',
];

/** Default columns without the one that is missed least; undefined when all of them are needed. */
export function withoutOne(columns: readonly string[]): string[] | undefined {
  const least = dispensable.find(name => columns.includes(name));
  return least === undefined ? undefined : columns.filter(column => column !== least);
}

/** The columns of a resource's table: its id, and what a person looks for first. */
export function defaultColumns(desc: DescMessage): string[] {
  const names = new Set(desc.fields.filter(isPlain).map(({ name }) => name));
  const id = idField(desc)?.name;
  const chosen = wanted.flatMap(group => group.find(name => names.has(name)) ?? []);
  const columns = [...new Set([...(id ? [id] : []), ...chosen])];
  // A message of unknown kind shows what it starts with.
  return (columns.length > 1 ? columns : [...names]).slice(0, most);
}

/** The field that is a resource's own id: `region_id` of RegionInfo; else `id` or `name`, or the first one. */
export function idField(desc: DescMessage): DescField | undefined {
  const resource = desc.name.replace(/(Info|Request)$/, '');
  const snake = resource.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const byName = (name: string) => desc.fields.find(field => field.name === name);
  return (
    byName(`${snake}_id`) ??
    byName('id') ??
    desc.fields.find(({ name }) => name.endsWith('_id')) ??
    byName('name')
  );
}

/** Whether a field fits into a cell. */
const isPlain = (field: DescField): boolean =>
  field.fieldKind === 'scalar' ||
  field.fieldKind === 'enum' ||
  (field.fieldKind === 'message' && field.message.typeName === 'google.protobuf.Timestamp');

/** The value at a dotted path of JSON; undefined where there is none. A list gives the values of its elements. */
export function valueAt(json: JsonValue | undefined, path: string): JsonValue | undefined {
  const [name = '', ...rest] = path.split('.');
  if (Array.isArray(json)) {
    if (/^\d+$/.test(name))
      return rest.length > 0 ? valueAt(json[Number(name)], rest.join('.')) : json[Number(name)];
    const values = json.map(item => valueAt(item, path)).filter(value => value !== undefined);
    return values.length > 0 ? values : undefined;
  }
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, name)) return undefined;
  return rest.length > 0 ? valueAt(json[name], rest.join('.')) : json[name];
}
