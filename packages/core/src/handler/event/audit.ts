import type { Message } from '@bufbuild/protobuf';
import { z } from 'zod';
import { HawserError } from '../../error/index.ts';
import type { MethodInfo } from '../../pipeline/method.ts';
import type { Transaction } from '../../transaction/index.ts';
import type { HandlerFactory, Notify } from '../handler.ts';
import { handlerOptions } from '../options.ts';
import { compileRecord } from './mask.ts';

/** The options of `audit`: none. */
export const auditOptions = z.strictObject({});

interface Running {
  request: Message | undefined;
  began: number;
}

/**
 * The handler `audit`: one log record a call when it has ended, saying who did what to which objects, with what outcome,
 * how long it took and by which way it came. Requests are recorded as they were after mutation, bounded in size and with
 * secrets masked, and what `LOG.filters.masking` names; streams of requests and all answers aren't recorded. Public methods are recorded too: logging in is one.
 */
export const auditEvents: HandlerFactory = (host, given) => {
  handlerOptions('audit', auditOptions, given);
  const { rules } = host.config.LOG.filters.masking;
  const running = new WeakMap<Transaction, Running>();

  return {
    stages(method) {
      const hidden = rules[`${method.service.name}.${method.desc.name}`];
      const record = compileRecord(method.desc.input, hidden);
      const notify: Notify = (transaction, state, { request, error }) => {
        if (state === 'STARTED') running.set(transaction, { request, began: performance.now() });
        if (state !== 'SUCCESS' && state !== 'FAILURE') return;
        const known = running.get(transaction);
        running.delete(transaction);
        host.log.info(
          {
            audit: {
              ...who(transaction),
              ...what(method, transaction),
              outcome: error instanceof HawserError ? error.code : state,
              durationMs: known ? Math.round((performance.now() - known.began) * 1000) / 1000 : undefined,
              request: known?.request && record(known.request),
            },
          },
          'audit',
        );
      };
      return { notify };
    },
  };
};

function who({ identity }: Transaction) {
  if (!identity) return { actor: undefined };
  const { owner, audience, role, domainId, workspaceId } = identity;
  return { actor: { owner, id: audience, role, domainId, workspaceId } };
}

function what(method: MethodInfo, { id, call, scope }: Transaction) {
  const { domainId, workspaceId, userId } = scope;
  return { method: method.path, id, transport: call.transport, scope: { domainId, workspaceId, userId } };
}
