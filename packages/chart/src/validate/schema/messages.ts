import { joinPath } from '../problem.ts';
import type { SchemaError } from './models.ts';

/** Formats whose name doesn't say enough. */
const FORMATS: Record<string, string> = {
  quantity: 'a quantity, such as 500m or 128Mi',
  'int-or-string': 'a whole number or a text',
  byte: 'base64',
  'date-time': 'a time, such as 2026-01-31T12:00:00Z',
  int32: 'a whole number of 32 bits',
  int64: 'a whole number of 64 bits',
};

/**
 * The errors of one object in words, with paths. Where a value may be one of several things, an error for each of them is made
 * one that names them all.
 */
export function explain(errors: readonly SchemaError[], object: object): { path: string; message: string }[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  const within = ({ instancePath }: SchemaError) =>
    choices.find(
      choice => instancePath === choice.instancePath || instancePath.startsWith(`${choice.instancePath}/`),
    );
  const seen = new Set<string>();
  const explained: { path: string; message: string }[] = [];
  for (const error of errors) {
    const choice = within(error);
    if (choice !== undefined && choice !== error) continue;
    const { path, value } = locate(error.instancePath, object);
    const wanted =
      choice === undefined
        ? wantedBy(error)
        : errors
            .filter(other => !choices.includes(other) && within(other) === choice)
            .map(wantedBy)
            .join(' or ');
    const message =
      error.keyword === 'required' ? wanted : `${wanted || 'fits none of its forms'}, not ${show(value)}`;
    if (!seen.has(path + message)) explained.push({ path, message });
    seen.add(path + message);
  }
  return explained;
}

function wantedBy({ keyword, params, message }: SchemaError): string {
  if (keyword === 'required') return `${JSON.stringify(params['missingProperty'])} is missing`;
  if (keyword === 'type') return `must be ${article(String(params['type']))}`;
  if (keyword === 'enum')
    return `must be one of ${(params['allowedValues'] as unknown[]).map(show).join(', ')}`;
  if (keyword === 'format')
    return `must be ${FORMATS[String(params['format'])] ?? `a ${String(params['format'])}`}`;
  return message ?? `breaks "${keyword}"`;
}

function article(type: string): string {
  const name = { integer: 'whole number', object: 'map', array: 'list', string: 'text' }[type] ?? type;
  return `a ${name}`;
}

/** A value in a message, cut where it is long. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** A JSON pointer as a path, and the value there. */
function locate(pointer: string, object: object): { path: string; value: unknown } {
  let value: unknown = object;
  let path = '';
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path = joinPath(path, Array.isArray(value) ? Number(key) : key);
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return { path, value };
}
