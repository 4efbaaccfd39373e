import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHelm } from '../helm/index.ts';
import { assembleChart } from '../render/index.ts';
import { type KubernetesObject, parseManifests } from '../validate/index.ts';

/** The project's folder. */
export const root = join(import.meta.dirname, '../../../..');

const helms = await Promise.all([findHelm(3), findHelm(4)]);

/** A chart of this project, put together once, to be rendered with several values. */
export interface AssembledChart {
  /** The text that both Helms give. @throws AssertionError where they differ; HelmError where they refuse */
  render(...args: string[]): Promise<string>;
  remove(): void;
}

/** @param folder the chart's, from the project's on */
export function assembled(folder: string): AssembledChart {
  const chart = mkdtempSync(join(tmpdir(), 'hawser-examples-'));
  assembleChart(join(root, folder), chart);
  return {
    async render(...args) {
      const command = ['template', 'release', chart, '--namespace', 'platform', ...args];
      const [three, four] = await Promise.all(helms.map(async helm => (await helm.run(command)).stdout));
      assert.ok(three === four, 'Helm 3 and Helm 4 print different bytes');
      return four!;
    },
    remove: () => rmSync(chart, { recursive: true, force: true }),
  };
}

/** The objects of a text by kind and name. */
export function objectsIn(text: string): Map<string, KubernetesObject> {
  const { manifests, problems } = parseManifests(text);
  assert.deepEqual(problems, []);
  return new Map(manifests.map(({ object }) => [`${object.kind}/${object.metadata?.name}`, object]));
}
