import type { Queue } from 'bullmq';
import type { Stored } from './data.ts';

/** How long it is known that a job was cancelled while it ran: as long as BullMQ keeps it; seconds. */
const keep = 30 * 86_400;

/** Remembers which running jobs were cancelled, for which BullMQ has no place. */
export class Cancellations {
  readonly #queue: Queue<Stored, null>;

  constructor(queue: Queue<Stored, null>) {
    this.#queue = queue;
  }

  async add(id: string): Promise<void> {
    await (await this.#queue.client).set(this.#key(id), '1', { EX: keep });
  }

  async remove(id: string): Promise<void> {
    await (await this.#queue.client).del(this.#key(id));
  }

  /** For each id, whether its job was cancelled. */
  async have(ids: readonly string[]): Promise<boolean[]> {
    if (ids.length === 0) return [];
    const client = await this.#queue.client;
    return Promise.all(ids.map(async id => (await client.get(this.#key(id))) !== null));
  }

  #key(id: string): string {
    return this.#queue.toKey(`${id}:cancel`);
  }
}
