import { readFileSync } from 'node:fs';
import { errors } from '../error/index.ts';
import type { DeepReadonly } from './freeze.ts';
import type { Config } from './schema.ts';

/**
 * The platform's own token: `TOKEN`, else what the file of `TOKEN_INFO` holds, else undefined. Read anew at each call, so
 * that a Secret that is rotated is seen.
 *
 * @throws Error when the file can't be read, and HawserError FAILED_PRECONDITION when Consul is to be asked.
 */
export function systemToken(config: DeepReadonly<Pick<Config, 'TOKEN' | 'TOKEN_INFO'>>): string | undefined {
  if (config.TOKEN) return config.TOKEN;
  if (config.TOKEN_INFO.protocol === 'consul') {
    throw errors.precondition(
      'the system token is needed, and TOKEN_INFO names Consul, which is not asked: give TOKEN, or TOKEN_INFO with the protocol "file" and the path of a mounted Secret',
    );
  }
  if (!config.TOKEN_INFO.uri) return undefined;
  return readFileSync(config.TOKEN_INFO.uri, 'utf8').trim() || undefined;
}
