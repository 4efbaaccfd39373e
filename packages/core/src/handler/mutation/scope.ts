import { ResourceScope } from '@hawser/proto/hawser/v1/options_pb.js';
import type { MethodInfo } from '../../pipeline/method.ts';
import type { Call, Identity, Scope } from '../../transaction/index.ts';
import { boundProjects } from '../authorization/request.ts';
import { isPersonal } from '../personal.ts';

/** The roles that aren't confined to a workspace, whatever workspace their token was granted for. */
const domainWide = new Set(['DOMAIN_ADMIN', 'SYSTEM_ADMIN']);

/**
 * Compiles what a method's calls are narrowed to, by the method's scope and the caller:
 * - a system token, and a system administrator in methods of scope SYSTEM: to the domain and workspace that the headers
 *   `x_domain_id` and `x_workspace_id` name, if any;
 * - everyone else: to the token's domain; in scopes WORKSPACE and PROJECT also to its workspace, except for domain
 *   administrators; in scope PROJECT also to the caller's projects, if bound to any; in personal methods to the user. A
 *   workspace or user that the token injects narrows what these leave open.
 */
export function compileScope(method: MethodInfo): (identity: Identity, call: Call) => Scope {
  const { scope } = method;
  const byProject = scope === ResourceScope.PROJECT;
  const byWorkspace = byProject || scope === ResourceScope.WORKSPACE;
  const forSystem = scope === ResourceScope.SYSTEM;
  const personal = isPersonal(method);
  return (identity, call) => {
    if (identity.owner === 'SYSTEM' || (forSystem && identity.role === 'SYSTEM_ADMIN')) return named(call);
    const { injected } = identity;
    const workspaceId = byWorkspace && !domainWide.has(identity.role) ? identity.workspaceId : undefined;
    const userId = personal && identity.owner === 'USER' ? identity.audience : undefined;
    return {
      domainId: identity.domainId,
      workspaceId: workspaceId ?? (injected && textOf(injected.workspace_id)),
      projects: byProject ? boundProjects(identity) : undefined,
      userId: userId ?? (injected && textOf(injected.user_id)),
    };
  };
}

function named(call: Call): Scope {
  return {
    domainId: bounded(call.header('x_domain_id')),
    workspaceId: bounded(call.header('x_workspace_id')),
  };
}

/** An id as a header gives it; an empty one is none. */
const bounded = (id: string | undefined) => (id === undefined || id === '' ? undefined : id.slice(0, 255));

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
