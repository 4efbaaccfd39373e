import { formatData, print } from '../terminal/output.ts';
import { generateMissing } from './generate.ts';
import type { WantedKey } from './key.ts';

/** Prints a Secret with new values, for those who keep secrets elsewhere. Needs no cluster. */
export async function runSecretsGenerate(name: string, wanted: readonly WantedKey[]): Promise<void> {
  const stringData = await generateMissing(wanted, {});
  await print(await formatData({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData }, 'yaml'));
}
