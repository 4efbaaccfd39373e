import { Cron } from 'croner';

/** When a schedule is due. */
export type Trigger =
  /** Every so many seconds, counted from 1970 UTC: the same times for every replica and after every restart. */
  | { kind: 'interval'; seconds: number }
  /**
   * Every so many hours at this minute: of hours 6 and minute 30 it is 00:30, 06:30 … In UTC (default) they are counted
   * as seconds are, in another time zone from its midnight, so there they must divide 24.
   */
  | { kind: 'hourly'; hours: number; minute: number; timezone?: string }
  /** Five fields (minute, hour, day, month, weekday), or six with seconds first, in the time zone; default UTC. */
  | { kind: 'cron'; rule: string; timezone?: string };

/** The times of a trigger, in milliseconds since 1970. */
export interface Ticks {
  /** The last one at or before `time`; null if there was none. */
  latest(time: number): number | null;
  /** The first one after `time`; null if there is none. */
  next(time: number): number | null;
}

const hour = 3_600_000;

/** @throws RangeError for numbers out of bounds, a rule that can't be read or never comes, or an unknown time zone */
export function ticksOf(trigger: Trigger): Ticks {
  switch (trigger.kind) {
    case 'interval':
      return every(positive('interval', trigger.seconds, 10 * 366 * 86_400) * 1_000, 0);
    case 'hourly':
      if (!Number.isInteger(trigger.minute) || trigger.minute < 0 || trigger.minute > 59)
        throw new RangeError(`minute must be from 0 to 59, not ${trigger.minute}`);
      positive('hours', trigger.hours, 10 * 366 * 24);
      if (trigger.timezone !== undefined && trigger.timezone !== 'UTC')
        return localHours(trigger, trigger.timezone);
      return every(trigger.hours * hour, trigger.minute * 60_000);
    case 'cron':
      return cron(trigger.rule, trigger.timezone ?? 'UTC');
  }
}

function every(period: number, offset: number): Ticks {
  const latest = (time: number) => Math.floor((time - offset) / period) * period + offset;
  return { latest, next: time => latest(time) + period };
}

function localHours({ hours, minute }: { hours: number; minute: number }, timezone: string): Ticks {
  if (24 % hours !== 0)
    throw new RangeError(`hours must divide 24 in a time zone other than UTC, not ${hours}`);
  return cron(`${minute} ${hours === 24 ? '0' : `*/${hours}`} * * *`, timezone);
}

function cron(rule: string, timezone: string): Ticks {
  let job: Cron;
  try {
    job = new Cron(rule, { timezone, paused: true });
    if (job.nextRun() === null) throw new Error('it never comes');
  } catch (error) {
    throw new RangeError(`rule '${rule}' in ${timezone}: ${error instanceof Error ? error.message : error}`);
  }
  return {
    latest: time => {
      // The library's answer may lie in the second that `time` is in, so one more is asked for.
      const runs = job.previousRuns(2, new Date(time + 1_000));
      return runs.map(run => run.getTime()).find(run => run <= time) ?? null;
    },
    next: time => job.nextRun(new Date(time))?.getTime() ?? null,
  };
}

function positive(what: string, value: number, most: number): number {
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new RangeError(`${what} must be an integer from 1 to ${most}, not ${value}`);
  return value;
}
