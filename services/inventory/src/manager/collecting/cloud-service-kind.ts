import type { JsonObject } from '@bufbuild/protobuf';
import { number, object, requiredText, tags, text, texts } from './fields.ts';
import type { Draft, Kind } from './kind.ts';

/** Cloud services as plugins find them. Tags and metadata are kept by provider. */
export const cloudServiceKind: Kind = {
  resourceType: 'inventory.CloudService',
  table: 'cloud_services',
  id: 'cloud_service_id',
  prefix: 'cloud-svc',
  counted: true,
  tracked: true,
  live: `t.state <> 'DELETED'`,
  columns: {
    name: 'text',
    ip_addresses: 'text[]',
    account: 'text',
    instance_type: 'text',
    instance_size: 'float8',
    cloud_service_type: 'text',
    cloud_service_group: 'text',
    provider: 'text',
    data: 'jsonb',
    metadata: 'jsonb',
    reference: 'jsonb',
    tags: 'jsonb',
    tag_keys: 'jsonb',
    region_code: 'text',
    project_id: 'text',
    collection_info: 'jsonb',
  },
  merged: new Set(['data', 'metadata', 'tags', 'tag_keys', 'collection_info']),
  fixed: new Set(['provider']),

  read: resource => ({
    name: text(resource, 'name'),
    ip_addresses: texts(resource, 'ip_addresses'),
    account: text(resource, 'account'),
    instance_type: text(resource, 'instance_type'),
    instance_size: number(resource, 'instance_size'),
    cloud_service_type: requiredText(resource, 'cloud_service_type'),
    cloud_service_group: requiredText(resource, 'cloud_service_group'),
    provider: requiredText(resource, 'provider'),
    data: object(resource, 'data'),
    metadata: object(resource, 'metadata'),
    reference: referenceOf(resource),
    tags: tags(resource),
    region_code: text(resource, 'region_code'),
  }),

  store(draft: Draft): Draft {
    const {
      provider,
      tags: flat,
      metadata,
    } = draft as { provider: string; tags?: JsonObject; metadata?: JsonObject };
    return {
      ...draft,
      tags: flat && { [provider]: flat },
      tag_keys: flat && { [provider]: Object.keys(flat) },
      metadata: metadata && { [provider]: metadata },
    };
  },

  describe: ({ provider = null, cloud_service_group = null, cloud_service_type = null }) => ({
    resource_type: 'inventory.CloudService',
    provider,
    cloud_service_group,
    cloud_service_type,
  }),
};

/** Only what the contract knows of a reference, without what isn't set. */
function referenceOf(resource: JsonObject): JsonObject | undefined {
  const reference = object(resource, 'reference');
  if (!reference) return undefined;
  const [resourceId, externalLink] = [text(reference, 'resource_id'), text(reference, 'external_link')];
  return {
    ...(resourceId !== undefined && { resource_id: resourceId }),
    ...(externalLink !== undefined && { external_link: externalLink }),
  };
}
