import { ImageError } from '../../image/index.ts';

/** An instruction of a Dockerfile, before anything in it is replaced. */
export interface Instruction {
  /** In upper case. */
  name: string;
  /** All that follows the name, on one line. */
  text: string;
  /** Where it begins, from 1. */
  line: number;
}

/** Reads a Dockerfile's instructions: comments left out, continued lines joined. */
export function parseDockerfile(text: string, file: string): Instruction[] {
  const found: Instruction[] = [];
  let open: Instruction | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (/^#\s*escape\s*=\s*[^\\]/i.test(line)) throw refused(file, index + 1, 'another escape than "\\"');
    if (line === '' || line.startsWith('#')) continue;
    const goesOn = line.endsWith('\\');
    const part = goesOn ? line.slice(0, -1).trim() : line;
    if (open) open.text = `${open.text} ${part}`.trim();
    else {
      const [name = ''] = part.split(/\s/, 1);
      open = { name: name.toUpperCase(), text: part.slice(name.length).trim(), line: index + 1 };
    }
    if (goesOn) continue;
    found.push(open);
    open = undefined;
  }
  return open ? [...found, open] : found;
}

/** Replaces `$NAME`, `${NAME}`, `${NAME:-otherwise}` and `${NAME:+instead}`; what has no value is empty, as with Docker. */
export function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\\\$|\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g,
    (all, plain?: string, braced?: string, kind?: string, other = '') => {
      if (all === '\\$') return '$';
      const value = values.get((plain ?? braced)!) ?? '';
      if (kind === '-') return value || other;
      if (kind === '+') return value && other;
      return value;
    },
  );
}

/** Words as a shell splits them; quotes hold words together and are taken off. */
export function words(text: string): string[] {
  const found = text.match(/(?:"(?:\\.|[^"])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return found.map(word =>
    word.replace(
      /"((?:\\.|[^"])*)"|'([^']*)'|\\(.)/g,
      (_, double?: string, single?: string, plain?: string) =>
        double === undefined ? (single ?? plain ?? '') : double.replace(/\\(.)/g, '$1'),
    ),
  );
}

/** `KEY=value …`, or `KEY value` as it was written of old. */
export function pairs(text: string): [key: string, value: string][] {
  const [first = ''] = text.split(/\s/, 1);
  if (!first.includes('=')) return [[first, words(text.slice(first.length)).join(' ')]];
  return words(text).map(word => {
    const at = word.indexOf('=');
    return [word.slice(0, at), word.slice(at + 1)];
  });
}

/** A command: a JSON list is taken as it is, anything else is a shell's. */
export function command(text: string): string[] {
  return list(text) ?? ['/bin/sh', '-c', text];
}

/** What a JSON list of texts holds; undefined for anything else. */
export function list(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) && value.every(item => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What can't be done without running the image. */
export const refused = (file: string, line: number, what: string): ImageError =>
  new ImageError(
    'IMAGE_DOCKERFILE',
    `${file}:${line}: ${what} can’t be done without running the image, which is not done here`,
    'have it in the base image, copy its result, or build this Dockerfile with Docker and name the image in repo.image',
  );
