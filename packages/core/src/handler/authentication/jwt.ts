import { z } from 'zod';
import { errors } from '../../error/index.ts';
import type { Authenticate, HandlerFactory } from '../handler.ts';
import { handlerOptions } from '../options.ts';
import { identitySource } from './source.ts';
import { TokenVerifier } from './verifier.ts';

/** The options of `jwt`. */
export const jwtOptions = z.strictObject({
  /** SpaceONE's old handlers name the identity service's address here. */
  uri: z.string().optional().meta({ noEffect: 'ENDPOINTS says where the identity service answers' }),
});

/**
 * The handler `jwt`: who calls is what the call's token says, checked with the public key of the token's domain. A call
 * whose transport vouches for its caller needs no token. Public methods are left alone.
 */
export const jwtAuthentication: HandlerFactory = (host, given) => {
  handlerOptions('jwt', jwtOptions, given);
  const verifier = new TokenVerifier(identitySource(host));

  const authenticate: Authenticate = transaction => {
    const vouched = transaction.call.identity;
    if (vouched) {
      transaction.identity = vouched;
      return;
    }
    const { token } = transaction;
    if (!token) throw errors.unauthenticated('a token is needed');
    const known = verifier.remembered(token);
    if (!known) {
      return verifier.verify(token).then(identity => {
        transaction.identity = identity;
      });
    }
    transaction.identity = known;
  };
  return { stages: method => (method.public ? {} : { authenticate }) };
};
