import {
  existsSync,
  globSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
} from 'node:fs';
import { basename, join, matchesGlob, relative, resolve, sep } from 'node:path';
import { type Entry, ImageError } from '../../image/index.ts';

/** What a server's files may come to, in bytes: a layer is made in memory. */
const mostBytes = 1024 ** 3;

/** The folder that an image is built from: nothing outside of it is read. */
export class BuildFolder {
  readonly root: string;
  readonly #ignored: readonly string[];
  #bytes = 0;

  constructor(folder: string) {
    this.root = realpathSync(folder);
    const file = join(this.root, '.dockerignore');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : [];
    this.#ignored = lines.map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'));
  }

  /**
   * What Docker copies for these sources: a file by its name, of a folder what is in it. `.git` stays out, and what
   * `.dockerignore` names.
   *
   * @param target folder of the image, or the file's new name when `rename` is true
   * @throws ImageError IMAGE_SOURCE for what isn't there, is outside of the folder or is too much
   */
  entries(sources: readonly string[], target: string, rename = false): Entry[] {
    return sources.flatMap(source => {
      const found = this.#find(source);
      return found.flatMap(path => {
        if (lstatSync(path).isDirectory()) return this.#below(path, path, target);
        return this.#read(path, rename ? target : join(target, basename(path)));
      });
    });
  }

  /** Whether a source is a folder. */
  isFolder(source: string): boolean {
    return lstatSync(resolve(this.root, source), { throwIfNoEntry: false })?.isDirectory() === true;
  }

  #find(source: string): string[] {
    const relativeSource = source.replace(/^\/+/, '') || '.';
    const wild = /[*?[]/.test(relativeSource);
    const names = wild ? globSync(relativeSource, { cwd: this.root }).sort() : [relativeSource];
    const paths = names.map(name => resolve(this.root, name)).filter(path => existsSync(path));
    if (paths.length === 0)
      throw new ImageError(
        'IMAGE_SOURCE',
        `there is no ${source} in ${this.root}`,
        'name files and folders from there',
      );
    return paths.map(path => {
      const real = realpathSync(path);
      if (real === this.root || real.startsWith(this.root + sep)) return real;
      throw new ImageError(
        'IMAGE_SOURCE',
        `${source} is outside of ${this.root}`,
        'go to the folder that holds all of it',
      );
    });
  }

  #below(top: string, folder: string, target: string): Entry[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap(item => {
      const path = join(folder, item.name);
      if (item.name === '.git') return [];
      if (item.isDirectory()) return this.#below(top, path, target);
      return item.isFile() || item.isSymbolicLink()
        ? this.#read(path, join(target, relative(top, path)))
        : [];
    });
  }

  #read(path: string, target: string): Entry[] {
    if (this.#isIgnored(relative(this.root, path))) return [];
    const name = target.replace(/^\/+/, '');
    const { mode, size } = lstatSync(path);
    if (lstatSync(path).isSymbolicLink()) return [{ path: name, target: readlinkSync(path) }];
    this.#bytes += size;
    if (this.#bytes > mostBytes)
      throw new ImageError(
        'IMAGE_SOURCE',
        'the server’s files are more than 1 GiB',
        'leave out what it doesn’t need, by .dockerignore',
      );
    return [{ path: name, data: readFileSync(path), executable: (mode & 0o111) !== 0 }];
  }

  /** As Docker reads `.dockerignore`: the last line that matches a path, or a folder above it, says. */
  #isIgnored(path: string): boolean {
    const steps = path.split(sep);
    const ways = steps.map((_, index) => steps.slice(0, index + 1).join('/'));
    let ignored = false;
    for (const line of this.#ignored) {
      const pattern = line
        .replace(/^!/, '')
        .trim()
        .replace(/^\.?\//, '')
        .replace(/\/$/, '');
      if (ways.some(way => matchesGlob(way, pattern))) ignored = !line.startsWith('!');
    }
    return ignored;
  }
}
