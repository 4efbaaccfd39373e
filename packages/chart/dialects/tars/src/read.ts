import { nearest } from '@hawser/core/config/nearest';
import { type Document, isNode, LineCounter, parseDocument, type YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { yamlOptions } from '../../../src/validate/yaml.ts';
import { checkValues } from './check.ts';
import type { Problem } from './problem.ts';
import { scalarAround } from './scalar-around.ts';
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
  const value = parseDocument(text, { logLevel: 'silent' }).toJS() as Record<string, unknown> | null;
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
  const lines = new LineCounter();
  const document = parseDocument(text, {
    ...yamlOptions,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const lineOf = (path: readonly PropertyKey[]) => lineAt(document, lines, path);
  const problems: Problem[] = document.errors.map(error => describeSyntax(error, document, lines));
  const value: unknown = document.toJS();
  const parsed = tarsValues.safeParse(value);
  if (!parsed.success)
    for (const issue of parsed.error.issues) problems.push(...describe(issue, value, lineOf));
  const values = (value ?? {}) as TarsValues;
  const unused = unusedKeys(values).map(([key, why]) => ({
    path: key,
    line: lineOf([key]),
    message: `has no effect: ${why}`,
  }));
  const unreadable = new Set(problems.filter(({ message }) => message === unclosed).map(({ path }) => path));
  for (const { path, message } of checkValues(values))
    if (!unreadable.has(formatPath(path)))
      problems.push({ path: formatPath(path), line: lineOf(path), message });
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { values, problems, unused };
}

const unclosed = 'the quote that opens here isn’t closed';

/** What isn't YAML. An unclosed quote is found where the text ends, and told where it opens. */
export function describeSyntax(error: YAMLParseError, document: Document, lines: LineCounter): Problem {
  const opened = error.code === 'MISSING_CHAR' && scalarAround(document, error.pos[0]);
  if (opened) {
    const { path, start } = opened;
    return {
      path: formatPath(path),
      line: lines.linePos(start).line,
      message: unclosed,
    };
  }
  return { path: '', line: lines.linePos(error.pos[0]).line, message: `not valid YAML: ${error.message}` };
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
  if (issue.code === 'invalid_value') {
    const meant = nearest(String(given), issue.values.map(String));
    const known = `expected one of ${issue.values.join(', ')}, ${got}`;
    return [at(issue.path, meant ? `${known}; did you mean "${meant}"?` : known)];
  }
  if (issue.code === 'invalid_type') {
    const expected =
      issue.expected === 'object' ? 'a map' : issue.expected === 'array' ? 'a list' : issue.expected;
    return [at(issue.path, `expected ${expected}, ${got}`)];
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

/** The line of what stands at a path, or of the nearest thing around it that stands in the text. */
export function lineAt(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = keyNode(document, path.slice(0, length));
    if (node !== undefined) return lines.linePos(node).line;
  }
  return undefined;
}

/** Where the key at a path begins, or the item of a list. */
function keyNode(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (typeof parent !== 'object' || parent === null || !('items' in parent)) return undefined;
  const items = parent.items as unknown[];
  const found =
    typeof last === 'number'
      ? items[last]
      : (items as { key?: unknown }[]).find(({ key }) => isNode(key) && String(key) === last)?.key;
  return isNode(found) ? found.range?.[0] : undefined;
}

/** `mounts[1].source` */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i ? '.' : ''}${String(step)}`))
    .join('');
}

/** A value as messages quote it. */
export const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
