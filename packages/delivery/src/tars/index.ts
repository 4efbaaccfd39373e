export { configHistory, rollBackConfig } from './config.ts';
export { type Deployed, type DeployOptions, deployPackage, deployTars } from './deploy.ts';
export type { ConfigVersion } from './live.ts';
export { packageTars, releaseOf, type TarsPackage } from './package.ts';
