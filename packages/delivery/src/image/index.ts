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
export type { Pushed } from './push.ts';
export type { BlobState } from './registry/blobs.ts';
