import {
  type Document,
  isCollection,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type YAMLParseError,
} from 'yaml';
import { yamlOptions } from '../../src/validate/yaml.ts';
import { checkCharacters } from './characters.ts';
import { formatPath, lineAt } from './place.ts';
import type { Problem } from './problem.ts';
import { scalarAround } from './scalar-around.ts';

/** A values file's text, read. */
export interface ParsedText {
  /** What it says as far as it can be read; null for nothing, undefined where nothing can be. */
  value: unknown;
  /** What isn't YAML, or what Helm reads otherwise, in the order of lines. */
  problems: Problem[];
  /** The line of a key or item, or of what is around it. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** Said of a quote that has no end: what else is found there is due to it. */
export const unclosed = 'the quote that opens here isn’t closed';

/** Reads a values file as Helm does, and finds what isn't YAML or what Helm's reader can't take. */
export function parseText(text: string): ParsedText {
  const lines = new LineCounter();
  const options = { ...yamlOptions, lineCounter: lines, prettyErrors: false, logLevel: 'error' } as const;
  const parsed = parseAllDocuments(text, options);
  const [document, ...further] = Array.isArray(parsed) ? (parsed as Document[]) : [];
  if (!document) return { value: null, problems: checkCharacters(text), lineOf: () => undefined };
  const problems = [
    ...document.errors.map(error => describeSyntax(error, document, lines)),
    ...checkCharacters(text),
    ...checkNodes(document, lines),
    ...checkFurther(further, lines),
  ];
  return {
    value: read(document, problems),
    problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    lineOf: path => lineAt(document, lines, path),
  };
}

/** What isn't YAML. An unclosed quote is found where the text ends, and told where it opens. */
function describeSyntax(error: YAMLParseError, document: Document, lines: LineCounter): Problem {
  const opened = error.code === 'MISSING_CHAR' && scalarAround(document, error.pos[0]);
  if (opened) {
    const { path, start } = opened;
    return { path: formatPath(path), line: lines.linePos(start).line, message: unclosed };
  }
  return { path: '', line: lines.linePos(error.pos[0]).line, message: `not valid YAML: ${error.message}` };
}

/** Helm 3 reads the first document alone, and Helm 4 all of them over each other. */
function checkFurther(further: readonly Document[], lines: LineCounter): Problem[] {
  const second = further.find(({ contents }) => contents !== null && !isEmpty(contents));
  if (!second) return [];
  const message = 'another document begins here; a values file is one: Helm 3 reads no more than the first';
  return [{ path: '', line: lines.linePos(second.contents!.range![0]).line, message }];
}

const isEmpty = (contents: unknown) => isScalar(contents) && contents.value === null;

/** What YAML has and JSON, which Helm makes of it, hasn't. */
function checkNodes(document: Document, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  const say = (node: { range?: readonly number[] | null | undefined }, message: string) =>
    problems.push({ path: '', line: lines.linePos(node.range?.[0] ?? 0).line, message });
  visit(document, {
    Pair(_, { key }) {
      if (isCollection(key)) say(key, 'a key is a text or a number, not a map or a list');
      else if (isScalar(key) && key.value === null && key.source === '')
        say(key, 'a key is missing before ":"');
    },
    Scalar(_, node) {
      if (typeof node.value === 'number' && !Number.isFinite(node.value))
        say(node, `${node.source} is no number that Helm can hand on`);
    },
    Alias(_, node) {
      if (!node.resolve(document))
        say(node, `*${node.source} stands for nothing: no &${node.source} is before it`);
    },
  });
  return problems;
}

/** What a document says; undefined where aliases stand for nothing or, by aliases of aliases, for more than can be read. */
function read(document: Document, problems: Problem[]): unknown {
  try {
    return document.toJS() as unknown;
  } catch {
    let aliases = 0;
    visit(document, { Alias: () => void aliases++ });
    if (problems.length === 0)
      problems.push({ path: '', message: `its ${aliases} aliases stand for too much to be read` });
    return undefined;
  }
}
