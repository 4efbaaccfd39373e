export { type Image, imageOf } from './build.ts';
export { type ImageContent, sbomPath } from './contents.ts';
export { ImageError, type ImageErrorCode } from './error.ts';
export {
  type BuildRequest,
  buildImages,
  type ContentRequest,
  defaultBase,
  pushImages,
  readContents,
} from './images.ts';
export { Cache } from './layer/cache.ts';
export type { Entry, FileEntry } from './layer/entry.ts';
export { layerOf } from './layer/layer.ts';
export type { ImageConfig } from './oci.ts';
export { dockerfileOf } from './output/dockerfile.ts';
export { writeRootfs } from './output/rootfs.ts';
export { saveImages } from './output/save.ts';
export { parsePlatform } from './platform.ts';
export { type Pushed, pushImage } from './push.ts';
export { pullBase } from './registry/base.ts';
export type { BlobState } from './registry/blobs.ts';
export { Registry } from './registry/client.ts';
export { parseReference } from './registry/reference.ts';
