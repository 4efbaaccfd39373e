import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join, relative } from 'node:path';
import { findProject } from '../project/find.ts';
import { onStopSignal } from '../stop-signal.ts';
import { paint } from '../terminal/paint.ts';
import { streams } from '../terminal/streams.ts';

/** Folders of a project that hold sources; in a project without them, the whole of it does. */
const folders = ['packages', 'services', 'plugins', 'platform', 'proto/gen'];
const sources = /\.(ts|js|mjs|json|ya?ml|sql)$/;
const ignored = /(^|[/\\])(node_modules|dist|testdata|\.[^/\\]+)([/\\]|$)|\.test\.ts$/;
/** Editors write a file in several steps, and version control many files: restarts wait for the end of it. */
const quietMs = 150;

/**
 * Runs `hawser up` in a process of its own and starts it again when a source changes. The data stays. What can't start
 * waits for the next change.
 */
export async function watchUp(cwd: string): Promise<void> {
  const { root } = await findProject(cwd);
  const args = process.argv.slice(2).filter(arg => arg !== '--watch' && arg !== '-w');
  let changed: string[] = [];
  let quiet: NodeJS.Timeout | undefined;
  let child = run(args);
  let restarting = Promise.resolve();
  const watchers = watchSources(root, path => {
    changed.push(path);
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      restarting = restarting.then(restart);
    }, quietMs);
  });
  const restart = async () => {
    if (stop.requested()) return;
    const [first] = changed;
    const more = new Set(changed).size - 1;
    changed = [];
    streams.err.write(
      `${paint('cyan', '↻', streams.err)} ${first}${more > 0 ? ` and ${more} more` : ''} changed\n`,
    );
    await end(child, 'SIGTERM');
    if (!stop.requested()) child = run(args);
  };
  const stop = onStopSignal(() => {});
  await stop.signal;
  for (const watcher of watchers) watcher.close();
  clearTimeout(quiet);
  await restarting;
  await end(child, 'SIGTERM');
  stop.release();
}

function run(args: readonly string[]): ChildProcess {
  // A group of its own: Ctrl-C reaches the child once, through us.
  return spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
    stdio: 'inherit',
    detached: true,
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

function watchSources(root: string, changed: (path: string) => void): FSWatcher[] {
  const there = folders.map(folder => join(root, folder)).filter(existsSync);
  const listen = (folder: string, recursive: boolean) =>
    watch(folder, { recursive }, (_, name) => {
      const path = relative(root, join(folder, name ?? ''));
      if (sources.test(path) && !ignored.test(path)) changed(path);
    });
  return there.length > 0
    ? [listen(root, false), ...there.map(folder => listen(folder, true))]
    : [listen(root, true)];
}
