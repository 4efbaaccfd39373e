import { type PodAccess, podAccess } from '../kubernetes/access.ts';
import { KubernetesApi } from '../kubernetes/api.ts';
import { ApiError } from '../kubernetes/error.ts';
import { retrying } from '../kubernetes/retry.ts';
import { print } from '../terminal/output.ts';
import { generateMissing } from './generate.ts';
import type { WantedKey } from './key.ts';
import { decoded, encoded, newSecret, type Secret, secrets, type Values } from './secret.ts';

/** How long an API server that is away is waited for, in milliseconds. */
const patience = 120_000;
/** How often a Secret that others change at the same moment is looked at again. */
const tries = 5;

/** Makes the keys of a Secret that aren't there, and says which were made. Values are never printed. */
export async function runSecretsEnsure(
  name: string,
  wanted: readonly WantedKey[],
  access: PodAccess = podAccess(),
): Promise<void> {
  const api = new KubernetesApi(access);
  try {
    const made = await ensureSecret(api, name, existing => generateMissing(wanted, existing));
    for (const { name: key } of wanted)
      await print(`${name}: ${key} ${Object.hasOwn(made, key) ? 'made' : 'is there'}\n`);
  } finally {
    api.close();
  }
}

/**
 * Adds values to a Secret, which is made if it isn't there. Of several that do so at once, one makes each value.
 *
 * @param add gets the values that are there and answers those to add
 * @returns the values that were added
 * @throws ApiError, also when a value would take another's place
 */
export async function ensureSecret(
  api: KubernetesApi,
  name: string,
  add: (existing: Values) => Promise<Values>,
): Promise<Values> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await retrying(() => once(api, name, add), patience);
    } catch (thrown) {
      if (!(thrown instanceof ApiError && thrown.status === 409) || attempt === tries) throw thrown;
    }
  }
}

async function once(
  api: KubernetesApi,
  name: string,
  add: (existing: Values) => Promise<Values>,
): Promise<Values> {
  const known = await api.get<Secret>(secrets, name);
  const existing = decoded(known?.data ?? {});
  const added = await add(existing);
  const taken = Object.keys(added).find(key => Object.hasOwn(existing, key));
  if (taken !== undefined) throw new TypeError(`${name} has ${taken} already`);
  if (!known) {
    await api.create(secrets, newSecret(name, added));
  } else if (Object.keys(added).length > 0) {
    const { resourceVersion } = known.metadata;
    await api.patch(secrets, name, { metadata: { resourceVersion }, data: encoded(added) });
  }
  return added;
}
