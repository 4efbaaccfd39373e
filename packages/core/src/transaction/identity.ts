/** Who a call comes from, as the checked token says. */
export interface Identity {
  /** USER: a person. APP: a program with a client secret. SYSTEM: another service. */
  owner: 'USER' | 'APP' | 'SYSTEM';
  /** The user's or app's id; of a system token, the administrator's. */
  audience: string;
  domainId: string;
  /** The workspace that the token was granted for. */
  workspaceId?: string | undefined;
  /** DOMAIN_ADMIN, WORKSPACE_OWNER, WORKSPACE_MEMBER or USER; SYSTEM of a system token. */
  role: string;
  /** Permissions of the role, e.g. `inventory:Region.write` or `inventory:*`. Undefined: all that the role allows. */
  permissions?: readonly string[] | undefined;
  /** The projects that a workspace member may see. */
  projects?: readonly string[] | undefined;
  /** Further parameters that the token sets over those of the request. */
  injected?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What a call is narrowed to. An absent level isn't narrowed: a domain administrator sees every workspace of the domain.
 * `projects` binds only what belongs to projects.
 */
export interface Scope {
  domainId?: string | undefined;
  workspaceId?: string | undefined;
  projects?: readonly string[] | undefined;
  userId?: string | undefined;
}
