import { generateMissing } from '../../../packages/cli/src/secrets/generate.ts';
import { parseKey } from '../../../packages/cli/src/secrets/key.ts';
import { apply } from './kubectl.ts';

/** What the platform's chart has its hook make; charts of services expect it. */
const wanted = {
  'hawser-database': ['postgres-password=password'],
  'hawser-system': ['system.pem=rsa', 'token=system-token:system.pem'],
  'hawser-secret': ['encryption.key=base64:32'],
};

/** Makes the Secrets that the charts of services name. @returns the system token */
export async function createSecrets(namespace: string): Promise<string> {
  let token = '';
  for (const [name, keys] of Object.entries(wanted)) {
    const stringData = await generateMissing(keys.map(parseKey), {});
    token ||= stringData.token ?? '';
    await apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData }]);
  }
  return token;
}
