export type { Image } from './build.ts';
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
export { dockerfileOf } from './output/dockerfile.ts';
export { writeRootfs } from './output/rootfs.ts';
export { saveImages } from './output/save.ts';
export type { Pushed } from './push.ts';
export type { BlobState } from './registry/blobs.ts';
export { Registry } from './registry/client.ts';
