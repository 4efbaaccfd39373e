import { create, fromJson, type JsonObject, type JsonValue, toJson } from '@bufbuild/protobuf';
import type { Postgres } from '@hawser/core/connector/postgres';
import { AnalyzeQuerySchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { labelsOf } from '../labels.ts';
import { isObject, requiredText, storable, tags, text } from './fields.ts';
import { type Problem, problem, Refusal } from './problem.ts';
import type { Source } from './source.ts';

/**
 * Writes a namespace or metric that a plugin brings along. It belongs to the domain, users can't change it, and it is
 * rewritten only when the plugin gives it another version. One that users made under the same id is left alone.
 *
 * @returns what is wrong with it, if anything is
 */
export async function writeManaged(
  postgres: Postgres,
  source: Source,
  type: 'namespace' | 'metric',
  resource: JsonObject,
): Promise<Problem | undefined> {
  try {
    if (type === 'namespace') await writeNamespace(postgres, source, resource);
    else await writeMetric(postgres, source, resource);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const resourceType = type === 'namespace' ? 'inventory.Namespace' : 'inventory.Metric';
    return problem(thrown.code, thrown.message, { resource_type: resourceType });
  }
}

async function writeNamespace(
  postgres: Postgres,
  { domainId, pluginId }: Source,
  resource: JsonObject,
): Promise<void> {
  const row = {
    namespace_id: requiredText(resource, 'namespace_id'),
    name: requiredText(resource, 'name'),
    category: requiredText(resource, 'category'),
    resource_type: requiredText(resource, 'resource_type'),
    group: text(resource, 'group') ?? 'etc',
    icon: text(resource, 'icon') ?? null,
    tags: tags(resource) ?? {},
    version: text(resource, 'version') ?? null,
  };
  await postgres.execute(
    `insert into namespaces as n (namespace_id, name, category, resource_type, "group", icon, tags, version,
       is_managed, resource_group, domain_id, workspace_id, plugin_id)
     select v.*, true, 'DOMAIN', $2, '*', $3
     from json_to_record($1::json) as v(namespace_id text, name text, category text, resource_type text, "group" text,
       icon text, tags jsonb, version text)
     on conflict (domain_id, namespace_id) do update set name = excluded.name, resource_type = excluded.resource_type,
       "group" = excluded."group", icon = excluded.icon, tags = excluded.tags, version = excluded.version,
       updated_at = now()
     where n.is_managed and n.version is distinct from excluded.version`,
    [storable(row).json, domainId, pluginId],
  );
}

async function writeMetric(
  postgres: Postgres,
  { domainId, pluginId }: Source,
  resource: JsonObject,
): Promise<void> {
  const query = queryOf(resource.query_options ?? null);
  const type = requiredText(resource, 'metric_type');
  if (type !== 'COUNTER' && type !== 'GAUGE')
    throw new Refusal('INVALID_PARAMETER', 'metric_type must be COUNTER or GAUGE.');
  const row = {
    metric_id: requiredText(resource, 'metric_id'),
    name: requiredText(resource, 'name'),
    metric_type: type,
    resource_type: requiredText(resource, 'resource_type'),
    query_options: query,
    date_field: text(resource, 'date_field') ?? (type === 'COUNTER' ? 'created_at' : null),
    unit: text(resource, 'unit') ?? null,
    tags: tags(resource) ?? {},
    labels_info: labelsOf((query.group_by ?? []) as JsonValue[]),
    namespace_id: requiredText(resource, 'namespace_id'),
    version: text(resource, 'version') ?? null,
  };
  const { json } = storable(row);
  // Values of another query are no longer the metric's.
  await postgres.execute(
    `with changed as (
       select metric_id from metrics where domain_id = $1 and metric_id = $2 and is_managed
         and version is distinct from $3 and query_options is distinct from $4::jsonb),
     days as (delete from metric_data where domain_id = $1 and metric_id in (select metric_id from changed))
     delete from metric_data_months where domain_id = $1 and metric_id in (select metric_id from changed)`,
    [domainId, row.metric_id, row.version, JSON.stringify(query)],
  );
  await postgres.execute(
    `insert into metrics as m (metric_id, name, metric_type, resource_type, query_options, date_field, unit, tags,
       labels_info, namespace_id, version, is_managed, resource_group, domain_id, workspace_id, plugin_id)
     select v.*, true, 'DOMAIN', $2, '*', $3
     from json_to_record($1::json) as v(metric_id text, name text, metric_type text, resource_type text,
       query_options jsonb, date_field text, unit text, tags jsonb, labels_info jsonb, namespace_id text, version text)
     on conflict (domain_id, metric_id) do update set name = excluded.name, query_options = excluded.query_options,
       date_field = excluded.date_field, unit = excluded.unit, tags = excluded.tags, labels_info = excluded.labels_info,
       version = excluded.version, updated_at = now()
     where m.is_managed and m.version is distinct from excluded.version`,
    [json, domainId, pluginId],
  );
}

/** A plugin's query as the contract has it. @throws Refusal for one that doesn't fit it */
function queryOf(options: JsonValue): JsonObject {
  if (!isObject(options))
    throw new Refusal('REQUIRED_PARAMETER', 'Required parameter. (key = query_options)');
  try {
    const query = fromJson(AnalyzeQuerySchema, options, { ignoreUnknownFields: true });
    return toJson(AnalyzeQuerySchema, create(AnalyzeQuerySchema, query), {
      useProtoFieldName: true,
    }) as JsonObject;
  } catch (thrown) {
    throw new Refusal('INVALID_PARAMETER', `The query options are wrong: ${(thrown as Error).message}`);
  }
}
