/** Upper bounds of the duration histogram's buckets, in seconds: from a cached answer to a long collection. */
export const bucketBounds: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60,
];

/**
 * One method's counters. Plain numbers that the /metrics page reads: an observation costs a clock read and a few
 * additions, whatever the number of methods.
 */
export class CallMetrics {
  /** Calls now running. */
  inFlight = 0;
  /** Calls ended, by gRPC status code. */
  readonly byStatus: Float64Array = new Float64Array(17);
  /** Calls ended, by the bucket of their duration; the last is beyond all bounds. */
  readonly buckets: Float64Array = new Float64Array(bucketBounds.length + 1);
  /** All durations added up, in seconds. */
  seconds = 0;

  /** @returns a mark for `end`. */
  begin(): number {
    this.inFlight++;
    return performance.now();
  }

  end(began: number, status: number): void {
    this.inFlight--;
    const seconds = (performance.now() - began) / 1000;
    this.seconds += seconds;
    this.byStatus[status]!++;
    let bucket = 0;
    while (bucket < bucketBounds.length && seconds > bucketBounds[bucket]!) bucket++;
    this.buckets[bucket]!++;
  }
}
