import type { DescService, JsonObject } from '@bufbuild/protobuf';
import { type Client, Connector, createClient, HawserError, parseAddress } from '@hawser/core';
import { grpcJs } from '@hawser/core/interface/grpc';
import { Collector, type ResourceInfo } from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { Job } from '@hawser/proto/spaceone/api/inventory/plugin/job_pb.js';
import { LRUCache } from 'lru-cache';

/** Plugins take calls from whoever reaches them; this is what SpaceONE's platform sends them as a token. */
const token = 'NO_TOKEN';

/** How long a plugin may take for a call other than collect, in milliseconds. */
const timeoutMs = 180_000;

/** Errors of a plugin that say what is wrong with what it was given, so that the caller should see them as they are. */
const telling = new Set([
  'REQUIRED_PARAMETER',
  'INVALID_PARAMETER',
  'INVALID_PARAMETER_TYPE',
  'GRPC_CONNECTION',
]);

interface Plugin {
  collector: Client<typeof Collector>;
  job: Client<typeof Job>;
  close(): void;
}

/**
 * Collector plugins, at addresses that are known only at run time. Structs that have to be there are sent even when they
 * are empty, for plugins tell them apart.
 */
export class CollectorPlugin extends Connector {
  /** Connections are kept; the least used one goes when there are too many. */
  readonly #plugins = new LRUCache<string, Plugin>({ max: 100, dispose: plugin => plugin.close() });

  /** @returns what the plugin says about itself */
  async init(endpoint: string, options: JsonObject): Promise<JsonObject> {
    const call = ({ collector }: Plugin) => collector.init({ options }, { token, timeoutMs });
    const { metadata } = await this.#call(endpoint, call).catch(toldBy(endpoint));
    return metadata ?? {};
  }

  /** @throws what the plugin finds wrong with options or secret */
  async verify(endpoint: string, options: JsonObject, secretData: JsonObject): Promise<void> {
    const call = ({ collector }: Plugin) => collector.verify({ options, secretData }, { token, timeoutMs });
    await this.#call(endpoint, call).catch(toldBy(endpoint));
  }

  /** How the plugin divides a collection: one task's options each. None when it doesn't, or can't, say. */
  async tasks(endpoint: string, options: JsonObject, secretData: JsonObject): Promise<JsonObject[]> {
    try {
      const call = ({ job }: Plugin) => job.get_tasks({ options, secretData }, { token, timeoutMs });
      const { tasks } = await this.#call(endpoint, call);
      return tasks.map(({ taskOptions }) => taskOptions ?? {});
    } catch (thrown) {
      if (thrown instanceof HawserError) return [];
      throw thrown;
    }
  }

  /** The resources that the plugin finds, as it finds them; it is held up when they aren't taken. */
  async *collect(
    endpoint: string,
    request: { options: JsonObject; secretData: JsonObject; taskOptions: JsonObject | undefined },
    signal: AbortSignal,
  ): AsyncIterable<ResourceInfo> {
    const open = ({ collector }: Plugin) => collector.collect({ ...request, filter: {} }, { token, signal });
    let begun = false;
    try {
      for await (const info of open(this.#at(endpoint))) {
        begun = true;
        yield info;
      }
    } catch (thrown) {
      if (begun || signal.aborted || !this.#forget(endpoint, thrown)) throw thrown;
      yield* open(this.#at(endpoint));
    }
  }

  /** Calls a plugin. */
  async #call<T>(endpoint: string, call: (plugin: Plugin) => Promise<T>): Promise<T> {
    try {
      return await call(this.#at(endpoint));
    } catch (thrown) {
      if (!this.#forget(endpoint, thrown)) throw thrown;
      return call(this.#at(endpoint));
    }
  }

  /**
   * Gives a connection up that could not be made, so that the next call tries at once: a plugin that was started again
   * would be taken for away until the connection's next attempt. All calls of plugins are safe to repeat.
   */
  #forget(endpoint: string, thrown: unknown): boolean {
    if (!(thrown instanceof HawserError) || thrown.code !== 'GRPC_CONNECTION') return false;
    this.#plugins.delete(endpoint);
    return true;
  }

  #at(endpoint: string): Plugin {
    const known = this.#plugins.get(endpoint);
    if (known) return known;
    if (this.#plugins.size === 0) this.host.onStop(() => this.#plugins.clear());
    const { target, tls } = parseAddress(endpoint);
    const channel = grpcJs.connect(target, {
      ...(tls ? { tls: {} } : {}),
      maxReceiveBytes: 256 * 1024 * 1024,
      idempotent: [],
    });
    const client = <D extends DescService>(service: D) => createClient(service, { channel: () => channel });
    const plugin = { collector: client(Collector), job: client(Job), close: () => channel.close() };
    this.#plugins.set(endpoint, plugin);
    return plugin;
  }
}

/** Passes on what concerns the caller; the rest is PLUGIN_FAILURE with what the plugin said. */
const toldBy = (endpoint: string) => (thrown: unknown) => {
  if (!(thrown instanceof HawserError) || telling.has(thrown.code)) throw thrown;
  if (thrown.code === 'CANCELLED' || thrown.code === 'REQUEST_TIMEOUT') throw thrown;
  throw new HawserError('PLUGIN_FAILURE', { plugin: endpoint, reason: thrown.message }, { cause: thrown });
};
