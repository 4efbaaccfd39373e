import { posix } from 'node:path';
import { type Entry, type ImageConfig, ImageError } from '../../image/index.ts';
import { command, expand, type Instruction, list, pairs, refused, words } from './dockerfile.ts';
import { serverFolder } from './entry-point.ts';
import type { BuildFolder } from './files.ts';

type Settings = {
  -readonly [Key in keyof NonNullable<ImageConfig['config']>]: NonNullable<ImageConfig['config']>[Key];
};

/** An image while instructions are applied to it. */
export class Draft {
  readonly settings: Settings;
  /** Files by where they lie. */
  readonly entries = new Map<string, Entry>();
  /** What was said and does nothing on Kubernetes. */
  readonly notes: string[] = [];
  readonly #env: Map<string, string>;
  readonly #args = new Map<string, string>();
  readonly #folder: BuildFolder;
  readonly #given: ReadonlyMap<string, string>;
  readonly #file: string;

  constructor(base: ImageConfig, folder: BuildFolder, given: ReadonlyMap<string, string>, file: string) {
    this.settings = { ...base.config };
    this.#env = new Map((this.settings.Env ?? []).map(entry => splitOnce(entry)));
    this.#folder = folder;
    this.#given = given;
    this.#file = file;
  }

  /** The environment's variables. */
  setEnv(name: string, value: string): void {
    this.#env.set(name, value);
    this.settings.Env = [...this.#env].map(entry => entry.join('='));
  }

  /** @throws ImageError IMAGE_DOCKERFILE for what needs a running image or isn't known */
  apply({ name, text, line }: Instruction): void {
    const full = expand(text, new Map([...this.#args, ...this.#env]));
    const { settings } = this;
    switch (name) {
      case 'ARG':
        for (const [key, value] of words(full).map(splitOnce))
          this.#args.set(key, this.#given.get(key) ?? value);
        break;
      case 'ENV':
        for (const [key, value] of pairs(full)) this.setEnv(key, value);
        break;
      case 'LABEL':
        settings.Labels = { ...settings.Labels, ...Object.fromEntries(pairs(full)) };
        break;
      case 'COPY':
      case 'ADD':
        this.#copy(name, full, line);
        break;
      case 'WORKDIR':
        settings.WorkingDir = this.#absolute(full);
        break;
      case 'USER':
        settings.User = full;
        break;
      case 'EXPOSE':
        for (const port of words(full))
          settings.ExposedPorts = {
            ...settings.ExposedPorts,
            [port.includes('/') ? port : `${port}/tcp`]: {},
          };
        break;
      case 'ENTRYPOINT':
        settings.Entrypoint = command(text);
        delete settings.Cmd;
        break;
      case 'CMD':
        settings.Cmd = command(text);
        break;
      case 'STOPSIGNAL':
        settings.StopSignal = full;
        break;
      case 'RUN':
        // Copying makes folders of itself, and the framework's own Dockerfile begins so.
        if (!/^mkdir(?:\s+-p)?\s+[\w./ -]+$/.test(full))
          throw refused(this.#file, line, `RUN ${full.slice(0, 60)}`);
        break;
      case 'HEALTHCHECK':
      case 'MAINTAINER':
      case 'VOLUME':
        this.notes.push(`${this.#file}:${line}: ${name} has no effect on Kubernetes`);
        break;
      case 'FROM':
        throw refused(this.#file, line, 'a second stage');
      case 'ONBUILD':
      case 'SHELL':
        throw refused(this.#file, line, name);
      default:
        throw new ImageError(
          'IMAGE_DOCKERFILE',
          `${this.#file}:${line}: there is no instruction ${name}`,
          '',
        );
    }
  }

  #copy(name: string, text: string, line: number): void {
    const flag = /^--[a-z]+/.exec(text)?.[0];
    if (flag) throw refused(this.#file, line, `${name} ${flag}`);
    const given = list(text) ?? words(text);
    const target = given.pop();
    if (target === undefined || given.length === 0)
      throw new ImageError(
        'IMAGE_DOCKERFILE',
        `${this.#file}:${line}: ${name} needs sources and a target`,
        '',
      );
    const special = given.find(source => /^\w+:\/\/|^git@|^<</.test(source));
    if (special) throw refused(this.#file, line, `${name} ${special}`);
    const archive = name === 'ADD' && given.find(source => /\.(?:tar|tgz|tbz2?|txz|tar\.\w+)$/.test(source));
    if (archive) throw refused(this.#file, line, `unpacking ${archive}`);
    const folder = target.endsWith('/') || given.length > 1 || this.#isFolder(this.#absolute(target));
    const rename = !folder && !this.#folder.isFolder(given[0]!);
    for (const entry of this.#folder.entries(given, this.#absolute(target), rename))
      this.entries.set(entry.path, entry);
  }

  /** Folders that an image is known to have. */
  #isFolder(path: string): boolean {
    const known = ['/', serverFolder, '/tmp', this.settings.WorkingDir ?? '/'];
    return known.includes(path) || [...this.entries.keys()].some(entry => `/${entry}`.startsWith(`${path}/`));
  }

  #absolute(path: string): string {
    return posix.resolve(this.settings.WorkingDir || '/', path);
  }
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
