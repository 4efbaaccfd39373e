import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BuildRequest,
  buildImages,
  defaultBase,
  dockerfileOf,
  type ImageContent,
  type Pushed,
  pushImages,
  readContents,
  saveImages,
  writeRootfs,
} from '@hawser/delivery/image';
import { CliError, usageError } from '../error.ts';
import { ancestors } from '../project/find.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { type StepView, stepView } from '../terminal/steps.ts';
import { renderTable } from '../terminal/table.ts';
import { formatBytes } from './bytes.ts';

export interface ImageBuildCommand {
  all?: boolean;
  push?: string;
  save?: string;
  base?: string;
  tag?: string;
  platform?: string;
  plainHttp?: boolean;
  dockerfile?: boolean;
  rootfs?: string;
  output: Format;
}

/** Builds images, and pushes, saves or describes them as the command line asks. */
export async function runImageBuild(names: readonly string[], command: ImageBuildCommand): Promise<void> {
  if ((names.length === 0) !== (command.all === true))
    throw usageError('name images, or take all of them with --all');
  const request = {
    ...command,
    root: projectRoot(process.cwd()),
    names: command.all ? 'all' : names,
  } as const;
  if (command.dockerfile) return print(dockerfileOf(await onlyContent(request), command.base ?? defaultBase));
  if (command.rootfs !== undefined) return writeRootfs(await onlyContent(request), command.rootfs);
  const view = stepView();
  try {
    const rows = await build(request, command, view);
    view.close();
    if (command.output !== 'table') return await print(await formatData(rows, command.output));
    const cells = rows.map(({ image, size, digest }) => [image, formatBytes(size), digest]);
    await print(renderTable(['IMAGE', 'SIZE', 'DIGEST'], cells));
  } finally {
    view.close();
  }
}

async function build(request: BuildRequest, { push, save }: ImageBuildCommand, view: StepView) {
  const images = await buildImages(request);
  const parts = new Map<string, Pushed[]>(images.map(({ name }) => [name, []]));
  if (push !== undefined)
    await pushImages(images, push, request, ({ name }, part) => {
      parts.get(name)?.push(part);
      const detail = `${part.state}, ${formatBytes(part.size)}`;
      view.report({ step: `${name}: ${part.part}`, state: 'done', detail });
    });
  const files = save === undefined ? [] : await saveImages(images, save);
  for (const file of files) view.note(`wrote ${file}`);
  return images.map(({ name, tag, descriptor, manifest, layers }) => ({
    image: `${push === undefined ? '' : `${push}/`}${name}:${tag}`,
    digest: descriptor.digest,
    size: manifest.layers.reduce((sum, { size }) => sum + size, 0),
    layers: layers.map(({ title, descriptor: { digest, size } }) => ({ title, digest, size })),
    pushed: parts.get(name),
  }));
}

async function onlyContent(request: BuildRequest): Promise<ImageContent> {
  const [content, second] = await readContents(request);
  if (!content || second) throw usageError('a Dockerfile or root file system is of one image: name one');
  return content;
}

/** The nearest folder with a lock file: the root of the npm project that a folder is in. */
function projectRoot(cwd: string): string {
  const root = ancestors(cwd).find(folder => existsSync(join(folder, 'package-lock.json')));
  if (root !== undefined) return root;
  throw new CliError(`there is no package-lock.json in ${cwd} or above`, {
    hint: 'go to a project’s folder',
  });
}
