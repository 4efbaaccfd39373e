import type { DescMethod, DescMethodUnary, MessageInitShape } from '@bufbuild/protobuf';
import { type JobRequest, openQueues, type Queue, type Queues } from '../../queue/index.ts';
import { Transaction } from '../../transaction/index.ts';
import { Connector } from '../connector.ts';
import { Postgres } from '../postgres/postgres.ts';
import { callPayload } from './payload.ts';

export interface JobOptions extends Pick<JobRequest, 'key' | 'delay' | 'priority'> {
  /** A queue of `QUEUES`. Default: the first one there. */
  queue?: string;
}

/**
 * Work for later: a job is a call of one of the service's own rpcs, which the worker server makes through the same
 * pipeline as any other, as the system and on behalf of the tenant that sent it. In a database transaction, jobs in
 * that database are sent when it commits.
 */
export class Jobs extends Connector {
  #queues: Queues | undefined;

  /** The queues of the configuration. Opened on first use; nothing connects before that. */
  get queues(): Queues {
    this.#queues ??= this.#open();
    return this.#queues;
  }

  /** Sends a call. @returns the job's id, or null when an unfinished job has its key. */
  async send<M extends DescMethodUnary>(
    method: M,
    request: MessageInitShape<M['input']>,
    options: JobOptions = {},
  ): Promise<string | null> {
    const [id] = await this.sendAll(method, [{ request, ...options }], options);
    return id ?? null;
  }

  /** As {@link send}, for many calls of one method at once: all are sent or none. */
  async sendAll<M extends DescMethodUnary>(
    method: M,
    calls: readonly (Omit<JobOptions, 'queue'> & { request: MessageInitShape<M['input']> })[],
    { queue: name = Object.keys(this.host.config.QUEUES)[0] ?? '' }: Pick<JobOptions, 'queue'> = {},
  ): Promise<(string | null)[]> {
    const transaction = Transaction.current();
    const settings = this.host.config.QUEUES[name];
    const requests = calls.map(({ request, key, delay, priority }) => ({
      task: taskOf(method),
      payload: callPayload(method.input, request, transaction?.scope, transaction?.traceparent),
      ...(key === undefined ? {} : { key }),
      ...(delay === undefined ? {} : { delay }),
      ...(priority === undefined ? {} : { priority }),
      ...(settings && {
        retryLimit: settings.attempts - 1,
        retryDelay: settings.backoffSeconds * 1000,
        retryDelayMax: settings.maxBackoffSeconds * 1000,
      }),
    }));
    const postgres = this.host.component(Postgres);
    const joins = settings?.backend === 'postgres' && postgres.inTransaction;
    return this.queues.get(name).sendBatch(requests, joins ? { client: postgres.db as never } : {});
  }

  /** Cancels a job: at once when it waits, by its signal when it runs. */
  cancel(id: string, queue?: string): ReturnType<Queue['cancel']> {
    return this.queues.get(queue ?? Object.keys(this.host.config.QUEUES)[0] ?? '').cancel(id);
  }

  #open(): Queues {
    const config = Object.fromEntries(
      Object.entries(this.host.config.QUEUES).map(([name, settings]) => {
        const { backend, channel = name, host, port, db, username, password, ssl } = settings;
        const connection = backend === 'redis' ? { channel, host, port, db, username, password, ssl } : {};
        return [name, { backend, ...connection }];
      }),
    );
    const needsDatabase = Object.values(config).some(({ backend }) => backend === 'postgres');
    const queues = openQueues(config, {
      ...(needsDatabase ? { connection: this.host.component(Postgres).pool } : {}),
      log: this.log,
    });
    this.host.onStop(() => queues.close());
    return queues;
  }
}

/** The name under which jobs that call a method are queued. */
export const taskOf = (method: DescMethod): string => `${method.parent.typeName}/${method.name}`;
