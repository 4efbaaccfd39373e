import { after } from 'node:test';
import type { DescService } from '@bufbuild/protobuf';
import { Application, type CallOptions, type Client, createClient, type Manifest, Peers } from '@hawser/core';
import { migrate, Postgres } from '@hawser/core/connector/postgres';
import { testDatabase } from '@hawser/local/testing';
import manifest from '../service.ts';
import { identity, token } from './neighbours.ts';

const handlers = {
  authentication: [{ backend: 'jwt' }],
  authorization: [{ backend: 'role' }],
  mutation: [{ backend: 'tenancy' }],
};

/** Who calls in tests. Two workspaces of one domain, and another domain. */
export const callers = {
  admin: await token({ rol: 'DOMAIN_ADMIN', aud: 'admin' }),
  owner: await token({ rol: 'WORKSPACE_OWNER', wid: 'workspace-1' }),
  member: await token({ rol: 'WORKSPACE_MEMBER', wid: 'workspace-1', aud: 'lee', projects: ['project-1'] }),
  /** The owner, where no workspace is chosen. */
  person: await token({ rol: 'USER' }),
  neighbour: await token({ rol: 'WORKSPACE_OWNER', wid: 'workspace-2', aud: 'park' }),
  stranger: await token({ rol: 'WORKSPACE_OWNER', did: 'domain-2', wid: 'workspace-x', aud: 'eve' }),
  strangeAdmin: await token({ rol: 'DOMAIN_ADMIN', did: 'domain-2', aud: 'mallory' }),
  system: await token({ typ: 'SYSTEM_TOKEN', own: 'SYSTEM', did: 'domain-root', aud: 'admin' }),
};

export type Caller = keyof typeof callers;

/**
 * The service on a database of its own, beside small neighbours, as one process hosts them. To be called at a test
 * file's top level.
 *
 * @param config over the service's defaults
 * @param beside further services that are hosted
 */
export async function startPlatform(config: Record<string, unknown> = {}, beside: readonly Manifest[] = []) {
  const { host, port, user, password, database } = await testDatabase();
  const peers = new Peers();
  const common = { LOG: { level: 'silent' as const }, HANDLERS: handlers, TOKEN: callers.system };
  const neighbours = [identity, ...beside].map(one => new Application(one, { config: common, peers }));
  const inventory = new Application(manifest, {
    peers,
    config: {
      ...common,
      ...('defaults' in manifest ? (manifest.defaults as object) : {}),
      DATABASES: { default: { host, port, user, password, database } },
      ...config,
    },
  });
  const postgres = inventory.component(Postgres);
  await migrate(postgres, 'inventory', manifest.migrations);
  after(async () => {
    await inventory.stop(1000);
    for (const neighbour of neighbours) await neighbour.stop(1000);
  });

  /** A client of a service for one caller. */
  function client<D extends DescService>(
    service: D,
    caller: Caller,
    headers: Record<string, string> = {},
  ): Client<D> {
    const made = createClient(service, {
      peers,
      channel: () => {
        throw new Error(`${service.typeName} isn't hosted here`);
      },
    });
    const call =
      (method: string) =>
      (request: object, options: CallOptions = {}) =>
        (made as Record<string, (...args: unknown[]) => unknown>)[method]!(request, {
          token: callers[caller],
          headers,
          ...options,
        });
    return Object.fromEntries(Object.keys(made).map(method => [method, call(method)])) as Client<D>;
  }

  return { inventory, postgres, peers, client, database: { host, port, user, password, database } };
}
