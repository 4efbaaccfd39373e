import { basename } from 'node:path';
import { Cache, parseReference, pushImage, Registry, saveImages } from '@hawser/delivery/image';
import { buildTarsImage, type ServerType } from '@hawser/delivery/tars/image';
import { existing } from '../dialect/read.ts';
import { formatBytes } from '../image/bytes.ts';
import { print } from '../terminal/output.ts';
import { stepView } from '../terminal/steps.ts';

export interface BuildArguments {
  baseImage: string;
  serverType: ServerType;
  files: string;
  values: string;
  tag: string;
  push: 'true' | 'false';
  dockerfile: string | undefined;
}

export interface BuildOptions {
  save?: string;
  platform?: string;
  plainHttp?: boolean;
}

/** Builds a server's image, and pushes it or writes it for `docker load`. */
export async function runTarsBuild(given: BuildArguments, options: BuildOptions): Promise<void> {
  const cache = new Cache();
  existing(given.values);
  if (given.dockerfile) existing(given.dockerfile);
  const view = stepView();
  try {
    const { image, reference, notes } = await buildTarsImage({
      ...given,
      ...options,
      folder: process.cwd(),
      cache,
    });
    for (const note of notes) view.note(`note: ${note}`);
    if (given.push === 'true') {
      const { host, path } = parseReference(reference);
      const registry = new Registry(host, options.plainHttp ? { plainHttp: true } : {});
      await pushImage(image, registry, path, cache, ({ part, state, size }) =>
        view.report({ step: part, state: 'done', detail: `${state}, ${formatBytes(size)}` }),
      );
    }
    // Without a daemon that keeps images, one that isn't pushed is a file.
    const own = `${basename(image.name)}-${image.tag}.tar`;
    const path = options.save ?? (given.push === 'true' ? undefined : own);
    const written = path === undefined ? [] : await saveImages([image], path);
    cache.prune();
    view.close();
    for (const file of written) view.note(`wrote ${file}`);
    await print(`${reference} ${image.descriptor.digest}\n`);
  } finally {
    view.close();
  }
}
