import { AsyncLocalStorage } from 'node:async_hooks';
import type { JsonObject } from '@bufbuild/protobuf';
import { HawserError, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { CollectorPlugin } from '../connector/collector-plugin.ts';
import { Plugins } from '../connector/plugins.ts';
import { Secrets } from '../connector/secrets.ts';
import { collectorRules } from '../model/collector-rule.ts';
import { settingsOf } from '../settings.ts';
import { batches } from './collecting/batches.ts';
import { FinderManager } from './collecting/finder.ts';
import { type EndedJob, FinishManager } from './collecting/finish.ts';
import { type NotRun, type Part, PartManager } from './collecting/parts.ts';
import { problem } from './collecting/problem.ts';
import { UpsertManager } from './collecting/upsert.ts';

/** Resources are stored, and progress shows, by so many or after so many milliseconds. */
const batchSize = 500;
const batchMs = 1000;

/** A part is tried so often while the services that it needs are away. */
const patience = 5;

/** Runs what has to be done although the call has ended. */
const outside = AsyncLocalStorage.snapshot();

/** What became of running a part. */
export type Ran = { ended: EndedJob | undefined } | Exclude<NotRun, 'canceled'>;

/** Runs parts of collecting tasks: from the plugin's stream into the inventory. */
export class CollectingManager extends Manager {
  readonly #plugins = this.connector(Plugins);
  readonly #secrets = this.connector(Secrets);
  readonly #plugin = this.connector(CollectorPlugin);
  readonly #parts = this.manager(PartManager);
  readonly #upsert = this.manager(UpsertManager);
  readonly #finish = this.manager(FinishManager);
  readonly #finders = this.manager(FinderManager);
  readonly #rules = new ResourceStore(this.connector(Postgres), collectorRules);

  /**
   * Runs one part, from its start however far an earlier run of it came.
   * @throws what another try may help against: the part isn't ended then
   */
  async run(jobTaskId: string, partNumber: number, domainId: string): Promise<Ran> {
    const part = await this.#parts.begin(jobTaskId, partNumber, domainId);
    if (part === 'canceled')
      return { ended: await this.#finish.finish({ jobTaskId, part: partNumber, end: 'CANCELED' }) };
    if (typeof part === 'string') return part;
    const { attempt } = part.source;
    const which = { jobTaskId, part: partNumber, attempt };
    try {
      if (!(await this.#collect(part)))
        return { ended: await this.#finish.finish({ ...which, end: 'CANCELED' }) };
      const failed = await this.#parts.hasFailures(jobTaskId, partNumber);
      return { ended: await this.#finish.finish({ ...which, end: failed ? 'FAILURE' : 'SUCCESS' }) };
    } catch (thrown) {
      if (this.transaction.signal.aborted) {
        // Cancelled, or the worker stops: then another run of the part begins anew.
        const ended = await outside(() => this.#finish.finishCanceled(which));
        if (ended !== 'goes on') return { ended };
        throw thrown;
      }
      if (!(thrown instanceof PluginError)) throw thrown;
      const failed = problem('COLLECTOR_PLUGIN', thrown.message);
      return { ended: await this.#finish.finish({ ...which, end: 'FAILURE', problem: failed }) };
    }
  }

  /** @returns whether the stream came to its end: false when the job was cancelled meanwhile */
  async #collect(part: Part): Promise<boolean> {
    const { source, plugin, taskOptions } = part;
    const { endpoint, secretData } = await this.#reach(part);
    const [managed, custom] = await Promise.all(
      ['MANAGED', 'CUSTOM'].map(ruleType => this.#rules.all({ collectorId: source.collectorId, ruleType })),
    );
    const storing = { source, rules: [managed!, custom!], finder: this.#finders.open() };
    const stop = new AbortController();
    const hours = settingsOf(this.host).JOB_TIMEOUT;
    const late = AbortSignal.timeout(Math.min(hours * 3_600_000, 0x7fffffff));
    const signal = AbortSignal.any([this.transaction.signal, stop.signal, late]);
    const stream = this.#plugin.collect(
      endpoint,
      { options: plugin.options, secretData, taskOptions },
      signal,
    );
    let done = 0;
    let goesOn = true;
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const batch of batches(stream, batchSize, batchMs)) {
        const prepared = await this.#upsert.prepare(batch, storing);
        await writing;
        if (!goesOn) break;
        writing = this.#upsert.store(prepared, storing).then(more => {
          goesOn = more;
          done += batch.length;
          this.transaction.progress({ done, message: `${done} resources` });
          if (!more) stop.abort();
        });
        // Waited for before the next batch; until then its failure is nobody's.
        writing.catch(() => stop.abort());
      }
    } catch (thrown) {
      await writing;
      if (!goesOn) return false;
      // Ended by this side: the queue knows whether to try again.
      if (this.transaction.signal.aborted) throw this.transaction.signal.reason;
      throw new PluginError(late.aborted ? new Error(`The plugin took longer than ${hours} hours.`) : thrown);
    }
    await writing;
    return goesOn;
  }

  /** Where the plugin listens, and the secret's data. Fails the part only when asking again didn't help. */
  async #reach({ source, plugin }: Part): Promise<{ endpoint: string; secretData: JsonObject }> {
    try {
      const { endpoint } = await this.#plugins.locate(plugin, source.domainId);
      const secretData =
        source.secretId === '' ? {} : await this.#secrets.data(source.secretId, source.domainId);
      return { endpoint, secretData };
    } catch (thrown) {
      const isAway =
        thrown instanceof HawserError && ['GRPC_CONNECTION', 'REQUEST_TIMEOUT'].includes(thrown.code);
      if (!(thrown instanceof HawserError) || (isAway && source.attempt < patience)) throw thrown;
      throw new PluginError(thrown);
    }
  }
}

/** What ended the plugin's stream, or kept it from starting. */
class PluginError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
