import type { ConfigTree } from '../config/index.ts';

/**
 * The handlers of a platform's service, for the `defaults` of its manifest: a token of the identity service says who
 * calls, the caller's role what may be done, and both what the call is narrowed to. A service with them names `Domain` and
 * `App` of the identity contract in its `asks`.
 */
export const platformHandlers = {
  authentication: [{ backend: 'jwt' }],
  authorization: [{ backend: 'role' }],
  mutation: [{ backend: 'tenancy' }],
} as const satisfies ConfigTree;
