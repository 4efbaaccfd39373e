import assert from 'node:assert/strict';
import { it } from 'node:test';
import { z } from 'zod';
import { secretFiles } from './secret-files.ts';

it('finds the files with secrets that a configuration names, at every depth', () => {
  const key = { secret: 'vault', key: 'encryption.key', kind: 'base64:32' };
  const schema = z.object({
    VAULT: z
      .strictObject({ keyFile: z.string().optional().meta({ secretFile: key }), size: z.number() })
      .prefault({ size: 1 }),
    OTHER: z.record(z.string(), z.string()),
  });
  assert.deepEqual(secretFiles(schema), [{ ...key, path: ['VAULT', 'keyFile'] }]);
  assert.deepEqual(secretFiles(z.object({})), []);
});
