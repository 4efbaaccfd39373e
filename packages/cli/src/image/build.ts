import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildImages, type Image, type Pushed, pushImages } from '@hawser/delivery/image';
import { CliError, usageError } from '../error.ts';
import { ancestors } from '../project/find.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { stepView } from '../terminal/steps.ts';
import { renderTable } from '../terminal/table.ts';
import { formatBytes } from './bytes.ts';

export interface ImageBuildCommand {
  all?: boolean;
  push?: string;
  base?: string;
  tag?: string;
  platform?: string;
  plainHttp?: boolean;
  output: Format;
}

/** Builds images, and pushes them where that is asked for. */
export async function runImageBuild(names: readonly string[], command: ImageBuildCommand): Promise<void> {
  if ((names.length === 0) !== (command.all === true))
    throw usageError('name images, or take all of them with --all');
  const root = projectRoot(process.cwd());
  const view = stepView();
  const request = { ...command, root, names: command.all ? ('all' as const) : names };
  try {
    const images = await buildImages(request);
    const parts = new Map<Image, Pushed[]>();
    const report = (image: Image, part: Pushed) => {
      parts.set(image, [...(parts.get(image) ?? []), part]);
      const detail = `${part.state}, ${formatBytes(part.size)}`;
      view.report({ step: `${image.name}: ${part.part}`, state: 'done', detail });
    };
    if (command.push !== undefined) await pushImages(images, command.push, request, report);
    const rows = images.map(image => ({
      name: image.name,
      reference: `${command.push ? `${command.push}/` : ''}${image.name}:${image.tag}`,
      digest: image.descriptor.digest,
      size: image.manifest.layers.reduce((sum, { size }) => sum + size, 0),
      layers: image.layers.map(({ title, descriptor: { digest, size } }) => ({ title, digest, size })),
      pushed: parts.get(image) ?? [],
    }));
    view.close();
    if (command.output !== 'table') return await print(await formatData(rows, command.output));
    const cells = rows.map(({ reference, digest, size }) => [reference, formatBytes(size), digest]);
    await print(renderTable(['IMAGE', 'SIZE', 'DIGEST'], cells));
  } finally {
    view.close();
  }
}

/** The nearest folder with a lock file: the root of the npm project that a folder is in. */
function projectRoot(cwd: string): string {
  const root = ancestors(cwd).find(folder => existsSync(join(folder, 'package-lock.json')));
  if (root !== undefined) return root;
  throw new CliError(`there is no package-lock.json in ${cwd} or above`, {
    hint: 'go to a project’s folder',
  });
}
