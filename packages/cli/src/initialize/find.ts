import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Initializer } from '@hawser/core';
import { usageError } from '../error.ts';
import { ancestors } from '../project/find.ts';

/** Where a platform has its initializer: in a checkout, and in an image, which has no TypeScript. */
const usual = [join('platform', 'initialize.ts'), join('platform', 'initialize.js')];

/**
 * The initializer of a file, else of the project in a folder or above.
 * @throws CliError when there is none
 */
export async function findInitializer(cwd: string, file: string | undefined): Promise<Initializer> {
  const path =
    file === undefined
      ? ancestors(cwd)
          .flatMap(folder => usual.map(name => join(folder, name)))
          .find(existsSync)
      : resolve(cwd, file);
  if (path === undefined || !existsSync(path))
    throw usageError(`there is no ${path ?? usual[0]}`, 'name the file of the platform’s initializer');
  const { default: initializer } = (await import(pathToFileURL(path).href)) as { default?: unknown };
  if (typeof initializer !== 'function') throw usageError(`${path} exports no initializer by default`);
  return initializer as Initializer;
}
