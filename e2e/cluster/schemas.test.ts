import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KubernetesObject, validateObjects } from '../../packages/chart/src/validate/index.ts';
import { learn, Shape } from '../../packages/chart/src/validate/schema/fields.ts';
import { checkOf } from '../../packages/chart/src/validate/schema/models.ts';
import { mutations, OpenApi, type Schema } from './support/openapi.ts';

/** The kinds of Kubernetes that charts render. */
const kinds: [apiVersion: string, kind: string][] = [
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'ServiceAccount'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Namespace'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
];

/** Fields that our schema knows and the cluster's doesn't, as keys from the object's root. */
function* unknownToCluster(api: OpenApi, of: Schema, shape: Shape, keys: string[] = []): Generator<string[]> {
  const schema = api.resolve(of);
  if (schema.items !== undefined) yield* unknownToCluster(api, schema.items, shape.at('*'), [...keys, '0']);
  if (schema.properties === undefined) return;
  for (const name of shape.names) if (!(name in schema.properties)) yield [...keys, name];
  for (const [key, field] of Object.entries(schema.properties)) {
    yield* unknownToCluster(api, field, shape.at(key), [...keys, key]);
  }
}

describe("our schemas are the cluster's", () => {
  for (const [apiVersion, kind] of kinds) {
    it(`${kind} of ${apiVersion}: takes every field, and refuses what the cluster refuses`, async () => {
      const api = await OpenApi.fetch(apiVersion);
      const schema = api.kind(apiVersion, kind);
      const sample = { ...(api.sample(schema) as object), apiVersion, kind } as KubernetesObject;
      assert.deepEqual(await validateObjects([sample]), [], 'stricter than the cluster');

      const check = (await checkOf(apiVersion, kind))!;
      const shape = new Shape();
      learn(check, sample, shape);
      for (const keys of unknownToCluster(api, schema, shape)) {
        if (keys[0] === 'status') continue;
        const changed = structuredClone(sample);
        const parent = keys.slice(0, -1).reduce((here, key) => (here as never)[key], changed as object);
        Object.assign(parent, { [keys.at(-1)!]: {} });
        const found = await validateObjects([changed]);
        const needs = found.filter(({ message }) => message.startsWith('needs Kubernetes'));
        assert.equal(needs.length, 1, `${keys.join('.')} is not known to the cluster`);
      }

      let tried = 0;
      for (const { path, what, apply } of mutations(api, schema)) {
        // Pods are tried once, as Pods.
        if (kind !== 'Pod' && /(?:^|\.)template\.spec\./.test(path)) continue;
        if (path === 'apiVersion' || path === 'kind') continue;
        const changed = structuredClone(sample);
        apply(changed);
        assert.notEqual((await validateObjects([changed])).length, 0, `${path}: ${what} is taken`);
        tried++;
      }
      assert.ok(tried > 10, `only ${tried} changes were tried`);
    });
  }
});
