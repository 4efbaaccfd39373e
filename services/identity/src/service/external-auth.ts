import { errors, Service } from '@hawser/core';
import {
  ExternalAuth,
  ExternalAuthInfo_State,
  type SetExternalAuthRequest,
} from '@hawser/proto/spaceone/api/identity/v2/external_auth_pb.js';
import { ExternalAuthManager } from '../manager/external-auth.ts';

export class ExternalAuthService extends Service(ExternalAuth) {
  readonly #manager = this.manager(ExternalAuthManager);

  set({ pluginInfo }: SetExternalAuthRequest) {
    if (!pluginInfo) throw errors.required('plugin_info');
    return this.#manager.set(this.#domainId, pluginInfo);
  }

  async unset() {
    await this.#manager.unset(this.#domainId);
    return { domainId: this.#domainId, state: ExternalAuthInfo_State.DISABLED };
  }

  async get() {
    const known = await this.#manager.store.find({ domainId: this.#domainId });
    return known ?? { domainId: this.#domainId, state: ExternalAuthInfo_State.DISABLED };
  }

  get #domainId(): string {
    const { domainId } = this.transaction.scope;
    if (!domainId) throw errors.permissionDenied();
    return domainId;
  }
}
