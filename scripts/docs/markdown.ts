import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced code block of a page. */
export interface Block {
  /** The first word after the fence: `ts`, `sh`; empty without one. */
  language: string;
  /** The second word: the file whose content the block is. */
  file: string | undefined;
  text: string;
}

/** A link or picture of a page. */
export interface Link {
  target: string;
  /** Its line, from 1. */
  line: number;
}

const skipped = new Set(['node_modules', 'dist', 'gen', 'testdata']);

/** Every Markdown page below a folder, relative to it and sorted. */
export function findPages(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => {
      if (entry.isDirectory()) {
        if (skipped.has(entry.name) || entry.name.startsWith('.')) return [];
        return findPages(join(folder, entry.name)).map(path => `${entry.name}/${path}`);
      }
      return entry.name.endsWith('.md') ? [entry.name] : [];
    })
    .sort();
}

/** The code blocks of a page, in order. Fences are at the start of a line, as in this project's pages. */
export function codeBlocks(page: string): Block[] {
  const found: Block[] = [];
  for (const [, info, text] of page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)) {
    const [language = '', file] = info!.trim().split(/\s+/);
    found.push({ language, file, text: text! });
  }
  return found;
}

/** The page with its code blanked out, line by line: what is left is prose. */
export function prose(page: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ');
  return page.replace(/^```[\s\S]*?^```$/gm, blank).replace(/`[^`\n]*`/g, blank);
}

/** The links and pictures of a page's prose. */
export function linksOf(page: string): Link[] {
  return prose(page)
    .split('\n')
    .flatMap((line, i) =>
      [...line.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({ target: target!, line: i + 1 })),
    );
}

/** The anchors that a page's headings have, as GitHub makes them. */
export function anchorsOf(page: string): Set<string> {
  const headings = page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.*)$/gm);
  const anchors = new Set<string>();
  for (const [, heading] of headings) {
    const base = heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
    let anchor = base;
    for (let i = 1; anchors.has(anchor); i++) anchor = `${base}-${i}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The command lines of a page: those of its shell blocks, and code in its prose that begins with `program`. */
export function commandsOf(page: string, program: string): string[] {
  const shell = codeBlocks(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'));
  const spans = [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, code]) => code!,
  );
  const start = new RegExp(`^(?:\\w+=\\S+ )*(?:npx )?${program}(?: |$)`);
  return [...shell, ...spans]
    .flatMap(line => line.replace(/\s+# .*$/, '').split(/ (?:&&|\|\|?) /))
    .map(line => line.trim().replace(/^\$ /, ''))
    .filter(line => start.test(line))
    .map(line => line.replace(/^(?:\w+=\S+ )*(?:npx )?/, ''));
}

/** A page's text. */
export const readPage = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
