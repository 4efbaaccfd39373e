import os from 'node:os';
import { errors, Service } from '@hawser/core';
import {
  Collector,
  type CollectRequest,
  type InitRequest,
} from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { fileSystem, findFileSystems } from './kind/file-system.ts';
import { findListeningPorts, listeningPort } from './kind/listening-port.ts';
import { findMachine, machine } from './kind/machine.ts';
import { findPackages, softwarePackage } from './kind/package.ts';
import { findProcesses, process as processKind } from './kind/process.ts';
import {
  type Found,
  failureResource,
  type Kind,
  regionResource,
  serviceResource,
  typeResource,
} from './resource.ts';

const kinds: readonly (readonly [kind: Kind, find: () => AsyncGenerator<Found>])[] = [
  [machine, findMachine],
  [processKind, findProcesses],
  [listeningPort, findListeningPorts],
  [fileSystem, findFileSystems],
  [softwarePackage, findPackages],
];

/** The option that narrows a collection: names of kinds. */
const optionsSchema = {
  type: 'object',
  properties: {
    kinds: {
      type: 'array',
      title: 'Kinds',
      items: { type: 'string', enum: kinds.map(([{ name }]) => name) },
    },
  },
};

/** Collects what is on the machine that the plugin runs on. It needs no secret. */
export class HostCollector extends Service(Collector) {
  init(_: InitRequest) {
    return {
      metadata: {
        supported_resource_type: ['inventory.CloudService', 'inventory.CloudServiceType', 'inventory.Region'],
        supported_schedules: ['hours'],
        supported_features: ['garbage_collection'],
        filter_format: [],
        options_schema: optionsSchema,
      },
    };
  }

  verify() {
    return {};
  }

  async *collect({ options }: CollectRequest) {
    const chosen = chooseKinds(options?.kinds);
    const { signal } = this.transaction;
    const name = os.hostname();
    yield regionResource(name);
    for (const [kind] of chosen) yield typeResource(kind);
    for (const [kind, find] of chosen) {
      try {
        for await (const found of find()) {
          signal.throwIfAborted();
          yield serviceResource(kind, name, found);
        }
      } catch (thrown) {
        signal.throwIfAborted();
        yield failureResource(kind, thrown);
      }
    }
  }
}

function chooseKinds(asked: unknown) {
  if (asked === undefined) return kinds;
  const names = kinds.map(([{ name }]) => name);
  if (!Array.isArray(asked) || asked.some(name => !names.includes(name as string))) {
    throw errors.invalid('options.kinds', `must be a list of ${names.join(', ')}`);
  }
  return kinds.filter(([{ name }]) => asked.includes(name));
}
