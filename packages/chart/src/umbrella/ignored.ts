/**
 * Blocks of values files that the ancestors' umbrella charts have for what isn't a part of this platform. Files that have
 * them install unchanged: a block here is ignored, and the installation's notes say so.
 */
export const ancestorBlocks: readonly string[] = [
  'billing',
  'billing-v2',
  'board',
  'config',
  'console',
  'console-api',
  'console-api-v2',
  'consul',
  'cost-analysis',
  'cost-saving',
  'dashboard',
  'docs',
  // As one of the ancestors' own files has it.
  'domain-initialzer',
  'domain-initializer',
  'file-manager',
  'marketplace-assets',
  'mongodb',
  'monitoring',
  'notification',
  'power-scheduler',
  'project-site',
  'search',
  'spacectl',
  'spaceone-initializer',
  'spot-automation',
  'spot-automation-proxy',
  'statistics',
  'supervisor',
];
