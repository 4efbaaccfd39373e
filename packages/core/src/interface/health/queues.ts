import { setTimeout as delay } from 'node:timers/promises';
import type { Application } from '../../application.ts';
import { Jobs } from '../../connector/jobs/index.ts';
import type { Depth, Queue } from '../../queue/index.ts';

/** How long counts are told again, in milliseconds: several scrapers and an autoscaler may ask, and counting costs. */
const keptMs = 2_000;
/** A queue that takes longer to count is told to be away, in milliseconds. */
const limitMs = 3_000;

const states: readonly (keyof Depth)[] = ['waiting', 'delayed', 'active', 'dead'];

/** How many jobs stand where in each of an application's queues, as Prometheus's text. */
export class QueueMetrics {
  readonly #application: Application;
  #known: { text: Promise<string>; until: number } | undefined;

  constructor(application: Application) {
    this.#application = application;
  }

  /** Empty for an application without queues. Never rejects: a queue that is away is told so. */
  text(): Promise<string> {
    if (Object.keys(this.#application.config.QUEUES).length === 0) return Promise.resolve('');
    if (!this.#known || this.#known.until < Date.now())
      this.#known = { text: this.#count(), until: Date.now() + keptMs };
    return this.#known.text;
  }

  async #count(): Promise<string> {
    const queues = this.#application.component(Jobs).queues.all();
    const counted = await Promise.all(queues.map(async queue => ({ queue, depth: await depthOf(queue) })));
    const lines = [
      '# HELP hawser_queue_up Whether the jobs of a queue can be counted.',
      '# TYPE hawser_queue_up gauge',
      ...counted.map(({ queue, depth }) => `hawser_queue_up{queue="${queue.name}"} ${depth ? 1 : 0}`),
      '# HELP hawser_queue_jobs Jobs of a queue that have not ended, and dead letters.',
      '# TYPE hawser_queue_jobs gauge',
    ];
    for (const { queue, depth } of counted) {
      if (!depth) continue;
      for (const state of states)
        lines.push(`hawser_queue_jobs{queue="${queue.name}",state="${state}"} ${depth[state]}`);
    }
    return `${lines.join('\n')}\n`;
  }
}

function depthOf(queue: Queue): Promise<Depth | undefined> {
  return Promise.race([queue.depth().catch(() => undefined), delay(limitMs, undefined, { ref: false })]);
}
