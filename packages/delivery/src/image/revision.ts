import { execFileSync } from 'node:child_process';

/**
 * The commit that last changed any of these paths, with `-dirty` when there are changes since. Undefined outside a git
 * repository. It isn't the newest commit: an image whose files are the same stays the same.
 */
export function revisionOf(root: string, paths: readonly string[]): string | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', [...args, '--', ...paths], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString('utf8')
      .trim();
  try {
    const commit = git('log', '-1', '--format=%H');
    if (!commit) return undefined;
    return git('status', '--porcelain') ? `${commit}-dirty` : commit;
  } catch {
    // No repository, or no git.
    return undefined;
  }
}
