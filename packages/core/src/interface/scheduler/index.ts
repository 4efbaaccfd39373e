export { type Clock, systemClock } from './clock.ts';
export type { JobProducer, Schedule, Tick } from './schedule.ts';
export { Scheduler, type SchedulerOptions } from './scheduler.ts';
export { triggerOf } from './settings.ts';
export { type Ticks, type Trigger, ticksOf } from './trigger.ts';
