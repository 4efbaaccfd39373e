import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programName } from './cache.ts';
import { HelmError } from './error.ts';
import { runProcess } from './process.ts';
import { type HelmMajor, pinnedVersions } from './version.ts';

/** Milliseconds that a build may take: some minutes on a slow machine, with Go's module downloads. */
const timeout = 20 * 60_000;

/**
 * Builds the pinned Helm with a Go toolchain (`go install helm.sh/helm/…`) and gives the program. Go's own checksum
 * database vouches for the source.
 *
 * @throws HelmError HELM_BUILD_FAILED with what Go said last
 */
export async function buildHelm(major: HelmMajor, go: string, signal?: AbortSignal): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'hawser-helm-'));
  const module = `helm.sh/helm/v${major}/cmd/helm@${pinnedVersions[major]}`;
  try {
    const { stderr, exitCode } = await runProcess(go, ['install', '-trimpath', '-ldflags', '-s -w', module], {
      // What somebody has set to build for other machines or in other ways isn't meant for this.
      env: { GOBIN: folder, GOOS: undefined, GOARCH: undefined, GOFLAGS: '-buildvcs=false' },
      signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
    });
    if (exitCode !== 0) throw new Error(stderr.trim().split('\n').slice(-3).join('; '));
    return await readFile(join(folder, programName('helm')));
  } catch (error) {
    throw new HelmError('HELM_BUILD_FAILED', `go install ${module}: ${(error as Error).message}`, '', {
      cause: error,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
