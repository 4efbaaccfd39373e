import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Files that weren't used for so long are deleted, in milliseconds. */
const lifetime = 14 * 24 * 60 * 60 * 1000;

/**
 * Files of earlier builds, in the user's own folder: compressed layers, and where registries were seen to have them.
 * Everything in it can be made again. The folder is closed to others, for whoever can write there can put code into images.
 */
export class Cache {
  readonly folder: string;

  /** Default: `hawser/image` in `$XDG_CACHE_HOME` or `~/.cache`. */
  constructor(folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hawser', 'image')) {
    this.folder = folder;
  }

  read(name: string): Buffer | undefined {
    const file = join(this.folder, name);
    if (!existsSync(file)) return undefined;
    const now = new Date();
    utimesSync(file, now, now);
    return readFileSync(file);
  }

  /** Writes a file whole or not at all. */
  write(name: string, data: Buffer | string): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const file = join(this.folder, name);
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, data, { mode: 0o600 });
    renameSync(draft, file);
  }

  /** Deletes what wasn't used for two weeks. */
  prune(now = Date.now()): void {
    if (!existsSync(this.folder)) return;
    for (const name of readdirSync(this.folder)) {
      const file = join(this.folder, name);
      if (now - statSync(file).mtimeMs > lifetime) rmSync(file, { force: true });
    }
  }
}
