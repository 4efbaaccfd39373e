import { assemble, type Image, LayerBuilder } from './build.ts';
import { contentsOf, type ImageContent } from './contents.ts';
import { ImageError } from './error.ts';
import { Cache } from './layer/cache.ts';
import { parsePlatform } from './platform.ts';
import { type Pushed, pushImage } from './push.ts';
import { pullBase } from './registry/base.ts';
import { Registry } from './registry/client.ts';
import { isTag, parseReference, parseRepository } from './registry/reference.ts';
import { findSources, imageSources } from './sources.ts';
import { readProject } from './workspace/project.ts';

/** Which images of which project. */
export interface ContentRequest {
  /** The project’s root folder. */
  root: string;
  names: readonly string[] | 'all';
  /** `linux/amd64` or `linux/arm64`. Default: Linux on this machine’s processor. */
  platform?: string | undefined;
}

export interface BuildRequest extends ContentRequest {
  /** An image with Node.js 24 or later. Default: {@link defaultBase}. */
  base?: string | undefined;
  /** Default: each image’s own version. */
  tag?: string | undefined;
  /** Speak HTTP to registries other than Docker Hub. Default: to this machine’s own only. */
  plainHttp?: boolean | undefined;
  /** Default: the user’s own. */
  cache?: Cache;
}

/** What images stand on when nothing else is asked for: Node.js 26 LTS on Debian, without what compiles. */
export const defaultBase = 'node:26-slim';

/** Works out what images add to their base. @throws ImageError */
export function readContents({ root, names, platform }: ContentRequest): Promise<ImageContent[]> {
  const project = readProject(root);
  const sources = names === 'all' ? imageSources(project) : findSources(project, names);
  return contentsOf(project, sources, parsePlatform(platform));
}

/**
 * Builds images; nothing of them leaves the machine. Of the base only its configuration is read.
 *
 * @throws ImageError
 */
export async function buildImages(request: BuildRequest): Promise<Image[]> {
  const { tag, base: baseName = defaultBase, cache = new Cache() } = request;
  if (tag !== undefined && !isTag(tag))
    throw new ImageError(
      'IMAGE_REFERENCE',
      `"${tag.slice(0, 200)}" can’t be a tag`,
      'it may have 128 letters, digits, dots, dashes and underscores, and begins with no dot or dash',
    );
  const reference = parseReference(baseName);
  const registry = new Registry(reference.host, registryOptions(request));
  const [base, contents] = await Promise.all([
    pullBase(registry, reference, parsePlatform(request.platform)),
    readContents(request),
  ]);
  const builder = new LayerBuilder(cache);
  const build = async (content: ImageContent) => assemble(content, await builder.build(content), base, tag);
  const images = await Promise.all(contents.map(build));
  cache.prune();
  return images;
}

/**
 * Pushes images, each to a repository of its name under `target`, one after the other, so that the later find the layers
 * of the earlier there.
 *
 * @param target `registry.example.com/hawser`
 * @throws ImageError
 */
export async function pushImages(
  images: readonly Image[],
  target: string,
  request: Pick<BuildRequest, 'plainHttp' | 'cache'>,
  report: (image: Image, part: Pushed) => void,
): Promise<void> {
  const { cache = new Cache() } = request;
  const repositories = images.map(({ name }) => parseRepository(`${target.replace(/\/$/, '')}/${name}`));
  const registry = new Registry(repositories[0]?.host ?? '', registryOptions(request));
  for (const [index, image] of images.entries())
    await pushImage(image, registry, repositories[index]!.path, cache, part => report(image, part));
}

const registryOptions = ({ plainHttp }: Pick<BuildRequest, 'plainHttp'>) => (plainHttp ? { plainHttp } : {});
