import { after } from 'node:test';
import { type TestDatabase, testDatabase } from '@hawser/local/testing';
import { pino } from 'pino';
import { configSchema } from '../../../config/index.ts';
import { Readiness } from '../../../interface/readiness.ts';
import type { ComponentHost } from '../../../service/component.ts';
import { type Identity, type Scope, Transaction } from '../../../transaction/index.ts';
import { Postgres } from '../postgres.ts';

/** The connector on a database, as an application would have it. To be called at a test file's top level. */
export function connect(database: TestDatabase, settings: Record<string, unknown> = {}): Postgres {
  const closers: (() => Promise<void> | void)[] = [];
  const { host, port, user, password, database: name } = database;
  const login = { host, port, user, password, database: name };
  const component: ComponentHost = {
    name: 'test',
    config: configSchema.parse({ DATABASES: { default: { ...login, ...settings } } }),
    log: pino({ level: 'silent' }),
    component: type => new type(component),
    client: () => {
      throw new Error('no services here');
    },
    reaches: () => false,
    readiness: new Readiness(),
    onStart: () => {},
    onStop: close => closers.push(close),
  };
  after(async () => {
    for (const close of closers) await close();
  });
  return new Postgres(component);
}

/** The connector on a fresh database. */
export const openPostgres = async (settings?: Record<string, unknown>): Promise<Postgres> =>
  connect(await testDatabase(), settings);

/** A call as a transport would make it. */
export interface TestCall {
  identity?: Partial<Identity> | undefined;
  scope?: Scope | undefined;
  token?: string | undefined;
  /** Milliseconds from now. */
  deadlineMs?: number | undefined;
  path?: string | undefined;
}

/** A transaction that isn't running yet. */
export function newTransaction({ identity, scope, token, deadlineMs, path }: TestCall): Transaction {
  const transaction = new Transaction(
    { path: path ?? '/test.Test/run', deadlineMs: deadlineMs ?? 60_000 },
    {
      transport: 'local',
      deadline: Infinity,
      header: name => (name === 'token' ? token : undefined),
      onCancel() {},
    },
  );
  if (identity) {
    transaction.identity = {
      owner: 'USER',
      audience: 'kim',
      domainId: 'd1',
      role: 'DOMAIN_ADMIN',
      ...identity,
    };
  }
  transaction.scope = scope ?? {};
  return transaction;
}

/** Runs `work` as a call. */
export function call<T>(test: TestCall, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const transaction = newTransaction(test);
  return transaction.run(() => work(transaction), undefined, undefined);
}
