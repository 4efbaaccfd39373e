import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// Compiled modules are kept between runs: that halves the time of `hawser --help`. The folder is the user's own, for
// whoever can write there can put code into our processes; where none can be written, nothing is kept. This file is
// JavaScript since it is loaded before there is a cache: the program that takes types away would be started for it each time.
enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hawser', 'compile'));
try {
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // Before there is a program that could explain errors, that a package has gone is all that can be wrong.
  const [, missing] = /^Cannot find package '([^']+)'/.exec(error.message) ?? [];
  if (missing === undefined) throw error;
  console.error(`error: the package ${missing} isn’t installed\n→ run npm ci`);
  process.exitCode = 1;
}
