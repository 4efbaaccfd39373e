import { randomBytes } from 'node:crypto';
import { apply, kubectl } from './kubectl.ts';

/** Makes a namespace of a name that nothing else has, `prefix` first. */
export async function createNamespace(prefix: string, labels: Record<string, string> = {}): Promise<string> {
  const name = `${prefix}-${randomBytes(4).toString('hex')}`;
  await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }]);
  return name;
}

/** Removes a namespace with all in it; doesn't wait until it is gone. */
export const removeNamespace = (name: string) =>
  kubectl(['delete', 'namespace', name, '--wait=false', '--ignore-not-found']);

/** Namespaces of a test file: `fresh` makes another one, `remove` ends all of them. */
export function namespacesOf(prefix: string): { fresh(): Promise<string>; remove(): Promise<void> } {
  const made: string[] = [];
  return {
    async fresh() {
      const name = await createNamespace(prefix);
      made.push(name);
      return name;
    },
    async remove() {
      await Promise.all(made.map(removeNamespace));
    },
  };
}
