import { Application, type Manifest } from '@hawser/core';
import { Jobs } from '@hawser/core/connector/jobs';
import type { Queue } from '@hawser/core/queue';
import { CliError } from '../error.ts';
import { explainAway } from '../project/away.ts';
import { findProject, findService } from '../project/find.ts';
import { operatorConfig } from '../project/service-config.ts';
import { silent } from '../silent.ts';

/** A queue, and whose it is. */
export interface OwnQueue {
  service: string;
  queue: Queue;
}

/**
 * Runs `work` with the queues of a service, or of all services of the project that have any, and lets go of them.
 *
 * @throws CliError when there are none
 */
export async function withQueues<T>(
  service: string | undefined,
  directory: string | undefined,
  work: (queues: readonly OwnQueue[]) => Promise<T>,
): Promise<T> {
  const manifests: readonly Manifest[] =
    service === undefined
      ? (await findProject(process.cwd())).definition.services
      : [await findService(process.cwd(), service)];
  const applications: Application[] = [];
  try {
    for (const manifest of manifests) {
      const { value: config } = await operatorConfig(manifest, { directory });
      if (Object.keys(config.QUEUES).length === 0) continue;
      applications.push(new Application(manifest, { config, log: silent }));
    }
    const queues = applications.flatMap(application =>
      application
        .component(Jobs)
        .queues.all()
        .map(queue => ({ service: application.name, queue })),
    );
    if (queues.length === 0)
      throw new CliError(`${service ?? 'the project'} has no QUEUES in its configuration`);
    return await explainAway(() => work(queues));
  } finally {
    await Promise.all(applications.map(application => application.stop(0)));
  }
}
