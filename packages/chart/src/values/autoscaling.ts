import { z } from 'zod';
import { anyName, flag, key, map, open, openList, port, text, whole } from './types.ts';

const queue = () =>
  map({
    channel: key(text(), 'The queue’s name in its backend.'),
    backend: key(z.enum(['postgres', 'redis']), 'Where the queue is kept.', { default: 'postgres' }),
    jobsPerReplica: key(whole(1), 'Jobs, waiting and running, for each replica.', { default: 8 }),
    host: key(text(), 'Host of the database or of Redis.', {
      defaultText: '`DATABASES.default.host`, or the queue’s own, of the values',
    }),
    port: key(port(), 'Its port.', { defaultText: '5432 or 6379' }),
    database: key(text(), 'PostgreSQL: the database.', { defaultText: 'the service’s name' }),
    user: key(text(), 'PostgreSQL: the user.', { default: 'hawser' }),
    db: key(whole(), 'Redis: the database’s number.', { default: 0 }),
    ssl: key(flag(), 'Connect with TLS.', { default: false }),
    existingSecret: key(anyName(), 'The Secret with the password.', {
      defaultText: 'the database’s, for PostgreSQL',
    }),
    passwordKey: key(text(), 'Its key.', { default: 'password' }),
  });

const keda = () =>
  map({
    enabled: key(flag(), 'Scale by queues, with KEDA.', { default: false }),
    minReplicas: key(whole(), 'Least replicas; 0 lets a worker go when there is nothing to do.', {
      default: 0,
    }),
    maxReplicas: key(whole(1), 'Most replicas.', { default: 4 }),
    pollingInterval: key(whole(1), 'Seconds between looks.', { default: 30 }),
    cooldownPeriod: key(whole(), 'Seconds without a job before the last replica goes.', { default: 300 }),
    queues: key(z.array(queue()), 'The queues that decide.', { default: [] }),
    triggers: key(openList(), 'Further triggers in KEDA’s own form.', { default: [] }),
  });

/** How many replicas a server has, by its load. */
export const autoscaling = () =>
  map({
    enabled: key(flag(), 'Make a HorizontalPodAutoscaler.', { default: false }),
    minReplicas: key(whole(1), 'Least replicas.', { default: 1 }),
    maxReplicas: key(whole(1), 'Most replicas.', { default: 4 }),
    cpu: key(whole(1, 1000), 'Processor time that is aimed at, in percent of the requests.', { default: 80 }),
    memory: key(whole(1, 1000), 'Memory that is aimed at, in percent of the requests.'),
    metrics: key(openList(), 'Further metrics in Kubernetes’ own form.', { default: [] }),
    behavior: key(open(), 'How fast it may go up and down, in Kubernetes’ own form.'),
    keda: key(keda(), 'Scale by the depth of queues; workers only.'),
  });
