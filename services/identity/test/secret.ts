import { join } from 'node:path';
import secret from '@hawser/secret';
import type { Neighbour } from './platform.ts';

/** The secret service beside this one. */
export const secretService: Neighbour = {
  manifest: secret,
  config: folder => ({ ENCRYPTION: { keyFile: join(folder, 'secret.key') } }),
};
