import { bucketBounds, type CallMetrics, type MeasuredMethod, statusNames } from '@hawser/core/observe';
import { type Attributes, type HrTime, ValueType } from '@opentelemetry/api';
import { hrTime, millisToHrTime } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';

/**
 * The calls of an application's methods, as they stand when they are collected: the counters that `/metrics` shows, under
 * names that a collector turns into the same ones for Prometheus. Methods that nobody has called are left out.
 */
export function callMetrics(methods: readonly MeasuredMethod[], resource: Resource): MetricProducer {
  const since = millisToHrTime(Date.now());
  const labelled = methods.map(({ info, metrics }) => ({
    metrics,
    labels: { service: info.service.typeName, method: info.desc.name },
  }));
  return {
    async collect() {
      const until = hrTime();
      const called = labelled.filter(({ metrics }) => metrics.inFlight > 0 || callsOf(metrics) > 0);
      const points = <T>(read: (metrics: CallMetrics, labels: Attributes) => [Attributes, T][]) =>
        called
          .flatMap(({ metrics, labels }) => read(metrics, labels))
          .map(([attributes, value]) => point(attributes, value, since, until));
      const metrics: MetricData[] = [
        {
          ...named('hawser.calls', 'Calls that have ended, by gRPC status.', '{call}', ValueType.INT),
          dataPointType: DataPointType.SUM,
          isMonotonic: true,
          dataPoints: points(byStatus),
        },
        {
          ...named('hawser.calls.in_flight', 'Calls now running.', '{call}', ValueType.INT),
          dataPointType: DataPointType.SUM,
          isMonotonic: false,
          dataPoints: points(({ inFlight }, labels) => [[labels, inFlight]]),
        },
        {
          ...named(
            'hawser.call.duration',
            'How long calls took, whatever became of them.',
            's',
            ValueType.DOUBLE,
          ),
          dataPointType: DataPointType.HISTOGRAM,
          dataPoints: points<Histogram>((all, labels) => [[labels, durations(all)]]),
        },
      ];
      return {
        resourceMetrics: { resource, scopeMetrics: [{ scope: { name: 'hawser' }, metrics }] },
        errors: [],
      };
    },
  };
}

function named(name: string, description: string, unit: string, valueType: ValueType) {
  const aggregationTemporality = AggregationTemporality.CUMULATIVE;
  return { descriptor: { name, description, unit, valueType }, aggregationTemporality };
}

function point<T>(attributes: Attributes, value: T, startTime: HrTime, endTime: HrTime): DataPoint<T> {
  return { attributes, value, startTime, endTime };
}

const callsOf = ({ byStatus: counts }: CallMetrics): number => counts.reduce((sum, count) => sum + count, 0);

function byStatus({ byStatus: counts }: CallMetrics, labels: Attributes): [Attributes, number][] {
  return statusNames.flatMap((code, status): [Attributes, number][] =>
    counts[status]! > 0 ? [[{ ...labels, code }, counts[status]!]] : [],
  );
}

function durations({ buckets, seconds }: CallMetrics): Histogram {
  const counts = [...buckets];
  return {
    buckets: { boundaries: [...bucketBounds], counts },
    sum: seconds,
    count: counts.reduce((sum, count) => sum + count, 0),
  };
}
