import type { ComponentHost } from '@hawser/core';
import { z } from 'zod';

const seconds = (fallback: number) => z.int().min(1).default(fallback);

/** What the identity service's configuration has beside the framework's. The names are SpaceONE's. */
export const identityConfig = z.object({
  IDENTITY: z
    .strictObject({
      token: z
        .strictObject({
          token_timeout: seconds(1_800).describe('An access token expires after, in seconds.'),
          token_max_timeout: seconds(604_800).describe('What a caller may ask for at most, in seconds.'),
          refresh_timeout: seconds(10_800).describe('A refresh token expires after, in seconds.'),
        })
        .prefault({})
        .describe('Lifetimes of tokens.'),
      systemKeyFile: z
        .string()
        .optional()
        .describe(
          'File with the RSA private key (PEM) that system tokens are signed with, so that they can be made before the first start. Left out: `System.init` makes one.',
        )
        .meta({ secretFile: { secret: 'system', key: 'system.pem', kind: 'rsa' } }),
    })
    .prefault({})
    .describe('The identity service’s own settings.'),
  INTERNAL_ENDPOINTS: z
    .record(z.string(), z.string())
    .default({})
    .meta({ listOf: { key: 'service', value: 'endpoint' } })
    .describe(
      'What `Endpoint.list` says of addresses within the platform, by service; where it says nothing, `ENDPOINTS` does.',
    ),
});

/** The identity service's own part of its configuration. */
export type IdentitySettings = z.output<typeof identityConfig>['IDENTITY'];

/** Addresses within the platform, by service. */
export const internalEndpointsOf = (host: ComponentHost): Readonly<Record<string, string>> =>
  (host.config as unknown as { INTERNAL_ENDPOINTS: Record<string, string> }).INTERNAL_ENDPOINTS;

/** The settings of the application that a component is part of. */
export const settingsOf = (host: ComponentHost): IdentitySettings =>
  (host.config as unknown as { IDENTITY: IdentitySettings }).IDENTITY;
