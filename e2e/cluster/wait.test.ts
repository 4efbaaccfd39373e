import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { podAccess } from '../../packages/cli/src/kubernetes/access.ts';
import { runWait, type WaitCommand } from '../../packages/cli/src/wait/run.ts';
import { type Account, createAccount } from './support/account.ts';
import { captured } from './support/captured.ts';
import { apply, kubectl } from './support/kubectl.ts';

describe('hawser wait in a cluster', () => {
  const namespace = `hawser-runtime-wait-${randomBytes(4).toString('hex')}`;
  const image = `${process.env.CLUSTER_REGISTRY}/pause:3`;
  const requests = { cpu: '1m', memory: '4Mi' };
  const read = ['get', 'list'];
  let reader: Account;
  let stranger: Account;

  before(async () => {
    await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
    reader = await createAccount(namespace, 'reader', [
      { apiGroups: [''], resources: ['pods'], verbs: read },
      { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get'] },
      { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['get'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list'] },
    ]);
    stranger = await createAccount(namespace, 'stranger', []);
  });
  after(async () => {
    reader?.remove();
    stranger?.remove();
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  const wait = (command: Partial<WaitCommand>, account = reader) =>
    captured(() =>
      runWait(
        { timeout: 90, interval: 0.2, ...command },
        { access: () => podAccess(account.env, account.folder) },
      ),
    );
  const said = (log: string) =>
    log
      .trim()
      .split('\n')
      .slice(1, -1)
      .map(line => line.slice(10));

  const spec = (restartPolicy: string) => ({
    terminationGracePeriodSeconds: 0,
    restartPolicy,
    containers: [{ name: 'main', image, resources: { requests } }],
  });

  it('says of all that isn’t there what it is', async () => {
    const missing = {
      job: ['init'],
      kubernetesService: ['web'],
      pod: ['app=web'],
      daemonset: ['agent'],
      container: ['one/main'],
    };
    await assert.rejects(wait({ ...missing, timeout: 3 }), ({ message }: Error) => {
      for (const line of [
        `Job init: .* there is none in the namespace ${namespace}`,
        `Service web: .* has no endpoints, or isn't there`,
        `a pod with app=web: .* there is none`,
        `DaemonSet agent: .* there is none`,
        `container one/main: .* there is no pod one`,
      ])
        assert.match(message, new RegExp(line));
      return true;
    });
  });

  it('waits for a pod, its container, its Service and a DaemonSet', async () => {
    const labels = { app: 'web' };
    const applied = apply([
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one', namespace, labels }, spec: spec('Always') },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace },
        spec: { selector: labels, ports: [{ port: 80 }] },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name: 'agent', namespace },
        spec: {
          selector: { matchLabels: { app: 'agent' } },
          template: { metadata: { labels: { app: 'agent' } }, spec: spec('Always') },
        },
      },
    ]);
    const log = await wait({
      kubernetesService: ['web'],
      pod: ['app=web'],
      daemonset: ['agent'],
      container: ['one/main'],
    });
    await applied;
    const last = (name: string) => said(log).findLast(line => line.startsWith(name));
    assert.equal(last('Service web'), 'Service web: ok, has 1 ready endpoint');
    assert.equal(last('a pod with app=web'), 'a pod with app=web: ok, one is ready');
    assert.match(last('DaemonSet agent')!, /ok, (\d+) of \1 pods are ready/);
    assert.equal(last('container one/main'), 'container one/main: ok, is ready');
    const node = await kubectl(['get', 'pod', 'one', '-n', namespace, '-o', 'jsonpath={.spec.nodeName}']);
    process.env.NODE_NAME = node;
    try {
      assert.match(
        await wait({ daemonset: ['agent'] }),
        new RegExp(`DaemonSet agent on ${node}: ok, agent-\\w+ is ready`),
      );
    } finally {
      delete process.env.NODE_NAME;
    }
  });

  it('waits for a Job', async () => {
    const job = (name: string, command: string[]) => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace },
      spec: {
        backoffLimit: 0,
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'main', image: 'busybox', command, resources: { requests } }],
          },
        },
      },
    });
    await apply([job('good', ['true']), job('bad', ['false'])]);
    assert.match(await wait({ job: ['good'] }), /Job good: ok, has completed/);
    await kubectl(['wait', '-n', namespace, '--for=condition=Failed', 'job/bad', '--timeout=60s']);
    await assert.rejects(
      wait({ job: ['bad'], timeout: 3 }),
      /Job bad: .* has failed: Job has reached the specified backoff limit/,
    );
  });

  it('says which right is missing', async () => {
    await assert.rejects(
      wait({ job: ['good'], kubernetesService: ['web'], timeout: 3 }, stranger),
      ({ message }: Error) => {
        assert.match(
          message,
          /Job good: .*:stranger may not get jobs "good" in the namespace .* lacks the rule \{apiGroups: \["batch"\], resources: \[jobs\], verbs: \[get\]\}/,
        );
        assert.match(
          message,
          /Service web: .*\{apiGroups: \["discovery.k8s.io"\], resources: \[endpointslices\], verbs: \[list\]\}/,
        );
        return true;
      },
    );
  });
});
