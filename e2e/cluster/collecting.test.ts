import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { countsOf, keyOf, keysOf, kinds } from './support/kinds.ts';
import { currentKubeconfig, kubectl, listed, tokenSecret } from './support/kubectl.ts';
import { TestPlatform } from './support/platform.ts';
import { settled } from './support/settled.ts';
import { createRestrictedAccount, createWorkloads, deleteWorkloads } from './support/workloads.ts';

describe('the platform with a cluster', () => {
  const namespace = `hawser-platform-${randomBytes(4).toString('hex')}`;
  let platform: TestPlatform;
  let collectorId: string;

  before(async () => {
    await createWorkloads(namespace);
    platform = await TestPlatform.start();
  });
  after(async () => {
    await platform?.stop();
    await deleteWorkloads(namespace);
  });

  const look = async () => keysOf(await listed(Object.values(kinds)));
  const kept = async () =>
    (await platform.resources())
      .map(({ cloudServiceType, name, data }) => {
        const { namespace, uid } = data as { namespace: string | null; uid: string };
        return keyOf(cloudServiceType, namespace, name, uid);
      })
      .sort();

  it('takes the cluster’s kubeconfig as the secret of an account, and verifies it', async () => {
    const secret = { kubeconfig: await currentKubeconfig() };
    collectorId = await platform.addCluster('Test cluster', 'kubernetes-kubeconfig', secret);
    await platform.verify(collectorId);
  });

  it('holds what kubectl finds, kind by kind, once it has collected', async () => {
    const { seen, result } = await settled(look, async () => {
      const { job, tasks } = await platform.collect(collectorId);
      assert.equal(job.status, JobInfo_Status.SUCCESS, JSON.stringify(tasks.map(({ errors }) => errors)));
      return kept();
    });
    assert.deepEqual(countsOf(result), countsOf(seen));
    assert.deepEqual(result, seen);
  });

  it('finds the same resources again, and sees what has gone', async () => {
    const before = new Map((await platform.resources()).map(one => [one.reference?.resourceId, one]));
    await kubectl(['delete', 'ingress/web', '--namespace', namespace]);
    const { tasks } = await platform.collect(collectorId);
    const gone = [...before.keys()].find(id => id?.endsWith(`/Ingress/${namespace}/web`));
    assert.ok(gone);
    assert.ok(tasks[0]!.disconnectedCount > 0, 'the ingress wasn’t there');
    for (const one of await platform.resources()) {
      const known = before.get(one.reference?.resourceId);
      if (known) assert.equal(one.cloudServiceId, known.cloudServiceId);
    }
  });

  it('refuses a wrong token in words', async () => {
    const wrong = await platform.addCluster('Wrong token', 'kubernetes-token', await tokenSecret('wrong'));
    await assert.rejects(platform.verify(wrong), /doesn't take these credentials/);
    const { job, tasks } = await platform.collect(wrong);
    assert.equal(job.status, JobInfo_Status.FAILURE);
    assert.match(JSON.stringify(tasks[0]!.errors), /doesn't take these credentials/);
  });

  it('keeps what an account may see, and why not the rest', async () => {
    const secret = await tokenSecret(await createRestrictedAccount(namespace));
    const restricted = await platform.addCluster('Restricted', 'kubernetes-token', {
      ...secret,
      cluster_name: 'restricted',
    });
    const { job, tasks } = await platform.collect(restricted);
    assert.equal(job.status, JobInfo_Status.FAILURE);
    assert.match(JSON.stringify(tasks[0]!.errors), /pods is forbidden/);
    const seen = (await platform.resources()).filter(({ account }) => account === 'restricted');
    assert.deepEqual(Object.keys(countsOf(seen.map(({ cloudServiceType }) => cloudServiceType))).sort(), [
      'Namespace',
      'Node',
      'Service',
    ]);
  });
});
