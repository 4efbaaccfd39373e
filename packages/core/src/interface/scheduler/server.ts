import type { Application } from '../../application.ts';
import { callPayload, Jobs, taskOf } from '../../connector/jobs/index.ts';
import { Postgres } from '../../connector/postgres/postgres.ts';
import type { ScheduledTask } from '../../manifest/index.ts';
import { QueueDatabase } from '../../queue/index.ts';
import type { RunningServer } from '../server.ts';
import type { JobProducer, Schedule } from './schedule.ts';
import { Scheduler } from './scheduler.ts';
import { triggerOf } from './settings.ts';

/**
 * Starts the schedules of `SCHEDULERS`: each sends a call of one of the service's rpcs to its queue when it is due. Which
 * one, the manifest's `tasks` say by the schedule's name or its backend's.
 *
 * @throws Error that names the schedule for which there is no task
 */
export async function startSchedulers(application: Application): Promise<RunningServer> {
  const { config, log, name, manifest } = application;
  const { queues } = application.component(Jobs);
  const tasks = new Map(Object.entries(manifest.tasks ?? {}));
  const schedules = Object.entries(config.SCHEDULERS).map(([schedule, settings]): Schedule => {
    const task = tasks.get(schedule) ?? tasks.get(settings.backend);
    if (!task) {
      const known = [...tasks.keys()].join(', ') || 'none';
      throw new Error(`SCHEDULERS.${schedule}: ${name} has no task of that name or backend; it has ${known}`);
    }
    const { queue, missed } = settings;
    return {
      name: schedule,
      trigger: triggerOf(settings),
      queue: queues.get(queue),
      jobs: producer(task),
      missed,
    };
  });
  const database = new QueueDatabase(application.component(Postgres).pool, log);
  const scheduler = new Scheduler({ name, schedules, database, log });
  scheduler.start();
  return {
    kind: 'scheduler',
    address: '',
    drain: async () => {
      await scheduler.stop();
      await database.close();
    },
  };
}

function producer({ method, request = {} }: ScheduledTask): JobProducer {
  return () => [{ task: taskOf(method), payload: callPayload(method.input, request, undefined, undefined) }];
}
