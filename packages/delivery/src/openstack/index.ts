export { type InstallOptions, installOpenStack, renderOpenStack } from './deploy.ts';
export { type OpenStackRelease, packageOpenStack } from './package.ts';
export { type PodState, podState } from './pods.ts';
export { LiveReleases, type ReleaseState } from './state.ts';
export { type WaitOptions, waitForReleases } from './wait.ts';
