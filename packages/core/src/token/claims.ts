import { z } from 'zod';

/** The only issuer whose tokens are taken. */
export const issuer = 'spaceone.identity';

/** The only version of the claims that is understood. */
export const version = '2.0';

/** Longer tokens are refused before anything of them is read. */
export const maxTokenLength = 8_192;

const id = z.string().min(1).max(255);
const names = z.array(z.string().max(1_024)).max(10_000);

/** What a token's payload must look like, apart from issuer and version, which have errors of their own. */
export const claimsSchema = z.object({
  /** What the token is for. */
  typ: z.enum(['ACCESS_TOKEN', 'REFRESH_TOKEN', 'CLIENT_SECRET', 'SYSTEM_TOKEN']),
  /** Whose it is: a person's, a program's or the platform's own. */
  own: z.enum(['USER', 'APP', 'SYSTEM']),
  /** The domain, whose key signed the token. */
  did: id,
  /** The workspace that the token was granted for. */
  wid: id.optional(),
  /** The user's or app's id; of a system token, the administrator's. */
  aud: id,
  /** The token's key; of an app's secret, the client id. */
  jti: id.optional(),
  /** When it was issued: seconds since the epoch. */
  iat: z.number().int(),
  /** When it expires: seconds since the epoch. System tokens have none. */
  exp: z.number().int().optional(),
  /** The role's type, e.g. `WORKSPACE_OWNER`. */
  rol: id.optional(),
  permissions: names.optional(),
  /** The projects of a workspace member. */
  projects: names.optional(),
  /** Parameters that the token sets over those of requests. */
  injected_params: z.record(z.string().max(255), z.unknown()).optional(),
});

/** The claims of a token that was checked, by their names on the wire. */
export type Claims = z.infer<typeof claimsSchema>;
export type TokenType = Claims['typ'];

/** What {@link issueToken} is told: the claims without those that it sets itself. */
export type TokenContent = Omit<Claims, 'iat' | 'exp'>;
