import { InvalidArgumentError } from 'commander';

/** A TCP port; 0 stands for a free one. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is 0 to 65535.');
  return port;
}

/** A whole number from 1. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || !Number.isSafeInteger(count))
    throw new InvalidArgumentError('It is a whole number from 1.');
  return count;
}

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A time such as `500ms`, `10s`, `2m`; without a unit, seconds. In milliseconds. */
export function parseDuration(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  const time = found && Number(found[1]) * units[(found[2] ?? 's') as keyof typeof units];
  if (!time) throw new InvalidArgumentError('A time is a number above 0 with ms, s, m or h.');
  return time;
}

/** For options that may be repeated: all values, in order. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
