import type { AuthenticationRequest } from '@hawser/proto/spaceone/api/core/v2/handler_pb.js';
import { App, type AppCheckRequest } from '@hawser/proto/spaceone/api/identity/v2/app_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Region, type RegionQuery } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, type ApplicationOptions } from '../../application.ts';
import { Peers } from '../../connector/service/peers.ts';
import { errors } from '../../error/index.ts';
import { grpcJs } from '../../interface/grpc/grpc-js/index.ts';
import { startGrpc } from '../../interface/grpc/server.ts';
import type { Log } from '../../log.ts';
import { defineService } from '../../manifest/index.ts';
import { Service } from '../../service/index.ts';
import { generateKeys, importKey, issueToken, type KeyPair, type TokenContent } from '../../token/index.ts';

/** What the small identity service knows, and how often it was asked. */
class Tenants {
  readonly keys = new Map<string, KeyPair>();
  readonly apps = new Map<string, { permissions: string[]; projects: string[] }>();
  readonly asked: string[] = [];

  /** Gives a domain a new key pair: the first, or one that takes the place of the old. */
  async rotate(domainId: string): Promise<void> {
    this.keys.set(domainId, await generateKeys());
  }

  /** A token of a domain, signed with the key that it has now. */
  async issue(content: Partial<TokenContent>, lifetime: number | 'for ever' = 1800): Promise<string> {
    const full = { typ: 'ACCESS_TOKEN', own: 'USER', did: 'domain-1', aud: 'kim', ...content } as const;
    return issueToken(
      full,
      await importKey(this.keys.get(full.did)!.privateKey),
      lifetime === 'for ever' ? undefined : lifetime,
    );
  }
}

const spaceone = 'spaceone.core.handler';

/** The handlers as SpaceONE's configuration files name them, and the audit trail. */
export const handlers = {
  authentication: [{ backend: `${spaceone}.authentication_handler:SpaceONEAuthenticationHandler` }],
  authorization: [{ backend: `${spaceone}.authorization_handler:SpaceONEAuthorizationHandler` }],
  mutation: [{ backend: `${spaceone}.mutation_handler:SpaceONEMutationHandler` }],
  event: [{ backend: 'audit' }],
};

/** A logger that keeps the audit records. */
export class AuditLog implements Log {
  readonly records: Record<string, unknown>[] = [];
  info(fields: { audit?: Record<string, unknown> }): void {
    if (fields.audit) this.records.push(fields.audit);
  }
  debug(): void {}
  warn(): void {}
  error(): void {}
}

const serve = (app: Application) =>
  startGrpc(grpcJs, app.methods, { host: '127.0.0.1', port: 0, maxReceiveBytes: 1e6, keepaliveMs: 30_000 });

/**
 * A small platform over real gRPC: identity with domains, keys and apps, and inventory with a Region.list that answers
 * what it sees: the request's ids in `results[0]`, and the scope as JSON text in its name.
 */
export async function startPlatform(options: { together?: boolean } = {}) {
  const tenants = new Tenants();
  await tenants.rotate('domain-root');
  await tenants.rotate('domain-1');
  const system = await tenants.issue(
    { typ: 'SYSTEM_TOKEN', own: 'SYSTEM', did: 'domain-root', aud: 'admin' },
    'for ever',
  );

  class DomainService extends Service(Domain) {
    get_public_key({ domainId }: AuthenticationRequest) {
      tenants.asked.push(`key ${domainId}`);
      const pair = tenants.keys.get(domainId);
      if (!pair) throw errors.notFound('domain_id', domainId);
      return { domainId, publicKey: JSON.stringify(pair.publicKey) };
    }
  }
  class AppService extends Service(App) {
    check({ clientId }: AppCheckRequest) {
      tenants.asked.push(`app ${clientId}`);
      const app = tenants.apps.get(clientId);
      if (!app) throw errors.notFound('client_id', clientId);
      return app;
    }
  }
  class RegionService extends Service(Region) {
    list({ workspaceId }: RegionQuery) {
      const { scope, identity } = this.transaction;
      const name = JSON.stringify({
        ...scope,
        by: `${identity?.owner} ${identity?.audience} ${identity?.role}`,
      });
      return { results: [{ name, workspaceId }], totalCount: 1 };
    }
    create() {
      return {};
    }
  }

  const common = { version: '1.0.0', summary: 'A test', servers: ['grpc'] as const };
  const identityManifest = defineService({
    ...common,
    name: 'identity',
    services: [DomainService, AppService],
  });
  const inventoryManifest = defineService({
    ...common,
    name: 'inventory',
    services: [RegionService],
    asks: [Domain, App, Region],
  });
  const log = new AuditLog();
  const peers = new Peers();
  const shared = options.together ? { peers } : {};
  const config = {
    LOG: { level: 'silent' },
    HANDLERS: handlers,
    TOKEN: system,
  } satisfies ApplicationOptions['config'];
  const identity = new Application(identityManifest, { config, ...shared });
  await identity.start([serve]);
  const inventory = new Application(inventoryManifest, {
    config: { ...config, ENDPOINTS: { identity: `grpc://${identity.servers[0]!.address}` } },
    log,
    ...shared,
  });
  await inventory.start([serve]);
  const stop = async () => {
    await inventory.stop(1000);
    await identity.stop(1000);
  };
  return { tenants, system, identity, inventory, log, stop };
}
