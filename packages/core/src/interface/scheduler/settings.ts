import type { Config, DeepReadonly } from '../../config/index.ts';
import type { Trigger } from './trigger.ts';

/**
 * The trigger of an entry of `SCHEDULERS`. A `rule` makes a cron schedule; `hours`, `minute` or a backend whose class has
 * Hourly in its name, as SpaceONE's do, an hourly one, where `interval` counts hours and a list of `hours` names those of the day; else `interval` counts seconds.
 *
 * @throws RangeError if there is none of them
 */
export function triggerOf(settings: DeepReadonly<Config['SCHEDULERS'][string]>): Trigger {
  const { backend, rule, timezone, interval, hours, minute } = settings;
  const at = Number((minute ?? ':00').slice(1));
  if (typeof hours === 'object') return { kind: 'cron', rule: `${at} ${hours.join(',')} * * *`, timezone };
  if (rule !== undefined) return { kind: 'cron', rule, timezone };
  if (hours !== undefined || minute !== undefined || /Hourly\w*$/.test(backend))
    return {
      kind: 'hourly',
      hours: hours ?? interval ?? 1,
      minute: at,
      timezone,
    };
  if (interval !== undefined) return { kind: 'interval', seconds: interval };
  throw new RangeError(
    `a scheduler of the backend '${backend}' needs a rule, an interval, hours or a minute`,
  );
}
