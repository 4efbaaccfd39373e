import { apply, kubectl } from './kubectl.ts';
import { createNamespace, removeNamespace } from './namespace.ts';

/**
 * Pulls images to all nodes, anew where a node has another one of that name, and waits until they are there: what starts
 * afterwards starts with images present. Each has to have `true` and `sleep`.
 */
export async function pulled(images: readonly string[]): Promise<void> {
  const namespace = await createNamespace('hawser-pulled');
  const labels = { app: 'pulled' };
  const container = (image: string, at: number, command: string[]) => ({
    name: `image-${at}`,
    image,
    command,
    imagePullPolicy: 'Always',
  });
  try {
    await apply([
      {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name: 'pulled', namespace },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              terminationGracePeriodSeconds: 0,
              automountServiceAccountToken: false,
              initContainers: images.slice(1).map((image, at) => container(image, at + 1, ['true'])),
              containers: [container(images[0]!, 0, ['sleep', 'infinity'])],
            },
          },
        },
      },
    ]);
    await kubectl(['rollout', 'status', 'daemonset/pulled', '-n', namespace, '--timeout=110s']);
  } finally {
    await removeNamespace(namespace);
  }
}
