import { execFileSync } from 'node:child_process';

/**
 * Tells the files that git ignores below some folders: leftovers of builds and secrets of a developer’s own don’t belong in
 * an image, and would make it another one than elsewhere. Outside a git repository none is ignored.
 *
 * @returns whether a path, relative to `root`, is ignored
 */
export function ignoredBelow(root: string, folders: readonly string[]): (path: string) => boolean {
  const listed = new Set(list(root, folders));
  // A folder that is ignored whole is listed as such, with a slash at its end.
  return path => {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
      if (listed.has(path.slice(0, end + 1))) return true;
    return listed.has(path);
  };
}

function list(root: string, folders: readonly string[]): string[] {
  const options = ['--others', '--ignored', '--exclude-standard', '--directory', '-z'];
  try {
    return execFileSync('git', ['ls-files', ...options, '--', ...folders], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    })
      .toString('utf8')
      .split('\0');
  } catch {
    // No repository, or no git.
    return [];
  }
}
