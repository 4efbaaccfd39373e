import { CliError, usageError } from '../error.ts';
import { print } from '../terminal/output.ts';
import { type OwnQueue, withQueues } from './open.ts';

export interface QueueChangeCommand {
  all?: boolean;
  service?: string;
  config?: string;
}

/** Dead letters are taken page by page. */
const pageSize = 1_000;

/** Gives one job, or all dead ones, their attempts again. */
export async function runRequeue(id: string | undefined, command: QueueChangeCommand): Promise<void> {
  if ((id === undefined) !== (command.all === true)) throw usageError('name one job, or all with --all');
  await withQueues(command.service, command.config, async queues => {
    if (id === undefined) {
      let count = 0;
      for (const { queue } of queues) count += await requeueAll(queue);
      return print(`${count} requeued\n`);
    }
    const queue = await find(queues, id);
    if (await queue.requeue(id)) return print(`${id} requeued\n`);
    throw new CliError(`${id} is neither dead nor cancelled, or an unfinished job has its key`);
  });
}

/** Cancels a job. */
export async function runCancel(id: string, { service, config }: QueueChangeCommand): Promise<void> {
  await withQueues(service, config, async queues => {
    const state = await (await find(queues, id)).cancel(id);
    if (state === null) throw new CliError(`${id} has ended already`);
    await print(`${id} ${state}\n`);
  });
}

/** Jobs that can't be requeued, as their key is taken, are passed over. */
async function requeueAll(queue: OwnQueue['queue']): Promise<number> {
  let count = 0;
  for (let start = 1; ; ) {
    const dead = await queue.deadLetters({ start, limit: pageSize });
    for (const { id } of dead) {
      if (await queue.requeue(id)) count++;
      else start++;
    }
    if (dead.length < pageSize) return count;
  }
}

async function find(queues: readonly OwnQueue[], id: string): Promise<OwnQueue['queue']> {
  for (const { queue } of queues) if (await queue.get(id)) return queue;
  throw new CliError(`no queue has a job ${id}`);
}
