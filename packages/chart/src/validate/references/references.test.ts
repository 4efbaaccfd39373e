import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesObject } from '../problem.ts';
import { exampleExternal } from '../testing.ts';
import { checkReferences } from './references.ts';
import { broken, type Example, pod } from './testing.ts';

test('the example release has no problem', () => {
  assert.deepEqual(
    broken(() => {}),
    [],
  );
});

test('what is declared as external need not be rendered', () => {
  const change = (r: Example) => {
    pod(r).serviceAccountName = 'of-the-operator';
    r.service.spec.selector = { app: 'elsewhere' };
  };
  const external = [...exampleExternal, 'ServiceAccount/default/of-*', 'Endpoints/api'];
  assert.deepEqual(broken(change, external), []);
});

test('an ExternalSecret is the Secret that it makes', () => {
  const found = broken(r => {
    const { name } = r.secret.metadata;
    r.secret = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'x' },
      spec: { target: { name } },
    };
  });
  assert.deepEqual(found, []);
});

test('wrong types are the schema check’s: nothing throws', () => {
  const odd = [null, 1, 'text', [], {}, [null], [1], { a: null }];
  for (const spec of odd) {
    for (const kind of [
      'Deployment',
      'CronJob',
      'Service',
      'Ingress',
      'ScaledObject',
      'HTTPRoute',
      'ConfigMap',
    ]) {
      const object = { apiVersion: 'apps/v1', kind, metadata: { name: 'a' }, spec } as KubernetesObject;
      assert.ok(Array.isArray(checkReferences([object])));
    }
  }
});
