import type { Config, DeepReadonly } from '../config/index.ts';
import type { ComponentHost } from '../service/component.ts';
import type { Handler } from './handler.ts';
import { tenancyMutation } from './mutation/tenancy.ts';
import { handlerFactory } from './registry.ts';

/**
 * The handlers of an application, as `HANDLERS` lists them.
 * @param jobs whether it runs queued calls. These keep who they are made for, whatever `HANDLERS` says: files that
 *   empty it for workers mean that nobody is to be checked, not that tenants are to be mixed.
 */
export function handlerChain(
  host: ComponentHost,
  { authentication, authorization, mutation, event }: DeepReadonly<Config['HANDLERS']>,
  jobs: boolean,
): Handler[] {
  const named = [...authentication, ...authorization, ...mutation, ...event];
  const own = named.map(({ backend, ...options }) => handlerFactory(backend)(host, options));
  const narrowed = mutation.some(({ backend }) => handlerFactory(backend) === tenancyMutation);
  const complete = narrowed && authentication.length > 0;
  return jobs && !complete ? [vouched(host, narrowed), ...own] : own;
}

/** Takes the word of a call's transport for who calls, and for which tenant; does nothing where it gives none. */
function vouched(host: ComponentHost, narrowed: boolean): Handler {
  const tenancy = tenancyMutation(host, {});
  return {
    stages(method) {
      if (method.public) return {};
      const { authorize, mutateRequest } = narrowed ? {} : tenancy.stages(method);
      return {
        authenticate(transaction) {
          if (transaction.call.identity) transaction.identity = transaction.call.identity;
        },
        authorize: authorize && (transaction => transaction.call.identity && authorize(transaction)),
        mutateRequest:
          mutateRequest &&
          ((transaction, message) => transaction.call.identity && mutateRequest(transaction, message)),
      };
    },
  };
}
