import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Programs by path, each with what its file was like when it said its version. */
type Known = Readonly<Record<string, { stamp: string; version: string }>>;

/** Helm itself has tens of MB; a script that chooses one by the folder it runs in is smaller, and isn't remembered. */
const leastBytes = 1_000_000;

const fileOf = (cache: string) => join(cache, 'helm', 'versions.json');

/**
 * The version that a program said last time, as long as its file is the same: asking costs a start of Helm each time, a fifth of
 * what rendering a platform takes.
 */
export function rememberedVersion(cache: string, program: string): string | undefined {
  const known = read(cache)[program];
  return known?.stamp !== undefined && known.stamp === stampOf(program) ? known.version : undefined;
}

/** Keeps what a program said. A cache that can't be written is none. */
export function rememberVersion(cache: string, program: string, version: string): void {
  const draft = `${fileOf(cache)}.${process.pid}`;
  try {
    const stamp = stampOf(program);
    if (stamp === undefined) return;
    mkdirSync(join(cache, 'helm'), { recursive: true });
    writeFileSync(draft, JSON.stringify({ ...read(cache), [program]: { stamp, version } }));
    renameSync(draft, fileOf(cache));
  } catch {}
}

function read(cache: string): Known {
  try {
    return JSON.parse(readFileSync(fileOf(cache), 'utf8')) as Known;
  } catch {
    return {};
  }
}

/** What a program's file is like; undefined for what may be another Helm the next time: scripts, and version managers' links. */
function stampOf(program: string): string | undefined {
  const real = realpathSync(program);
  const { size, mtimeMs, ctimeMs, ino } = statSync(real);
  if (size < leastBytes || !basename(real).startsWith('helm')) return undefined;
  return [real, size, mtimeMs, ctimeMs, ino].join(' ');
}
