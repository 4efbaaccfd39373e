import { AsyncLocalStorage } from 'node:async_hooks';
import { App } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import type { ComponentHost } from '../../service/component.ts';

/** What authentication needs to know of tenants. Both fail with NOT_FOUND or the like for what isn't there. */
export interface IdentitySource {
  /** The key that a domain's tokens are checked with: a JWK as JSON text. */
  publicKey(domainId: string): Promise<string>;
  /** What an app may do now. Fails when the app is disabled, expired or deleted. */
  checkApp(clientId: string, domainId: string): Promise<AppGrant>;
}

export interface AppGrant {
  permissions: readonly string[];
  projects: readonly string[];
}

const sources = new WeakMap<ComponentHost, IdentitySource>();

/**
 * Makes an application answer authentication's questions itself instead of asking the identity service. For the identity
 * service: call it when its first component is made.
 */
export function provideIdentity(host: ComponentHost, source: IdentitySource): void {
  sources.set(host, source);
}

/** How long to wait for the identity service, in milliseconds. */
const timeoutMs = 5_000;

/** Runs work outside of whatever call is current: what is asked here serves every call that waits for it. */
const outside = AsyncLocalStorage.snapshot();

/**
 * The application's source: what it provided, else the identity service asked as the system.
 * @throws Error at start when the manifest doesn't say that the service asks Domain and App.
 */
export function identitySource(host: ComponentHost): IdentitySource {
  const domains = host.client(Domain);
  const apps = host.client(App);
  const options = { token: 'system', timeoutMs } as const;
  const remote: IdentitySource = {
    publicKey: async domainId => (await domains.get_public_key({ domainId }, options)).publicKey,
    checkApp: (clientId, domainId) => apps.check({ clientId, domainId }, options),
  };
  const own = () => sources.get(host) ?? remote;
  return {
    publicKey: domainId => outside(() => own().publicKey(domainId)),
    checkApp: (clientId, domainId) => outside(() => own().checkApp(clientId, domainId)),
  };
}
