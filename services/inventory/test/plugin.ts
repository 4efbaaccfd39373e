import { after } from 'node:test';
import { fromJson, type JsonObject } from '@bufbuild/protobuf';
import { Application, defineService, errors, Service } from '@hawser/core';
import { startGrpcServer } from '@hawser/core/interface/grpc';
import {
  Collector,
  type CollectRequest,
  type InitRequest,
  type ResourceInfo,
  ResourceInfoSchema,
  type VerifyRequest,
} from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { type GetTaskRequest, Job } from '@hawser/proto/spaceone/api/inventory/plugin/job_pb.js';

/** What the plugin does; tests set it. */
export interface Script {
  metadata: JsonObject;
  /** Options of tasks by secret data. Undefined: the plugin has no such method. */
  tasks: ((secretData: JsonObject) => JsonObject[]) | undefined;
  collect(request: CollectRequest, signal: AbortSignal): AsyncIterable<ResourceInfo>;
}

/**
 * A collector plugin in a server of its own, reached over a socket. To be called at a test file's top level.
 * @param port default: a free one
 */
export async function startPlugin(port = 0) {
  const script: Script = { metadata: {}, tasks: undefined, collect: async function* () {} };
  const seen: { collects: CollectRequest[]; inits: number; ended: number } = {
    collects: [],
    inits: 0,
    ended: 0,
  };

  class CollectorService extends Service(Collector) {
    init({ options }: InitRequest) {
      if (!options) throw errors.required('options');
      if (options.broken) throw new Error('init broke');
      seen.inits++;
      return { metadata: { supported_features: ['garbage_collection'], ...script.metadata } };
    }
    verify({ options, secretData }: VerifyRequest) {
      if (!options || !secretData) throw errors.required('secret_data');
      if (secretData.token === 'wrong') throw errors.invalid('secret_data', 'the token is wrong');
      return {};
    }
    async *collect(request: CollectRequest) {
      // As the SDK: what isn't there isn't an empty object.
      if (!request.options || !request.secretData || !request.filter) throw errors.required('filter');
      seen.collects.push(request);
      try {
        yield* script.collect(request, this.transaction.signal);
      } finally {
        seen.ended++;
      }
    }
  }
  class JobService extends Service(Job) {
    get_tasks({ secretData = {} }: GetTaskRequest) {
      if (!script.tasks) throw errors.notImplemented('get_tasks');
      return { tasks: script.tasks(secretData).map(taskOptions => ({ taskOptions })) };
    }
  }
  const manifest = defineService({
    name: 'test-plugin',
    version: '1.0.0',
    summary: 'A collector plugin for tests',
    services: [CollectorService, JobService],
    servers: ['grpc'],
  });
  const application = new Application(manifest, {
    config: {
      LOG: { level: 'silent' },
      HANDLERS: { authentication: [{ backend: 'anonymous' }] },
      SERVERS: { grpc: { host: '127.0.0.1', port } },
    },
  });
  await application.start([startGrpcServer]);
  after(() => application.stop(0));
  return { script, seen, endpoint: `grpc://${application.servers[0]!.address}`, application };
}

/** A message of a plugin's stream. */
export const info = (json: JsonObject): ResourceInfo => fromJson(ResourceInfoSchema, json);

const matchRules = {
  '1': ['reference.resource_id', 'provider', 'cloud_service_type', 'cloud_service_group'],
};

/** A cloud service as the SDK sends it: what is unset is null, data is JSON text. */
export const found = (id: string, data: JsonObject = {}, more: JsonObject = {}): ResourceInfo =>
  info({
    state: 'SUCCESS',
    resource_type: 'inventory.CloudService',
    match_rules: matchRules,
    resource: {
      name: id,
      cloud_service_type: 'Server',
      cloud_service_group: 'Compute',
      provider: 'test',
      ip_addresses: null,
      account: null,
      instance_type: null,
      instance_size: null,
      region_code: 'here',
      data: null,
      json_data: JSON.stringify(data),
      metadata: null,
      json_metadata: JSON.stringify({ view: 'x' }),
      reference: { resource_id: id, external_link: null },
      tags: { Name: id },
      ...more,
    },
  });
