import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { V1Node, V1StatefulSet } from '@kubernetes/client-node';
import { checkNodes, meets } from './nodes.ts';

const node = (
  name: string,
  more: { labels?: Record<string, string>; spec?: V1Node['spec']; ready?: string } = {},
): V1Node => ({
  metadata: { name, labels: { 'kubernetes.io/hostname': name, ...more.labels } },
  spec: more.spec ?? {},
  status: { conditions: [{ type: 'Ready', status: more.ready ?? 'True' }] },
});

const server = (replicas: number, values: string[], hostNetwork = true): V1StatefulSet =>
  ({
    kind: 'StatefulSet',
    spec: {
      replicas,
      template: {
        spec: {
          hostNetwork,
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values }] },
                ],
              },
            },
          },
        },
      },
    },
  }) as unknown as V1StatefulSet;

describe('nodes for pods on the host’s network', () => {
  const nodes = [node('a'), node('b'), node('c', { spec: { unschedulable: true } })];

  it('are enough, or the deployment is refused with those that there are', () => {
    checkNodes(server(2, ['a', 'b', 'c']), nodes);
    assert.throws(() => checkNodes(server(3, ['a', 'b', 'c']), nodes), {
      code: 'NODES_TOO_FEW',
      message: /there are 3 replicas, and 2 of 3 nodes \(a, b\) can take them/,
    });
    assert.throws(() => checkNodes(server(1, ['x']), nodes), /1 replicas, and no node can take them/);
  });

  it('leave out those that take no pods', () => {
    const taint = [{ key: 'x', effect: 'NoSchedule' }];
    for (const out of [node('b', { ready: 'False' }), node('b', { spec: { taints: taint } })])
      assert.throws(() => checkNodes(server(2, ['a', 'b']), [node('a'), out]), /1 of 2 nodes \(a\)/);
  });

  it('don’t matter to others', () => checkNodes(server(5, ['x'], false), nodes));

  const labels = { zone: 'east', cores: '8' };
  const cases: [key: string, operator: string, values: string[], expected: boolean][] = [
    ['zone', 'In', ['east', 'west'], true],
    ['zone', 'In', ['west'], false],
    ['other', 'In', ['west'], false],
    ['zone', 'NotIn', ['east'], false],
    ['other', 'NotIn', ['east'], true],
    ['zone', 'Exists', [], true],
    ['other', 'Exists', [], false],
    ['zone', 'DoesNotExist', [], false],
    ['other', 'DoesNotExist', [], true],
    ['cores', 'Gt', ['7'], true],
    ['cores', 'Gt', ['8'], false],
    ['cores', 'Lt', ['9'], true],
    ['other', 'Lt', ['9'], false],
  ];
  for (const [key, operator, values, expected] of cases)
    it(`${expected ? 'meet' : 'don’t meet'} ${key} ${operator} ${values}`, () =>
      assert.equal(meets(node('a', { labels }), [{ key, operator, values }]), expected));
});
