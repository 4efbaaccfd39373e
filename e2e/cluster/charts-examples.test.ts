import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { assembleChart } from '@hawser/chart/render';
import { temporaryFolder } from '../../packages/delivery/test/platform.ts';
import { kubectl } from './support/kubectl.ts';
import { createNamespace, removeNamespace } from './support/namespace.ts';
import { helmIn } from './support/release.ts';

const root = join(import.meta.dirname, '../..');
const examples = join(root, 'examples/values');

/** Kinds whose controllers this cluster doesn't have; their published schemas check them elsewhere. */
const foreign = /^kind: (GRPCRoute|HTTPRoute|PodMonitor|ScaledObject|ServiceMonitor|TriggerAuthentication)$/m;
/** Namespaces that the examples name, and that aren't there. */
const elsewhere = /^(\s+namespace:) "?(cloudforet|cloudforet-plugin|hawser|management)"?$/gm;

describe('examples/values on the server', () => {
  const folder = temporaryFolder();
  const chart = join(folder, 'hawser');
  let namespace: string;
  let run: ReturnType<typeof helmIn>;
  before(async () => {
    assembleChart(join(root, 'deploy/helm/hawser'), chart);
    namespace = await createNamespace('hawser-examples', {
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    run = helmIn(await findHelm(4), namespace);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await removeNamespace(namespace);
  });

  for (const file of readdirSync(examples).sort()) {
    it(`${file} is taken`, async () => {
      const text = await run('template', 'hawser', chart, '--values', join(examples, file));
      const objects = text
        .split(/^---$/m)
        .filter(part => !foreign.test(part))
        .map(part => part.replaceAll(elsewhere, `$1 ${namespace}`))
        .join('---');
      await kubectl(['apply', '--dry-run=server', '--namespace', namespace, '--filename', '-'], objects);
    });
  }
});
