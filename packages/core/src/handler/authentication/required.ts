import type { Application } from '../../application.ts';
import { ConfigError } from '../../config/index.ts';

/** How many methods the error names. */
const named = 3;

/**
 * Lets a server that others can call start only if it knows whom it serves: with a handler for authentication, or with
 * public methods alone. Workers and schedulers serve nobody's calls, and need none.
 *
 * @throws ConfigError CONFIG_NO_AUTHENTICATION naming the methods that would be open
 */
export function requireAuthentication({ name, config, methods }: Application): void {
  if (config.HANDLERS.authentication.length > 0) return;
  const open = methods.filter(({ info, implemented }) => implemented && !info.public);
  if (open.length === 0) return;
  const paths = open.slice(0, named).map(({ info }) => info.path.slice(1));
  const more = open.length > named ? ` and ${open.length - named} more` : '';
  throw new ConfigError([
    {
      code: 'CONFIG_NO_AUTHENTICATION',
      path: 'HANDLERS.authentication',
      source: { layer: 'default' },
      message:
        `is empty, so that anyone could call ${paths.join(', ')}${more} of ${name}; name a handler such as ` +
        '{backend: jwt}, mark the methods as public in the contract, or let everyone in with {backend: anonymous}',
    },
  ]);
}
