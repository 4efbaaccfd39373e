import type { JsonObject } from '@bufbuild/protobuf';
import { errors, HawserError, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import {
  type PluginInfo,
  PluginInfo_UpgradeMode,
  type PluginRequest,
} from '@hawser/proto/spaceone/api/core/v2/plugin_pb.js';
import {
  DomainAuthInfo_ExternalAuthState,
  type DomainInfo,
} from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import type { ExternalAuthInfo } from '@hawser/proto/spaceone/api/identity/v2/external_auth_pb.js';
import { AuthType, type UserInfo, UserInfo_State } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { ExternalAuthConnector } from '../connector/plugin.ts';
import { SecretConnector } from '../connector/secret.ts';
import { externalAuths } from '../model/external-auth.ts';
import { UserManager } from './user.ts';

/** Logging in through a plugin of the domain's own. */
export class ExternalAuthManager extends Manager {
  readonly #plugins = this.connector(ExternalAuthConnector);
  readonly #secrets = this.connector(SecretConnector);
  readonly #users = this.manager(UserManager);
  readonly store = new ResourceStore(this.connector(Postgres), externalAuths);

  /** How one logs in to a domain: what a login page needs to know, which is nothing secret. */
  async loginInfo({ domainId, name }: DomainInfo) {
    const known = await this.store.in({ domainId }).find({ domainId });
    const { ENABLED, DISABLED } = DomainAuthInfo_ExternalAuthState;
    const metadata = known?.pluginInfo?.metadata ?? {};
    return { domainId, name, externalAuthState: known ? ENABLED : DISABLED, metadata, config: {} };
  }

  /** Starts the plugin and keeps it, in the place of another one. */
  async set(domainId: string, request: PluginRequest): Promise<ExternalAuthInfo> {
    const { options = {}, secretData, schemaId } = request;
    for (const key of ['protocol', 'identity_provider'])
      if (!options[key]) throw errors.required(`plugin_info.options.${key}`);
    const { endpoint, version } = await this.#plugins.locate(domainId, refOf(request));
    const metadata = await this.#plugins.init(endpoint, domainId, options);
    const secret = {
      name: `${domainId}-external-auth`,
      data: secretData ?? {},
      schemaId,
      resourceGroup: 'DOMAIN' as const,
    };
    const secretId = secretData ? await this.#secrets.create(domainId, secret) : '';
    const { pluginId, upgradeMode } = request;
    const pluginInfo = {
      pluginId,
      version,
      upgradeMode: upgradeMode as number,
      options,
      metadata,
      schemaId,
      secretId,
    };
    const before = await this.store.find({ domainId });
    const values = { state: 'ENABLED', pluginInfo };
    const kept = before ? await this.store.update(domainId, values) : await this.store.create(values);
    if (before?.pluginInfo?.secretId) await this.#secrets.delete(domainId, before.pluginInfo.secretId);
    return kept;
  }

  /** @throws NOT_FOUND when none is set */
  async unset(domainId: string): Promise<void> {
    const { pluginInfo } = await this.store.get(domainId);
    if (pluginInfo?.secretId) await this.#secrets.delete(domainId, pluginInfo.secretId);
    await this.store.delete(domainId);
  }

  /**
   * The user whom the plugin knows by the credentials. With the plugin's option `auto_user_sync`, one who isn't here
   * yet is created.
   */
  async login(domainId: string, credentials: JsonObject): Promise<UserInfo> {
    const known = await this.store.in({ domainId }).find({ domainId });
    if (!known?.pluginInfo) throw errors.unauthenticated('this domain has no external authentication');
    const { options = {}, metadata = {}, secretId } = known.pluginInfo;
    const { endpoint } = await this.#plugins.locate(domainId, refOf(known.pluginInfo));
    const secretData = secretId ? await this.#secrets.data(domainId, secretId) : {};
    const request = { domainId, options, metadata, secretData, credentials };
    const found = await this.#plugins.authorize(endpoint, request).catch((thrown: unknown) => {
      if (thrown instanceof HawserError && thrown.code === 'GRPC_CONNECTION') throw thrown;
      this.log.info({ err: thrown, domainId }, 'a plugin refused a login');
      throw errors.unauthenticated('the credentials are not valid');
    });
    if (!found.userId) throw errors.unauthenticated('the plugin named no user');
    const users = this.#users.users.in({ domainId });
    const user = await users.find({ userId: found.userId });
    if (user) return usable(user);
    if (options.auto_user_sync !== true) throw errors.notFound('user_id', found.userId);
    const { userId, name, email } = found;
    return this.#users.create({ userId, name, email: email || undefined, authType: 'EXTERNAL' }, users);
  }
}

function usable(user: UserInfo): UserInfo {
  if (user.authType !== AuthType.EXTERNAL) throw errors.notFound('user_id', user.userId);
  if (user.state === UserInfo_State.DISABLED) throw errors.invalid('user_id', 'the user is disabled');
  return user;
}

const refOf = ({ pluginId, version, upgradeMode }: PluginRequest | PluginInfo) => ({
  pluginId,
  version,
  isManual: (upgradeMode as number) === PluginInfo_UpgradeMode.MANUAL,
});
