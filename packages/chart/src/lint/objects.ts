import {
  checkReferences,
  checkRestricted,
  type KubernetesObject,
  type Problem,
  parseManifests,
  validateObjects,
} from '../validate/index.ts';

/** Made by a hook's program, by the operator, or by another release, and never by a template. */
const external = ['Secret/*', 'ConfigMap/shared-conf', 'Service/*', 'Endpoints/*', 'ServiceAccount/*'];

/** What is wrong with rendered objects: by their schemas, by restricted pod security, and with each other. */
export async function checkObjects(text: string): Promise<{ about: string; message: string }[]> {
  const { manifests, problems } = parseManifests(text);
  const objects: KubernetesObject[] = manifests.map(({ object }) => object);
  const found: Problem[] = [
    ...problems,
    ...(await validateObjects(objects)),
    ...objects.flatMap(checkRestricted),
    ...checkReferences(objects, { external }),
  ];
  return found.map(({ object, path, message }) => ({
    about: [object, path].filter(Boolean).join(' '),
    message,
  }));
}
