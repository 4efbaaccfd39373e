import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type Token, tokens } from './tokens.ts';

/** What a YAML file breaks: the line, counted from 1, and the rule in words. */
export interface StyleProblem {
  line: number;
  message: string;
}

/**
 * Checks a YAML text by the rules of yamllint that chart-testing sets as errors: braces, brackets, colons, commas, comments,
 * empty-lines, hyphens, indentation (consistent; lists indented or not), key-duplicates, new-line-at-end-of-file, new-lines,
 * trailing-spaces. Messages begin with the rule's name.
 */
export function checkYamlStyle(yaml: string): StyleProblem[] {
  const problems = [...checkLines(yaml), ...checkSpaces(tokens(yaml)), ...checkSyntax(yaml)];
  return problems.sort((a, b) => a.line - b.line);
}

function* checkLines(yaml: string): Generator<StyleProblem> {
  const lines = yaml.split('\n');
  if (yaml !== '' && lines.at(-1) !== '') {
    yield { line: lines.length, message: 'new-line-at-end-of-file: the last line has no end' };
  }
  const last = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  let empty = 0;
  for (const [index, line] of lines.slice(0, last).entries()) {
    if (line.endsWith('\r'))
      yield { line: index + 1, message: 'new-lines: the line ends with CR LF, not LF' };
    const text = line.replace(/\r$/, '');
    if (/[ \t]$/.test(text)) yield { line: index + 1, message: 'trailing-spaces: the line ends with spaces' };
    empty = text === '' ? empty + 1 : 0;
    const atStart = empty === index + 1;
    const atEnd = index === last - 1;
    if (empty === 1 && atStart) yield { line: 1, message: 'empty-lines: the file begins with an empty line' };
    if (empty === 3 && !atStart) yield { line: index + 1, message: 'empty-lines: more than two in a row' };
    if (empty > 0 && atEnd)
      yield { line: index + 1, message: 'empty-lines: the file ends with an empty line' };
  }
}

/** The rules on spaces beside single characters. */
function* checkSpaces(all: readonly Token[]): Generator<StyleProblem> {
  for (const [index, token] of all.entries()) {
    const before = all[index - 1];
    const after = all[index + 1];
    // Spaces count when something stands on both their sides in one line; a comment isn't something.
    const spaceBefore =
      before?.type === 'space' && isInLine(all[index - 2], token) ? before.source.length : 0;
    const spaceAfter = after?.type === 'space' && isContent(all[index + 2], token) ? after.source.length : 0;
    const { line, type } = token;
    if (type === 'map-value-ind') {
      if (spaceBefore > 0) yield { line, message: 'colons: a space before the colon' };
      if (spaceAfter > 1) yield { line, message: 'colons: more than one space after the colon' };
    } else if (type === 'comma') {
      if (spaceBefore > 0) yield { line, message: 'commas: a space before the comma' };
      if (spaceAfter > 1) yield { line, message: 'commas: more than one space after the comma' };
      if (isContent(after, token) && after?.type !== 'space')
        yield { line, message: 'commas: no space after the comma' };
    } else if (type === 'seq-item-ind') {
      if (spaceAfter > 1) yield { line, message: 'hyphens: more than one space after the hyphen' };
    } else if (type === 'comment') {
      yield* checkComment(token, before, all[index - 2]);
    } else if (type === 'flow-map-start' || type === 'flow-seq-start') {
      if (spaceAfter > 0) yield { line, message: `${ruleOf(type)}: a space inside` };
    } else if (type === 'flow-map-end' || type === 'flow-seq-end') {
      const opens = all[index - 2]?.type === type.replace('end', 'start');
      if (spaceBefore > 0 && !opens) yield { line, message: `${ruleOf(type)}: a space inside` };
    }
  }
}

const ruleOf = (type: string): string => (type.startsWith('flow-map') ? 'braces' : 'brackets');

/** Whether a token is on the line of another, and not only the indentation of it. */
const isInLine = (token: Token | undefined, of: Token): boolean =>
  token !== undefined &&
  token.type !== 'newline' &&
  token.line + token.source.split('\n').length - 1 === of.line;

const isContent = (token: Token | undefined, of: Token): boolean =>
  token !== undefined && token.type !== 'newline' && token.type !== 'comment' && token.line === of.line;

function* checkComment(
  comment: Token,
  before: Token | undefined,
  earlier: Token | undefined,
): Generator<StyleProblem> {
  const { line, source } = comment;
  const isShebang = line === 1 && comment.column === 1 && source.startsWith('#!');
  if (!/^#+(?: |$)/.test(source.replace(/\r$/, '')) && !isShebang) {
    yield { line, message: 'comments: no space after the "#"' };
  }
  const inLine = before?.type === 'space' ? isInLine(earlier, comment) : isInLine(before, comment);
  const spaces = before?.type === 'space' ? before.source.length : 0;
  if (inLine && spaces < 2) yield { line, message: 'comments: fewer than two spaces before the comment' };
}

function* checkSyntax(yaml: string): Generator<StyleProblem> {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  for (const error of document.errors) {
    const rule = error.code === 'DUPLICATE_KEY' ? 'key-duplicates' : 'syntax';
    yield { line: lines.linePos(error.pos[0]).line, message: `${rule}: ${error.message}` };
  }
  if (document.errors.length === 0 && document.contents !== null)
    yield* checkIndentation(document.contents, lines);
}

/** The first map or list in another sets how far they are indented; a list may also be as far out as its key. */
function* checkIndentation(root: Node, lines: LineCounter): Generator<StyleProblem> {
  let step: number | undefined;
  const column = (node: Node) => lines.linePos(node.range![0]).col;
  const found: StyleProblem[] = [];
  const visit = (node: Node | null | undefined): void => {
    if (isSeq(node) && !node.flow) {
      for (const item of node.items) visit(item as Node);
    } else if (isMap(node) && !node.flow) {
      for (const { value } of node.items as { value: Node | null }[]) {
        if (!(isMap(value) || isSeq(value)) || value.flow) continue;
        const indent = column(value) - column(node);
        if (!(isSeq(value) && indent === 0)) {
          step ??= indent;
          const { line } = lines.linePos(value.range![0]);
          if (indent !== step)
            found.push({ line, message: `indentation: ${indent} spaces where the file has ${step}` });
        }
        visit(value);
      }
    }
  };
  visit(root);
  yield* found;
}
