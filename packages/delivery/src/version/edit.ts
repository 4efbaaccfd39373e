import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Changes of files that are collected first and written together. */
export class Edits {
  readonly #texts = new Map<string, { before: string; after: string }>();

  /** Changes a file's text, as earlier edits have left it. */
  edit(file: string, change: (text: string) => string): void {
    const known = this.#texts.get(file) ?? readBoth(file);
    this.#texts.set(file, { before: known.before, after: change(known.after) });
  }

  /** The files that would change, in the order of their names. */
  get changed(): string[] {
    return [...this.#texts].flatMap(([file, { before, after }]) => (before === after ? [] : [file])).sort();
  }

  /** Writes the files that change, each at once. */
  write(): void {
    for (const file of this.changed) {
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, this.#texts.get(file)!.after);
      renameSync(draft, file);
    }
  }
}

function readBoth(file: string): { before: string; after: string } {
  const text = readFileSync(file, 'utf8');
  return { before: text, after: text };
}
