import { nearest } from '@hawser/core/config/nearest';
import type { z } from 'zod';
import { parseText, unclosed } from '../../text/parse.ts';
import { formatPath, quotesHint, show } from '../../text/place.ts';
import type { Problem } from '../../text/problem.ts';
import { checkValues } from './check.ts';
import { unusedKeys } from './unused.ts';
import { type TarsValues, tarsValues } from './values.ts';

/** A values file that was looked at. */
export interface ReadValues {
  /** The values as they stand; partly filled where `problems` names something. */
  values: TarsValues;
  problems: readonly Problem[];
  /** Keys that are known and change nothing, with why. */
  unused: readonly Problem[];
}

/** Whether a text is a TARS server's values.yaml: a map with `app`, `server` and `repo` or `servants`. */
export function isTarsValues(text: string): boolean {
  const value = parseText(text).value as Record<string, unknown> | null;
  return (
    typeof value === 'object' &&
    value !== null &&
    'app' in value &&
    'server' in value &&
    ('repo' in value || 'servants' in value)
  );
}

/**
 * Reads a TARS server's values.yaml and finds all that is wrong with it at once: what isn't YAML, what isn't known, what
 * has a wrong type, and what can't be right together.
 */
export function readTarsValues(text: string): ReadValues {
  const { value, problems, lineOf } = parseText(text);
  if (value === undefined) return { values: {} as TarsValues, problems, unused: [] };
  const parsed = tarsValues.safeParse(value);
  if (!parsed.success)
    for (const issue of parsed.error.issues) problems.push(...describe(issue, value, lineOf));
  const values = (value ?? {}) as TarsValues;
  const unused = unusedKeys(values).map(([path, why]) => ({
    path: formatPath(path),
    line: lineOf(path),
    message: `has no effect: ${why}`,
  }));
  const unreadable = new Set(problems.filter(({ message }) => message === unclosed).map(({ path }) => path));
  for (const { path, message } of checkValues(values))
    if (!unreadable.has(formatPath(path)))
      problems.push({ path: formatPath(path), line: lineOf(path), message });
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { values, problems, unused };
}

/** A zod issue as problems: unknown keys one by one, with the nearest known one. */
function describe(
  issue: z.core.$ZodIssue,
  value: unknown,
  lineOf: (path: readonly PropertyKey[]) => number | undefined,
): Problem[] {
  const at = (path: readonly PropertyKey[], message: string): Problem => ({
    path: formatPath(path),
    line: lineOf(path),
    message,
  });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => {
      const meant = nearest(key, knownKeys(issue.path));
      return at([...issue.path, key], `unknown key${meant ? `; did you mean "${meant}"?` : ''}`);
    });
  }
  const given = issue.path.reduce<unknown>(
    (item, step) =>
      typeof item === 'object' && item !== null ? (item as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );
  const got = given === undefined ? 'it is missing' : `got ${show(given)}`;
  // Of the types that a value may have, the one whose own keys are wrong, not the value itself.
  const within =
    issue.code === 'invalid_union' &&
    issue.errors.find(inner => inner.length > 0 && inner.every(({ path }) => path.length > 0));
  if (within)
    return within.flatMap(inner =>
      describe({ ...inner, path: [...issue.path, ...inner.path] }, value, lineOf),
    );
  if (issue.code === 'invalid_value') {
    const meant = nearest(String(given), issue.values.map(String));
    const known = `expected one of ${issue.values.filter(one => one !== '').join(', ')}, ${got}`;
    return [at(issue.path, meant ? `${known}; did you mean "${meant}"?` : known)];
  }
  if (issue.code === 'invalid_type') {
    const expected =
      issue.expected === 'object' ? 'a map' : issue.expected === 'array' ? 'a list' : issue.expected;
    return [at(issue.path, `expected ${expected}, ${got}${quotesHint(issue.expected, given)}`)];
  }
  return [at(issue.path, `${issue.message}, ${got}`)];
}

/** The keys that the schema knows at a path, whatever index a list has there. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let type: z.ZodType | undefined = tarsValues;
  for (const step of path) {
    const inner: z.ZodType | undefined = unwrap(type);
    if (typeof step === 'number') type = (inner as z.ZodArray | undefined)?.element as z.ZodType;
    else type = (inner as z.ZodObject | undefined)?.shape?.[String(step)] as z.ZodType | undefined;
  }
  return Object.keys((unwrap(type) as z.ZodObject | undefined)?.shape ?? {});
}

function unwrap(type: z.ZodType | undefined): z.ZodType | undefined {
  let inner = type;
  while (inner && 'unwrap' in inner && inner.def.type !== 'array')
    inner = (inner as z.ZodOptional<z.ZodType>).unwrap();
  return inner;
}
