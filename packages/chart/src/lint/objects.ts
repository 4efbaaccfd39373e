import {
  checkReferences,
  checkRestricted,
  type KubernetesObject,
  type Problem,
  parseManifests,
  validateObjects,
} from '../validate/index.ts';

/** Made by a hook's program or by another release, and never by a template. */
const usual = ['Secret/*', 'ConfigMap/shared-conf', 'Service/*', 'Endpoints/*', 'ServiceAccount/*'];

/**
 * What is wrong with rendered objects: by their schemas, by restricted pod security unless told otherwise, and with each other.
 *
 * @param external objects that they may name without being rendered: `ConfigMap/authorities`
 */
export async function checkObjects(
  text: string,
  external: readonly string[] = [],
  restricted = true,
): Promise<{ about: string; message: string }[]> {
  const { manifests, problems } = parseManifests(text);
  const objects: KubernetesObject[] = manifests.map(({ object }) => object);
  const found: Problem[] = [
    ...problems,
    ...(await validateObjects(objects)),
    ...(restricted ? objects.flatMap(checkRestricted) : []),
    ...checkReferences(objects, { external: [...usual, ...external] }),
  ];
  return found.map(({ object, path, message }) => ({
    about: [object, path].filter(Boolean).join(' '),
    message,
  }));
}
