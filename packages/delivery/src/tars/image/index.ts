export { type BuiltTarsImage, buildTarsImage, type TarsBuild } from './build.ts';
export type { ServerType } from './entry-point.ts';
