import { nearest } from '@hawser/core/config';
import type { z } from 'zod';
import { parseText } from '../../text/parse.ts';
import { formatPath, quotesHint, show } from '../../text/place.ts';
import type { Problem } from '../../text/problem.ts';
import type { OpenStackChart } from './charts.ts';
import { checkValues } from './check.ts';
import { mergedValues } from './defaults.ts';
import { replacedKeys } from './replaced.ts';
import { unreadKeys } from './walk.ts';

/** A values file that was looked at. */
export interface ReadValues {
  values: Readonly<Record<string, unknown>>;
  problems: readonly Problem[];
  /** Keys that change nothing, that mean another thing than they did, or that ought to be changed. */
  notes: readonly Problem[];
}

/** Reads values of a chart and finds all that is wrong with them at once. */
export function readOpenStackValues(text: string, chart: OpenStackChart): ReadValues {
  const read = parseText(text);
  const { problems, lineOf } = read;
  if (read.value === undefined) return { values: {}, problems, notes: [] };
  const place = (path: readonly PropertyKey[], message: string): Problem => ({
    path: formatPath(path),
    ...withLine(lineOf(path)),
    message,
  });
  const value = read.value ?? {};
  const parsed = chart.values.safeParse(value);
  for (const issue of parsed.error?.issues ?? [])
    problems.push(...describe(issue, value, chart.values).map(({ path, message }) => place(path, message)));
  const values = (typeof value === 'object' ? value : {}) as Record<string, unknown>;
  if (problems.length === 0) {
    const merged = mergedValues(chart, values);
    problems.push(...checkValues(chart, merged).map(({ path, message }) => place(path, message)));
  }
  const notes = [...unreadKeys(chart.values, values), ...replacedKeys(chart, values)].map(
    ({ path, message }) => place(path, message),
  );
  return { values, problems: byLine(problems), notes: byLine(notes) };
}

const withLine = (line: number | undefined) => (line === undefined ? {} : { line });
const byLine = (list: Problem[]) => list.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));

/** A zod issue in words: unknown keys one by one, with the nearest known one. */
function describe(issue: z.core.$ZodIssue, value: unknown, type: z.ZodType) {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => {
      const meant = nearest(key, knownKeys(type, issue.path));
      return {
        path: [...issue.path, key],
        message: `unknown key${meant ? `; did you mean "${meant}"?` : ''}`,
      };
    });
  const given = at(value, issue.path);
  const got = given === undefined ? 'it is missing' : `got ${show(given)}`;
  const hint = issue.code === 'invalid_type' ? quotesHint(issue.expected, given) : '';
  return [
    {
      path: issue.path,
      message: `${expected(issue, given)}, ${got}${hint}`,
    },
  ];
}

function expected(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === 'invalid_value') {
    const meant = nearest(String(given), issue.values.map(String));
    return `expected one of ${issue.values.join(', ')}${meant ? ` (did you mean "${meant}"?)` : ''}`;
  }
  if (issue.code !== 'invalid_type') return issue.message;
  const kinds: Record<string, string> = {
    object: 'a map',
    record: 'a map',
    array: 'a list',
    string: 'a text',
  };
  return `expected ${kinds[issue.expected] ?? issue.expected}`;
}

const at = (value: unknown, path: readonly PropertyKey[]) =>
  path.reduce<unknown>(
    (item, step) =>
      typeof item === 'object' && item !== null ? (item as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );

/** The keys that a type knows at a path. */
function knownKeys(type: z.ZodType, path: readonly PropertyKey[]): string[] {
  let inner: z.ZodType | undefined = type;
  for (const step of path) {
    const map = unwrapped(inner);
    inner = (
      typeof step === 'number'
        ? (map as Partial<z.ZodArray> | undefined)?.element
        : (map as Partial<z.ZodObject> | undefined)?.shape?.[String(step)]
    ) as z.ZodType | undefined;
  }
  return Object.keys((unwrapped(inner) as Partial<z.ZodObject> | undefined)?.shape ?? {});
}

function unwrapped(type: z.ZodType | undefined): z.ZodType | undefined {
  let inner = type;
  while (inner && 'unwrap' in inner && inner.def.type !== 'array')
    inner = (inner as z.ZodOptional<z.ZodType>).unwrap();
  return inner;
}
