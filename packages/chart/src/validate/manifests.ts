import { LineCounter, parseDocument } from 'yaml';
import type { KubernetesObject, Problem } from './problem.ts';
import { isMap } from './read.ts';
import { yamlOptions } from './yaml.ts';

/** An object of a manifest, with where it stands. */
export interface Manifest {
  object: KubernetesObject;
  /** The line of the text, counted from 1, at which the object's document begins. */
  line: number;
  /** The template that Helm says it comes from (`# Source: chart/templates/x.yaml`). */
  source?: string;
  /** The document, for `lineOf`. */
  text: string;
}

export interface Parsed {
  manifests: Manifest[];
  /** What isn't YAML, has a key twice or isn't a Kubernetes object; `object` is the template or `line N`. */
  problems: Problem[];
}

/**
 * Parses the text of `helm template`: YAML documents, empty ones left out. A `List` counts as its items. Keys that are
 * there twice are problems: the API server drops one of the two silently.
 */
export function parseManifests(text: string): Parsed {
  const manifests: Manifest[] = [];
  const problems: Problem[] = [];
  for (const { text: document, line } of documents(text)) {
    const source = /^# Source: (\S+)$/m.exec(document)?.[1];
    const place = source ?? `line ${line}`;
    const lines = new LineCounter();
    const parsed = parseDocument(document, { ...yamlOptions, lineCounter: lines });
    for (const error of parsed.errors) {
      const at = line + lines.linePos(error.pos[0]).line - 1;
      problems.push({ object: place, path: '', message: `line ${at}: ${error.message}` });
    }
    if (parsed.errors.length > 0) continue;
    let value: unknown;
    try {
      value = parsed.toJS({ maxAliasCount: 100 });
    } catch (error) {
      problems.push({ object: place, path: '', message: `line ${line}: ${(error as Error).message}` });
      continue;
    }
    for (const item of items(value)) {
      if (isObject(item)) {
        manifests.push({ object: item, line, text: document, ...(source === undefined ? {} : { source }) });
      } else {
        problems.push({
          object: place,
          path: '',
          message: `line ${line}: not a Kubernetes object: apiVersion or kind is missing`,
        });
      }
    }
  }
  return { manifests, problems };
}

/**
 * The line of a field, counted from 1 in the text that the manifest comes from; of the nearest map around it when the field isn't
 * there. Parses the document again, so it is for showing a problem, not for each object.
 */
export function lineOf(manifest: Manifest, path: string): number {
  const lines = new LineCounter();
  const document = parseDocument(manifest.text, {
    ...yamlOptions,
    lineCounter: lines,
    keepSourceTokens: true,
  });
  const keys = splitPath(path);
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return manifest.line + lines.linePos(node.range[0]).line - 1;
  }
  return manifest.line;
}

/** The keys of a path that `joinPath` made. */
function splitPath(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(
    ([, index, quoted, word]) => {
      if (index !== undefined) return Number(index);
      return quoted === undefined ? (word ?? '') : (JSON.parse(`"${quoted}"`) as string);
    },
  );
}

/** A line of `---` ends a document wherever it stands: YAML allows it in no scalar. */
function* documents(text: string): Generator<{ text: string; line: number }> {
  let line = 1;
  let start = 0;
  const ends = [...text.matchAll(/^---(?=[ \t\r\n]|$)/gm)].map(match => match.index);
  for (const end of [...ends, text.length]) {
    const part = text.slice(start, end);
    if (!/^(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*(?:#.*)?$/.test(part)) yield { text: part, line };
    line += part.split('\n').length - 1;
    start = end + 3;
  }
}

function items(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  if (isMap(value) && value['kind'] === 'List' && Array.isArray(value['items'])) return value['items'];
  return [value];
}

const isObject = (value: unknown): value is KubernetesObject =>
  isMap(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string';
