export { cacheFolder } from './cache.ts';
export { HelmError, type HelmErrorCode } from './error.ts';
export { type FindHelmOptions, findHelm, type HelmStep } from './find.ts';
export { Helm, type HelmSource, helmMessage } from './helm.ts';
export type { ProcessOptions, ProcessResult } from './process.ts';
export { type HelmMajor, leastMinor, pinnedVersions } from './version.ts';
