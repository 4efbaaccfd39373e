import { errors } from '../../error/index.ts';
import type { Claims } from '../../token/index.ts';
import type { Identity } from '../../transaction/index.ts';
import type { AppGrant } from './source.ts';

/** The role of a token that states none: the least. */
const leastRole = 'USER';

/**
 * Who a checked token speaks for.
 * @param grant what the app may do now, for tokens of apps.
 * @throws HawserError AUTHENTICATE_FAILURE when the claims contradict each other.
 */
export function identityOf(claims: Claims, grant: AppGrant | undefined): Identity {
  const isSystem = claims.typ === 'SYSTEM_TOKEN';
  const owned =
    isSystem === (claims.own === 'SYSTEM') && (claims.typ !== 'CLIENT_SECRET' || claims.own === 'APP');
  if (!owned) throw errors.unauthenticated("the token's claims contradict each other");
  if (claims.typ === 'ACCESS_TOKEN' && claims.exp === undefined)
    throw errors.unauthenticated('an access token must expire');
  const base = { owner: claims.own, audience: claims.aud, domainId: claims.did };
  if (isSystem) return { ...base, role: 'SYSTEM' };
  const role = claims.rol ?? leastRole;
  // Without its workspace, nothing would narrow such a role to less than the domain.
  if (role.startsWith('WORKSPACE_') && claims.wid === undefined)
    throw errors.unauthenticated(`the token has the role ${role} but no workspace`);
  return {
    ...base,
    workspaceId: claims.wid,
    role,
    permissions: grant ? grant.permissions : claims.permissions,
    projects: grant ? grant.projects : claims.projects,
    injected: claims.injected_params,
  };
}
