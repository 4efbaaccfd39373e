import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

const skipped = new Set(['node_modules', 'dist', 'testdata', '.hawser']);

/**
 * The test files (`*.test.ts`) below folders of the checkout, relative to it and sorted.
 *
 * @param filters parts of a path; when there are any, a file has to contain one of them
 */
export function findTests(folders, filters = []) {
  const wanted = filters.map(filter => filter.replace(/^\.\//, ''));
  return folders
    .filter(folder => existsSync(join(root, folder)))
    .flatMap(walk)
    .filter(file => wanted.length === 0 || wanted.some(part => file.includes(part)))
    .sort();
}

function walk(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}
