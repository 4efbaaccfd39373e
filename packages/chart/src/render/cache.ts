import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

/** What nobody has used for this many milliseconds is removed. */
const unusedFor = 24 * 60 * 60_000;

/**
 * A chart put together by `assembleChart`, kept in a cache folder and used again as long as no file that it was made of has
 * changed: reading and copying the hundreds of files of a platform takes longer than rendering them.
 *
 * @returns the folder for Helm, which nobody may write to
 * @throws Error as assembleChart does; of the file system, when the cache can't be written
 */
export async function assembledChart(chart: string, cache: string): Promise<string> {
  const folder = join(cache, 'charts');
  // Which folders the chart was made of the last time: when others are needed now, a file in one of those says so.
  const list = join(folder, `${hash([resolve(chart)])}.json`);
  const kept = join(folder, stampOf(readList(list) ?? []));
  if (existsSync(kept)) {
    const now = new Date();
    utimesSync(kept, now, now);
    return kept;
  }
  mkdirSync(folder, { recursive: true });
  removeUnused(folder);
  return assembleInto(folder, chart, list);
}

async function assembleInto(folder: string, chart: string, list: string): Promise<string> {
  // Its YAML library takes longer to load than all of this to run.
  const { assembleChart } = await import('./assemble.ts');
  const draft = mkdtempSync(join(folder, 'draft-'));
  try {
    const sources = assembleChart(chart, join(draft, 'chart'));
    const made = join(folder, stampOf(sources));
    writeFileSync(join(draft, 'list'), JSON.stringify(sources));
    renameSync(join(draft, 'list'), list);
    // It is there when another process was quicker.
    if (!existsSync(made)) renameSync(join(draft, 'chart'), made);
    return made;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const hash = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);

function readList(file: string): string[] | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as string[];
  } catch {
    return undefined;
  }
}

/** What the files in folders are like, by their sizes and the times of their last changes; what puts charts together counts, too. */
function stampOf(folders: readonly string[]): string {
  const parts: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(file);
      else parts.push(`${file} ${statOf(file)}`);
    }
  };
  for (const folder of [import.meta.dirname, ...folders])
    if (existsSync(folder)) walk(folder);
    else parts.push(`${folder} is missing`);
  return hash(parts);
}

function statOf(file: string): string {
  const { size, mtimeMs, ctimeMs, ino } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return [size, mtimeMs, ctimeMs, ino].join(' ');
}

function removeUnused(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs !== undefined && Date.now() - mtimeMs > unusedFor)
      rmSync(path, { recursive: true, force: true });
  }
}
