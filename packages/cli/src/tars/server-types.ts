import type { ServerType } from '@hawser/delivery/tars/image';

/** Kinds of servers, here for the help, which doesn't load what builds them. */
export const serverTypes: readonly ServerType[] = [
  'cpp',
  'go',
  'nodejs',
  'nodejs-pkg',
  'java-jar',
  'java-war',
  'php',
];
