import { boolean, list, object, requiredText, tags, text } from './fields.ts';
import type { Kind } from './kind.ts';

const shared = { counted: false, tracked: false, live: 'true', merged: new Set<string>() } as const;

/** Types of cloud services as plugins define them. */
export const cloudServiceTypeKind: Kind = {
  ...shared,
  resourceType: 'inventory.CloudServiceType',
  table: 'cloud_service_types',
  id: 'cloud_service_type_id',
  prefix: 'cloud-svc-type',
  columns: {
    name: 'text',
    provider: 'text',
    group: 'text',
    cloud_service_type_key: 'text',
    service_code: 'text',
    is_primary: 'boolean',
    is_major: 'boolean',
    resource_type: 'text',
    metadata: 'jsonb',
    tags: 'jsonb',
    labels: 'jsonb',
    updated_by: 'text',
  },
  fixed: new Set(['name', 'provider', 'group', 'cloud_service_type_key']),
  read: resource => {
    const [name, provider, group] = [
      requiredText(resource, 'name'),
      requiredText(resource, 'provider'),
      requiredText(resource, 'group'),
    ];
    return {
      name,
      provider,
      group,
      cloud_service_type_key: `${provider}.${group}.${name}`,
      service_code: text(resource, 'service_code'),
      is_primary: boolean(resource, 'is_primary'),
      is_major: boolean(resource, 'is_major'),
      resource_type: text(resource, 'resource_type'),
      metadata: object(resource, 'metadata'),
      tags: tags(resource),
      labels: list(resource, 'labels'),
    };
  },
  store: draft => draft,
  describe: ({ provider = null, group = null, name = null }) => ({
    resource_type: 'inventory.CloudServiceType',
    provider,
    group,
    name,
  }),
};

/** Regions as plugins know them. */
export const regionKind: Kind = {
  ...shared,
  resourceType: 'inventory.Region',
  table: 'regions',
  id: 'region_id',
  prefix: 'region',
  columns: {
    name: 'text',
    region_key: 'text',
    region_code: 'text',
    provider: 'text',
    tags: 'jsonb',
    updated_by: 'text',
  },
  fixed: new Set(['region_key', 'region_code', 'provider']),
  read: resource => {
    const [regionCode, provider] = [
      requiredText(resource, 'region_code'),
      requiredText(resource, 'provider'),
    ];
    return {
      name: requiredText(resource, 'name'),
      region_key: `${provider}.${regionCode}`,
      region_code: regionCode,
      provider,
      tags: tags(resource),
    };
  },
  store: draft => draft,
  describe: ({ provider = null, region_code = null }) => ({
    resource_type: 'inventory.Region',
    provider,
    region_code,
  }),
};
