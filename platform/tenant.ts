import type { CallOptions, Site } from '@hawser/core';

/** The first workspace, and the right to work in it. */
export interface Tenant {
  domainId: string;
  workspaceId: string;
}

/** @throws Error when the system isn't initialized and nobody has given a token */
export function systemToken(site: Site): string {
  const token = site.systemToken.read();
  if (!token) throw new Error('the system token is missing');
  return token;
}

/**
 * Calls made as the system on behalf of a tenant. The administrator's password isn't needed for them: it is changed after
 * the first login, and whatever is installed later must still work.
 */
export const onBehalf = (site: Site, { domainId, workspaceId }: Partial<Tenant>): CallOptions => ({
  token: systemToken(site),
  headers: {
    ...(domainId === undefined ? {} : { x_domain_id: domainId }),
    ...(workspaceId === undefined ? {} : { x_workspace_id: workspaceId }),
  },
});

/** Whether something that is missing may be made. Where it may not, it is said what would be. */
export function mayMake(site: Site, what: string): boolean {
  if (site.mode !== 'READ_ONLY') return true;
  site.note(`would make ${what}`);
  return false;
}
