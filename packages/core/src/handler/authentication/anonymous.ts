import { z } from 'zod';
import type { HandlerFactory } from '../handler.ts';
import { handlerOptions } from '../options.ts';

/** The options of `anonymous`: none. */
export const anonymousOptions = z.strictObject({});

/**
 * The handler `anonymous`: everyone may call, and is nobody. It does nothing; it is there to be written, since a server
 * without any authentication doesn't start. Callers that the transport vouches for keep their identity.
 */
export const anonymousAuthentication: HandlerFactory = (_, given) => {
  handlerOptions('anonymous', anonymousOptions, given);
  return {
    stages: method =>
      method.public
        ? {}
        : {
            authenticate(transaction) {
              transaction.identity = transaction.call.identity;
            },
          },
  };
};
