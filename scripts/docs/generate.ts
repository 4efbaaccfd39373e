// Writes the generated pages of docs/. With --check it only says which differ; exit code 1 if any.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiPages } from './api/index.ts';
import { cliPage } from './cli.ts';
import { contractOptionsPage } from './contract-options.ts';
import { errorsPage } from './errors.ts';

const folder = fileURLToPath(new URL('../../docs/', import.meta.url));
/** A folder that holds nothing but generated pages. */
const api = 'reference/api';

/** Every generated page, by its path in docs/. */
export async function generatedPages(): Promise<Map<string, string>> {
  return new Map([
    ['reference/cli.md', await cliPage()],
    ['reference/contract-options.md', contractOptionsPage()],
    ['reference/errors.md', errorsPage()],
    ...(await apiPages()),
  ]);
}

/** The pages that aren't as they would be generated, or that would not be generated any more. */
export function stalePages(pages: ReadonlyMap<string, string>): string[] {
  const differing = [...pages].filter(([path, text]) => {
    const file = join(folder, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  return [...differing.map(([path]) => path), ...leftovers(pages)];
}

function leftovers(pages: ReadonlyMap<string, string>): string[] {
  if (!existsSync(join(folder, api))) return [];
  return readdirSync(join(folder, api), { recursive: true, encoding: 'utf8' })
    .map(path => `${api}/${path.replaceAll('\\', '/')}`)
    .filter(path => path.endsWith('.md') && !pages.has(path));
}

if (import.meta.main) {
  const pages = await generatedPages();
  const stale = stalePages(pages);
  for (const path of stale) console.log(`docs/${path}`);
  if (process.argv.includes('--check')) process.exitCode = stale.length > 0 ? 1 : 0;
  else {
    for (const path of leftovers(pages)) rmSync(join(folder, path));
    for (const [path, text] of pages) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
}
