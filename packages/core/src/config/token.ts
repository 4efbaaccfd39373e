import { readFileSync } from 'node:fs';
import type { DeepReadonly } from './freeze.ts';
import type { Config } from './schema.ts';

/**
 * The platform's own token: `TOKEN`, else what the file of `TOKEN_INFO` holds, else undefined. Read anew at each call, so
 * that a Secret that is rotated is seen.
 *
 * @throws Error when the file can't be read.
 */
export function systemToken(config: DeepReadonly<Pick<Config, 'TOKEN' | 'TOKEN_INFO'>>): string | undefined {
  if (config.TOKEN) return config.TOKEN;
  if (!config.TOKEN_INFO.uri) return undefined;
  return readFileSync(config.TOKEN_INFO.uri, 'utf8').trim() || undefined;
}
