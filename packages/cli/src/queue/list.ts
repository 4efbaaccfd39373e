import type { JobRecord, JobState } from '@hawser/core/queue';
import { type Format, formatData, print } from '../terminal/output.ts';
import { renderTable } from '../terminal/table.ts';
import { withQueues } from './open.ts';

export interface QueueListCommand {
  state?: JobState;
  limit: number;
  config?: string;
  output: Format;
}

/** Lists jobs of queues, newest first, and how many stand where. */
export async function runQueueList(service: string | undefined, command: QueueListCommand): Promise<void> {
  const { state, limit, config, output } = command;
  const found = await withQueues(service, config, queues =>
    Promise.all(
      queues.map(async ({ service: owner, queue }) => ({
        service: owner,
        queue: queue.name,
        depth: await queue.depth(),
        jobs: await queue.list({ ...(state ? { state } : {}), page: { limit } }),
      })),
    ),
  );
  if (output !== 'table') return print(await formatData(found, output));
  const rows = found.flatMap(({ service: owner, jobs }) => jobs.map(job => row(owner, job)));
  if (rows.length > 0)
    await print(renderTable(['SERVICE', 'QUEUE', 'ID', 'TASK', 'STATE', 'ATTEMPT', 'NEXT', 'ERROR'], rows));
  for (const { service: owner, queue, depth } of found) {
    const counts = Object.entries(depth).map(([name, count]) => `${count} ${name}`);
    await print(`${owner}/${queue}: ${counts.join(', ')}\n`);
  }
}

function row(service: string, job: JobRecord): unknown[] {
  const next = job.state === 'waiting' || job.state === 'delayed' ? job.runAt.toISOString() : '';
  const state = job.cancelling ? 'cancelling' : job.state;
  return [
    service,
    job.queue,
    job.id,
    job.task,
    state,
    `${job.attempt}/${job.retryLimit + 1}`,
    next,
    job.error,
  ];
}
