import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { bucketBounds, type CompiledMethod } from '../../pipeline/index.ts';
import { statusNames } from './error-body.ts';

/** What `/metrics` reads of a method. */
export type MeasuredMethod = Pick<CompiledMethod, 'info' | 'metrics'>;

let processMetrics: Registry | undefined;

/** The process's own metrics, observed once a process however many servers it has. */
function processRegistry(): Registry {
  if (!processMetrics) {
    processMetrics = new Registry();
    collectDefaultMetrics({ register: processMetrics });
  }
  return processMetrics;
}

/**
 * `/metrics` in Prometheus's text format: the calls of every method, by every transport, and the process.
 * @param more further metrics, in the same format
 */
export function registerMetrics(
  app: FastifyInstance,
  methods: readonly MeasuredMethod[],
  more: () => Promise<string> = async () => '',
): void {
  const registry = processRegistry();
  app.get('/metrics', async (_request, reply) => {
    reply.header('content-type', registry.contentType).header('cache-control', 'no-store');
    return callMetrics(methods) + (await more()) + (await registry.metrics());
  });
}

/**
 * The calls as Prometheus's text. Counters stand there from the start, at zero, so that a rate sees the first call;
 * histograms only of methods that were called, since each has many lines.
 */
export function callMetrics(methods: readonly MeasuredMethod[]): string {
  const labelled = methods.map(({ info, metrics }) => ({
    labels: `service="${info.service.typeName}",method="${info.desc.name}"`,
    metrics,
  }));
  const lines = [
    '# HELP hawser_calls_total Calls that have ended, by gRPC status.',
    '# TYPE hawser_calls_total counter',
  ];
  for (const { labels, metrics } of labelled) {
    for (const [status, name] of statusNames.entries()) {
      const count = metrics.byStatus[status]!;
      if (count > 0 || status === 0) lines.push(`hawser_calls_total{${labels},code="${name}"} ${count}`);
    }
  }
  lines.push('# HELP hawser_calls_in_flight Calls now running.', '# TYPE hawser_calls_in_flight gauge');
  for (const { labels, metrics } of labelled)
    lines.push(`hawser_calls_in_flight{${labels}} ${metrics.inFlight}`);
  lines.push(
    '# HELP hawser_call_duration_seconds How long calls took, whatever became of them.',
    '# TYPE hawser_call_duration_seconds histogram',
  );
  for (const { labels, metrics } of labelled) {
    let count = 0;
    const buckets = [...metrics.buckets].map((inBucket, i) => {
      count += inBucket;
      return `hawser_call_duration_seconds_bucket{${labels},le="${bucketBounds[i] ?? '+Inf'}"} ${count}`;
    });
    if (count === 0) continue;
    lines.push(
      ...buckets,
      `hawser_call_duration_seconds_sum{${labels}} ${metrics.seconds}`,
      `hawser_call_duration_seconds_count{${labels}} ${count}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
