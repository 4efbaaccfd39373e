import { nearest } from '@hawser/core/config';
import type { z } from 'zod';

/** Something that a schema refuses: the keys to it from the root of its file, and why. */
export interface Found {
  keys: (string | number)[];
  message: string;
}

/** What a schema refuses of a value, in words; `at` are the keys to the value itself. */
export function explainZod(schema: z.ZodType, value: unknown, at: (string | number)[] = []): Found[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.flatMap(issue => explain(issue, value, at, known(schema)));
}

function explain(issue: z.core.$ZodIssue, value: unknown, at: (string | number)[], names: string[]): Found[] {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => {
      const hint = path.length === 0 ? nearest(key, names) : undefined;
      const message = `unknown key${hint === undefined ? '' : `; did you mean "${hint}"?`}`;
      return { keys: [...at, ...path, key], message };
    });
  }
  if (issue.code === 'invalid_union') {
    // The form that got furthest is the one that was meant.
    const depth = (issues: readonly z.core.$ZodIssue[]) =>
      Math.max(0, ...issues.map(({ path }) => path.length));
    const meant = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
    return meant.flatMap(inner => explain({ ...inner, path: [...path, ...inner.path] }, value, at, names));
  }
  const missing = issue.code === 'invalid_type' && valueAt(value, path) === undefined;
  return [{ keys: [...at, ...path], message: missing ? 'is missing' : issue.message }];
}

const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce((here, key) => (here as Record<string | number, unknown> | undefined)?.[key], value);

const known = (schema: z.ZodType): string[] => ('shape' in schema ? Object.keys(schema.shape as object) : []);
