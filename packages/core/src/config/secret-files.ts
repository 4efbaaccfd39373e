import type { z } from 'zod';
import { keysOf, metaOf, type SecretFile } from './introspect.ts';

/** A file that a configuration names, with where it does. */
export interface NeededSecretFile extends SecretFile {
  /** The key of the configuration that has the file's path, from the top. */
  path: readonly string[];
}

/** The secrets that a service of this configuration reads from files, in the schema's order. */
export function secretFiles(schema: z.ZodType, path: readonly string[] = []): NeededSecretFile[] {
  const { secretFile } = metaOf(schema);
  if (secretFile) return [{ ...secretFile, path }];
  return Object.entries(keysOf(schema)?.known ?? {}).flatMap(([key, child]) =>
    secretFiles(child, [...path, key]),
  );
}
