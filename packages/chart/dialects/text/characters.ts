import type { Problem } from './problem.ts';

/** What each finds in a line, and what is said of it. */
const found: readonly (readonly [pattern: RegExp, say: (character: string) => string])[] = [
  [
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/,
    character => `${codeOf(character)} is a control character, which YAML can’t hold as it is`,
  ],
  [/\ufffd/, () => 'has bytes that aren’t UTF-8; save the file as UTF-8'],
  [
    /[\x85\u2028\u2029]/,
    character => `${codeOf(character)} is an end of line to Helm, and isn’t to others; write it escaped, "…"`,
  ],
  [/\r(?!$)/, () => 'a carriage return without a line feed is an end of line to Helm, and isn’t to others'],
  [/^---[ \t]+[^#\s]/, () => 'nothing may follow "---" on its line: Helm 4 refuses it'],
  [/^%/, () => 'is a directive, and Helm 4 reads none: leave it out'],
];

/** Finds what Helm's reader of YAML takes for something else than others do, or not at all, and tells where. */
export function checkCharacters(text: string): Problem[] {
  return text
    .split('\n')
    .flatMap((content, i) =>
      found.flatMap(([pattern, say]) => {
        const [character] = pattern.exec(content) ?? [];
        return character === undefined ? [] : [{ path: '', line: i + 1, message: say(character) }];
      }),
    )
    .slice(0, mostTold);
}

/** A file of another kind has such a character on every line. */
const mostTold = 20;

const codeOf = (character: string) =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
