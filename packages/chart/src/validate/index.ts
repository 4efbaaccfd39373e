export { type CheckOptions, checkManifests, type PlacedProblem } from './check.ts';
export { lineOf, type Manifest, type Parsed, parseManifests } from './manifests.ts';
export { checkChartMetadata } from './metadata/metadata.ts';
export {
  describeObject,
  formatProblems,
  type KubernetesObject,
  type ObjectMetadata,
  type Problem,
} from './problem.ts';
export { checkReferences } from './references/references.ts';
export type { ReferenceOptions } from './references/release.ts';
export { checkRestricted } from './restricted/restricted.ts';
export type { KubernetesVersion } from './schema/newer.ts';
export { type ValidateOptions, validateObjects } from './schema/schema.ts';
