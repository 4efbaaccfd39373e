/** A role that every domain has and nobody can change. It allows all that its type may do. */
export interface ManagedRole {
  roleId: string;
  name: string;
  roleType: 'DOMAIN_ADMIN' | 'WORKSPACE_OWNER' | 'WORKSPACE_MEMBER';
  /** Another one makes the platform write the role anew. */
  version: string;
}

/** Ids and names are SpaceONE's. */
export const managedRoles: readonly ManagedRole[] = [
  { roleId: 'managed-domain-admin', name: 'Domain Admin', roleType: 'DOMAIN_ADMIN', version: '1.0' },
  { roleId: 'managed-workspace-owner', name: 'Workspace Owner', roleType: 'WORKSPACE_OWNER', version: '1.0' },
  {
    roleId: 'managed-workspace-member',
    name: 'Workspace Member',
    roleType: 'WORKSPACE_MEMBER',
    version: '1.0',
  },
];
