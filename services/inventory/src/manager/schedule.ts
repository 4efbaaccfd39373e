import { Manager } from '@hawser/core';
import { Jobs } from '@hawser/core/connector/jobs';
import { Postgres } from '@hawser/core/connector/postgres';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { collectQueue } from './queue.ts';

/** What is due, of all domains. */
export class ScheduleManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #queue = this.connector(Jobs);

  /**
   * Sends a job for each collector that is scheduled for an hour of the day, in UTC. One that still waits to start isn't
   * sent again.
   *
   * @returns how many were sent
   */
  async send(hour: number): Promise<number> {
    const due = await this.#postgres.query<{ collector_id: string; domain_id: string }>(
      `select collector_id, domain_id from collectors
       where schedule ->> 'state' = 'ENABLED' and schedule -> 'hours' @> $1::jsonb order by collector_id`,
      [JSON.stringify([hour])],
    );
    const calls = due.map(({ collector_id, domain_id }) => ({
      request: { collectorId: collector_id, domainId: domain_id },
      key: `collect/${collector_id}`,
    }));
    const ids = await this.#queue.sendAll(CollectingService.method.runCollector, calls, {
      queue: collectQueue,
    });
    return ids.filter(id => id !== null).length;
  }
}
