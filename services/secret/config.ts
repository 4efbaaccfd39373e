import { z } from 'zod';

/** The service's own configuration. */
export const config = z.strictObject({
  ENCRYPTION: z
    .strictObject({
      keyFile: z
        .string()
        .describe(
          'File with the key that secrets are encrypted with: 32 bytes in base64. Made when it isn’t there.',
        )
        .meta({ secretFile: { secret: 'secret', key: 'encryption.key', kind: 'base64:32' } }),
    })
    .describe('Secrets are stored encrypted by AES-256-GCM; without the key they are lost.'),
  BACKEND: z.string().optional().meta({
    noEffect: 'secrets are kept in the database, encrypted, and not in what SpaceONE’s BACKEND names',
  }),
});
