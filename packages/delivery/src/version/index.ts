export {
  bumpVersion,
  compareVersions,
  formatVersion,
  parseVersion,
  type Version,
  type VersionPart,
  versionParts,
} from './version.ts';
