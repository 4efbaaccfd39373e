import { type ComponentHost, Manager } from '@hawser/core';
import { provideIdentity } from '@hawser/core/handler';
import { AppCheck } from './app-check.ts';
import { KeyManager } from './keys.ts';

/** Lets authentication in this application ask the database, instead of this service over the network. */
export class IdentitySource extends Manager {
  constructor(host: ComponentHost) {
    super(host);
    const keys = this.manager(KeyManager);
    const apps = this.manager(AppCheck);
    provideIdentity(host, {
      publicKey: domainId => keys.publicKey(domainId),
      checkApp: (clientId, domainId) => apps.check(clientId, domainId),
    });
  }
}
