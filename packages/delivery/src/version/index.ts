export { type BumpPlan, type BumpRequest, planBump } from './plan.ts';
export { findUnits, type Unit } from './unit.ts';
export {
  bumpVersion,
  compareVersions,
  formatVersion,
  parseVersion,
  type Version,
  type VersionPart,
  versionParts,
} from './version.ts';
