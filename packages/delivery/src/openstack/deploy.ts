import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Helm } from '@hawser/chart/helm';
import type { OpenStackRelease } from './package.ts';

export interface InstallOptions {
  helm: Helm;
  /** Made if it isn't there. */
  namespace: string;
  /** The image with `hawser wait`. Default: what the values say, else the chart's. */
  waitImage?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Installs a chart, or upgrades its release, which has the chart's name. Its pods wait for what they need by themselves, so this doesn't.
 *
 * @throws HelmError HELM_COMMAND_FAILED
 */
export async function installOpenStack(release: OpenStackRelease, options: InstallOptions): Promise<void> {
  await run(['upgrade', '--install'], release, options);
}

/**
 * Renders a chart as it is going to be installed, and sends nothing, so that values that one chart refuses don't stop an installation halfway.
 *
 * @throws HelmError HELM_COMMAND_FAILED
 */
export async function renderOpenStack(release: OpenStackRelease, options: InstallOptions): Promise<void> {
  await run(['template'], release, options);
}

async function run(
  command: readonly string[],
  release: OpenStackRelease,
  options: InstallOptions,
): Promise<void> {
  const { helm, namespace, waitImage, signal } = options;
  const { chart, package: packed, values } = release;
  const folder = mkdtempSync(join(tmpdir(), 'hawser-openstack-'));
  try {
    const archive = join(folder, packed.file);
    const file = join(folder, 'values.yaml');
    writeFileSync(archive, packed.data);
    writeFileSync(file, values, { mode: 0o600 });
    const image = waitImage ? ['--set-string', `images.wait=${waitImage}`] : [];
    const where = ['--namespace', namespace, '--create-namespace'];
    await helm.run([...command, chart.name, archive, ...where, '--values', file, ...image], { signal });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
