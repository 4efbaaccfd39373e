import { pino } from 'pino';

/** What stands in every record and says nothing to people. */
const known = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'err']);

/**
 * A log record for people: `2026-01-31T12:00:00.000Z WARN  inventory: text key=value`, and the error's stack, indented,
 * below. Whatever is in a record, it can't begin a line that looks like another one's.
 *
 * @param line the record as pino writes it, an object of JSON
 */
export function prettyLine(line: string): string {
  const record = JSON.parse(line) as Record<string, unknown>;
  const { level, time, name, msg, err } = record;
  const label = (pino.levels.labels[Number(level)] ?? String(level)).toUpperCase().padEnd(5);
  const fields = Object.entries(record)
    .filter(([key]) => !known.has(key))
    .map(([key, value]) => `${printable(key)}=${shown(value)}`);
  const text = typeof msg === 'string' ? [printable(msg)] : [];
  const head = `${new Date(Number(time)).toISOString()} ${label} ${printable(String(name))}:`;
  return `${[head, ...text, ...fields].join(' ')}\n${below(err)}`;
}

/** The stack of an error, or what else stands in its place, four spaces in. */
function below(err: unknown): string {
  if (err === undefined || err === null) return '';
  const { stack } = err as { stack?: unknown };
  const lines = typeof stack === 'string' ? stack.split('\n') : [shown(err)];
  return lines.map(line => `    ${printable(line.trim())}\n`).join('');
}

/** Words as they are, everything else as JSON. */
function shown(value: unknown): string {
  if (typeof value === 'string' && /^[^\s"=\p{C}]+$/u.test(value)) return value;
  return printable(JSON.stringify(value));
}

/** Control characters and the like as JSON writes them: lines stay lines, and terminals do as they were told. */
const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
