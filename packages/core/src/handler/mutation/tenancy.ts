import { z } from 'zod';
import type { Authorize, HandlerFactory, Mutate } from '../handler.ts';
import { handlerOptions } from '../options.ts';
import { compileOwnDomain, compileTenancy, inject } from './fields.ts';
import { compileScope } from './scope.ts';

/** The options of `tenancy`: none. */
export const tenancyOptions = z.strictObject({});

/**
 * The handler `tenancy`: narrows a call to what its token allows (`transaction.scope`), and writes the ids of that scope
 * and the token's injected parameters over those of the request. The scope is set before the first message of a stream
 * is read. A system token without `x_domain_id` works in the domain that the request names, else in all.
 */
export const tenancyMutation: HandlerFactory = (_, given) => {
  handlerOptions('tenancy', tenancyOptions, given);
  return {
    stages(method) {
      if (method.public) return {};
      const { input } = method.desc;
      const scopeOf = compileScope(method);
      const write = compileTenancy(input);
      const ownDomain = compileOwnDomain(input);

      const authorize: Authorize = transaction => {
        const { identity, call } = transaction;
        if (identity) transaction.scope = scopeOf(identity, call);
      };
      const mutateRequest: Mutate = ({ identity, scope }, message) => {
        if (!identity) return;
        if (identity.injected) inject(input, message, identity.injected);
        if (ownDomain && scope.domainId === undefined) scope.domainId = ownDomain(message);
        write?.(scope, message);
      };
      return { authorize, mutateRequest };
    },
  };
};
