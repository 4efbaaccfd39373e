import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { podCases } from '../../packages/chart/src/validate/restricted/cases.ts';
import { checkRestricted } from '../../packages/chart/src/validate/restricted/restricted.ts';
import { apply, kubectl } from './support/kubectl.ts';

/** Whether the API server would take the pod. @throws Error when it refuses it for another reason than the profile */
async function allowedByServer(pod: object): Promise<boolean> {
  try {
    await kubectl(['create', '--dry-run=server', '--filename', '-'], JSON.stringify(pod));
    return true;
  } catch (error) {
    if (String(error).includes('violates PodSecurity "restricted:latest"')) return false;
    throw error;
  }
}

describe('the restricted profile', () => {
  const namespace = `hawser-restricted-${randomBytes(4).toString('hex')}`;

  before(async () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } }]);
    // Pods are refused until the namespace's own account is there.
    const account = ['serviceaccount/default', '--namespace', namespace];
    await kubectl(['wait', '--for=create', '--timeout=60s', ...account]);
  });
  after(() => kubectl(['delete', 'namespace', namespace, '--wait=false']));

  for (const { name, spec, annotations, allowed } of podCases) {
    it(`${name}: the cluster's verdict is ours`, async () => {
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'case', namespace, annotations }, spec };
      const ours = checkRestricted(structuredClone(pod) as never).length === 0;
      assert.deepEqual({ ours, cluster: await allowedByServer(pod) }, { ours: allowed, cluster: allowed });
    });
  }
});
