import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ImageError } from '../error.ts';

/** JavaScript by the path of its source. */
export type Emitted = ReadonlyMap<string, Buffer>;

/** Whether an image has JavaScript in a file's place. */
export const isSource = (file: string): boolean => /(?<!\.d)\.[cm]?ts$/.test(file);

/** The name that a source has in an image: `service.ts` is `service.js`. */
export const emittedPath = (file: string): string => (isSource(file) ? file.replace(/ts$/, 'js') : file);

/**
 * Makes JavaScript of TypeScript files by `tsc`, each for itself: types aren't checked, as checking them belongs to tests.
 * Images hold JavaScript because stripping types at every start costs time and memory for nothing.
 *
 * @param files relative to `root`
 * @throws ImageError IMAGE_SOURCE with the compiler's words for a file that can't be parsed
 */
export async function transpile(root: string, files: readonly string[]): Promise<Emitted> {
  if (files.length === 0) return new Map();
  const folder = mkdtempSync(join(tmpdir(), 'hawser-image-'));
  try {
    const config = join(folder, 'tsconfig.json');
    writeFileSync(config, JSON.stringify(configuration(root, files, folder)));
    await compile(config, root);
    return new Map(files.map(file => [file, readFileSync(join(folder, 'out', emittedPath(file)))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function configuration(root: string, files: readonly string[], folder: string): object {
  return {
    compilerOptions: {
      target: 'es2024',
      lib: ['es2024'],
      module: 'nodenext',
      moduleDetection: 'force',
      verbatimModuleSyntax: true,
      isolatedModules: true,
      rewriteRelativeImportExtensions: true,
      noCheck: true,
      noResolve: true,
      types: [],
      newLine: 'lf',
      rootDir: root,
      outDir: join(folder, 'out'),
    },
    files: files.map(file => join(root, file)),
  };
}

async function compile(config: string, root: string): Promise<void> {
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
  const command = join(dirname(compiler), 'bin', 'tsc');
  try {
    await promisify(execFile)(process.execPath, [command, '-p', config], { cwd: root });
  } catch (error) {
    const { stdout, message } = error as Error & { stdout?: string };
    const [first = message] = (stdout ?? '').split('\n').filter(Boolean);
    throw new ImageError('IMAGE_SOURCE', `tsc can’t emit: ${first}`, 'run `npx tsc --noEmit` for all of it', {
      cause: error,
    });
  }
}
