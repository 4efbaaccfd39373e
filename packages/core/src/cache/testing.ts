import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application } from '../application.ts';
import type { Log } from '../log.ts';
import { Manager } from '../manager/manager.ts';
import { defineService } from '../manifest/index.ts';
import { Service } from '../service/index.ts';
import { type Scope, Transaction } from '../transaction/index.ts';
import type { Cached, CacheOptions } from './index.ts';

/** A logger that keeps the warnings. */
export class Warnings implements Log {
  readonly texts: string[] = [];
  warn(_: object, text = ''): void {
    this.texts.push(text);
  }
  debug(): void {}
  info(): void {}
  error(): void {}
}

class RegionService extends Service(Region) {
  list() {
    return {};
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'A test',
  services: [RegionService],
  servers: ['grpc'],
});

/** A manager with one cached function, in an application of its own. */
export function cachedIn<A extends unknown[], R>(
  load: (...args: A) => R | Promise<R>,
  options: CacheOptions = {},
  CACHES: Record<string, { backend?: string; maxSize?: number; ttl?: number }> = {},
): { f: Cached<A, R>; log: Warnings; application: Application } {
  class Plans extends Manager {
    plan = this.cached('plan', load, options);
  }
  const log = new Warnings();
  const application = new Application(manifest, { config: { CACHES }, log });
  return { f: application.component(Plans).plan, log, application };
}

/** Runs in a transaction with a scope; `cancel` is what the caller's leaving does. */
export function within<T>(scope: Scope, work: (transaction: Transaction) => T): T {
  const transaction = new Transaction(
    { path: '/a.B/c', deadlineMs: 60_000 },
    { transport: 'local', header: () => undefined, deadline: Infinity, onCancel: () => {} },
  );
  transaction.scope = scope;
  return transaction.run(() => work(transaction), undefined, undefined);
}

/** A function that answers how often it has run. */
export const counter = () => {
  let calls = 0;
  return async (..._: unknown[]) => ++calls;
};
