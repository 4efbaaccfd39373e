import { resolve } from 'node:path';
import type { ChartPackage } from '@hawser/delivery/package';
import { type Published, publishToFolder, publishToRegistry } from '@hawser/delivery/repository';
import { usageError } from '../error.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { renderTable } from '../terminal/table.ts';
import { packagesOf } from './packages.ts';

export interface ChartPublishCommand {
  repository: string;
  url?: string;
  plainHttp?: boolean;
  force?: boolean;
  output: Format;
}

/** Packages charts and publishes them, to a folder or to a registry. */
export async function runChartPublish(named: readonly string[], command: ChartPublishCommand): Promise<void> {
  const { repository, url, plainHttp } = command;
  const registry = repository.startsWith('oci://');
  if (!registry && /^[a-z][a-z0-9+.-]*:\/\//.test(repository))
    throw usageError(
      `charts can't be published to ${repository}`,
      'name a folder that a web server serves, or an OCI registry as oci://HOST/PATH',
    );
  if (registry && url !== undefined) throw usageError('--url is for folders: a registry has its own address');
  if (!registry && plainHttp) throw usageError('--plain-http is for registries');
  const published = await publish(await packagesOf(named, process.cwd()), command, registry);
  if (command.output !== 'table') return print(await formatData(published, command.output));
  const cells = published.map(({ name, version, state, location, digest }) => [
    name,
    version,
    state,
    location,
    digest,
  ]);
  await print(renderTable(['CHART', 'VERSION', 'STATE', 'LOCATION', 'DIGEST'], cells));
}

async function publish(
  packages: readonly ChartPackage[],
  { repository, url, plainHttp, force }: ChartPublishCommand,
  registry: boolean,
): Promise<Published[]> {
  if (registry) return publishToRegistry(packages, { repository, plainHttp, force });
  return publishToFolder(packages, { folder: resolve(repository), url, force });
}
