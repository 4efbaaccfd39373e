import { accountSchemas } from './account-schemas.ts';
import type { ManagedSchema } from './schema.ts';
import { secretSchemas } from './secret-schemas.ts';

/** Ids, names and fields are SpaceONE's, whose clients fill them; those of secrets for Kubernetes are this platform's own. */
export const managedSchemas: readonly ManagedSchema[] = [...accountSchemas, ...secretSchemas];
