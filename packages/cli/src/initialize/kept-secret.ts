import type { Kept, Site } from '@hawser/core';
import type { KubernetesApi } from '../kubernetes/api.ts';
import { retrying } from '../kubernetes/retry.ts';
import { decoded, encoded, newSecret, type Secret, secrets } from '../secrets/secret.ts';

/** How long an API server that is away is waited for, in milliseconds. */
const patience = 60_000;

/** Keeps values in a Secret of the pod's namespace; other keys of it stay as they are. */
export function keptInSecret(api: KubernetesApi, name: string): Site['credentials'] {
  const get = () => retrying(() => api.get<Secret>(secrets, name), patience);
  return {
    async read() {
      const known = await get();
      return known && decoded(known.data ?? {});
    },
    async write(kept: Kept) {
      const known = await get();
      if (!known) return retrying(() => api.create(secrets, newSecret(name, kept)), patience);
      const before = decoded(known.data ?? {});
      const changed = Object.fromEntries(
        Object.entries(kept).filter(([key, value]) => before[key] !== value),
      );
      if (Object.keys(changed).length === 0) return;
      const { resourceVersion } = known.metadata;
      await retrying(
        () => api.patch(secrets, name, { metadata: { resourceVersion }, data: encoded(changed) }),
        patience,
      );
    },
  };
}
