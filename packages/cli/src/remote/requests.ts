import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { JsonValue } from '@bufbuild/protobuf';
import { usageError } from '../error.ts';
import { once } from './invoke.ts';

/**
 * The requests that a command line gives: JSON itself, `@file`, or `-` for standard input. A method that takes a stream
 * reads one JSON value a line, and those of standard input as they come.
 */
export function readRequests(source: string | undefined, stream: boolean): AsyncIterable<JsonValue> {
  if (source === undefined) return stream && !process.stdin.isTTY ? lines() : stream ? none() : once({});
  if (source === '-') return stream ? lines() : once(parse(readFileSync(0, 'utf8')));
  const text = source.startsWith('@') ? readFile(source.slice(1)) : source;
  return stream ? parts(text) : once(parse(text));
}

async function* none(): AsyncGenerator<JsonValue> {}

/** A JSON value a line, or one value over several lines. */
async function* parts(text: string): AsyncGenerator<JsonValue> {
  const whole = tryParse(text);
  if (whole !== undefined) yield whole;
  else for (const line of text.split('\n')) if (line.trim()) yield parse(line);
}

async function* lines(): AsyncGenerator<JsonValue> {
  for await (const line of createInterface({ input: process.stdin })) if (line.trim()) yield parse(line);
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw usageError(`${file} can't be read: ${(cause as NodeJS.ErrnoException).code}`);
  }
}

function tryParse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function parse(text: string): JsonValue {
  if (!text.trim()) return {};
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw usageError(`the request is no JSON: ${(cause as Error).message}`);
  }
}
