import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type CreateProviderRequest,
  CreateProviderRequestSchema,
  Provider,
  type ProviderRequest,
  type ProviderSearchQuery,
  ProviderSearchQuerySchema,
  type ProviderStatQuery,
  type UpdatePluginProviderRequest,
  type UpdateProviderRequest,
  UpdateProviderRequestSchema,
} from '@hawser/proto/spaceone/api/identity/v2/provider_pb.js';
import { ManagedManager } from '../manager/managed.ts';
import { ProviderManager } from '../manager/provider.ts';

export class ProviderService extends Service(Provider) {
  readonly #manager = this.manager(ProviderManager);
  readonly #managed = this.manager(ManagedManager);
  readonly #providers = this.#manager.providers;

  create(request: CreateProviderRequest) {
    checkSync(request.options ?? {}, request.pluginInfo !== undefined);
    const values = given(CreateProviderRequestSchema, request);
    return this.#providers.createOnce(CreateProviderRequestSchema, request, () =>
      this.#providers.create(values),
    );
  }

  async update(request: UpdateProviderRequest) {
    const { provider, options, pluginInfo } = request;
    const known = await this.#manager.unmanaged(provider);
    checkSync(options ?? known.options ?? {}, (pluginInfo ?? known.pluginInfo) !== undefined);
    return this.#providers.update(provider, given(UpdateProviderRequestSchema, request, 'provider'));
  }

  /** The plugin is for synchronizing accounts, which isn't part of this service yet. */
  async update_plugin({ provider }: UpdatePluginProviderRequest) {
    await this.#providers.get(provider);
    throw errors.notImplemented('synchronizing accounts');
  }

  async delete({ provider }: ProviderRequest) {
    await this.#manager.delete(provider);
    return {};
  }

  async get({ provider }: ProviderRequest) {
    await this.#managed.ensureOwn();
    return this.#providers.get(provider);
  }

  async list(request: ProviderSearchQuery) {
    await this.#managed.ensureOwn();
    return this.#providers.list(request.query, conditions(ProviderSearchQuerySchema, request));
  }

  async stat({ query }: ProviderStatQuery) {
    await this.#managed.ensureOwn();
    return this.#providers.stat(query);
  }
}

/** Accounts are synchronized through a trusted account, by a plugin. */
function checkSync(options: JsonObject, hasPlugin: boolean): void {
  if (!options.support_auto_sync) return;
  if (!options.support_trusted_account)
    throw errors.invalid('options.support_trusted_account', 'synchronizing accounts needs trusted accounts');
  if (!hasPlugin) throw errors.invalid('plugin_info', 'synchronizing accounts needs a plugin');
}
