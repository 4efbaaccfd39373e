import { CST, Lexer } from 'yaml';

/** A token of a YAML text with where it stands. */
export interface Token {
  type: CST.TokenType | 'text';
  source: string;
  /** Line and column of its first character, counted from 1. */
  line: number;
  column: number;
}

/** Marks that the lexer puts between tokens, which aren't in the text. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f']);

/** The tokens of a YAML text, spaces and line ends among them; a plain or block scalar is `text`. */
export function tokens(yaml: string): Token[] {
  const found: Token[] = [];
  let line = 1;
  let column = 1;
  let scalar = false;
  for (const source of new Lexer().lex(yaml)) {
    if (MARKS.has(source)) {
      scalar = source === '\u001f';
      continue;
    }
    // What follows the mark of a scalar is one, even if it looks like something else.
    found.push({ type: scalar ? 'text' : (CST.tokenType(source) ?? 'text'), source, line, column });
    scalar = false;
    const ends = source.split('\n');
    line += ends.length - 1;
    column = ends.length === 1 ? column + source.length : ends.at(-1)!.length + 1;
  }
  return found;
}
