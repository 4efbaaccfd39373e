import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import platform from '../../../../platform.ts';
import type { Parts } from './calls.ts';
import { toDot } from './dot.ts';
import { graphOf } from './graph.ts';

type Desc = NonNullable<Parts['services'][number]['asks']>[number];

/** As much of a contract as the graph looks at. */
const contract = (typeName: string, name = typeName.split('.').at(-1)!) =>
  ({ typeName, name, file: { proto: { package: typeName.slice(0, -name.length - 1) } } }) as unknown as Desc;

/** A platform of services that ask each other: `{a: ['b']}` is that a asks b. */
function platformOf(asks: Readonly<Record<string, readonly string[]>>): Parts {
  const contractOf = (name: string) => contract(`test.${name}.v1.Thing`);
  return {
    services: Object.entries(asks).map(([name, asked]) => ({
      name,
      services: [{ service: contractOf(name) }] as unknown as Parts['services'][number]['services'],
      asks: asked.map(contractOf),
    })),
  };
}

const column = <K extends 'callers' | 'callees' | 'waits'>(graph: ReturnType<typeof graphOf>, key: K) =>
  Object.fromEntries(graph.map(node => [node.name, node[key]]));

describe('the graph of the reference platform', () => {
  const graph = graphOf(platform);

  it('has who calls whom from the manifests', () => {
    assert.deepEqual(column(graph, 'callees'), {
      identity: ['secret', 'plugin'],
      secret: ['identity'],
      repository: ['identity'],
      plugin: ['identity', 'repository'],
      inventory: ['identity', 'secret', 'repository', 'plugin', 'plugin-host', 'plugin-kubernetes'],
      'plugin-host': [],
      'plugin-kubernetes': [],
    });
    assert.deepEqual(column(graph, 'callers')['identity'], ['secret', 'repository', 'plugin', 'inventory']);
    assert.deepEqual(column(graph, 'callers')['plugin-kubernetes'], ['inventory']);
  });

  it('waits in a circle for those before it alone, and never for plugins', () => {
    assert.deepEqual(column(graph, 'waits'), {
      identity: [],
      secret: ['identity'],
      repository: ['identity'],
      plugin: ['identity', 'repository'],
      inventory: ['identity', 'secret', 'repository', 'plugin'],
      'plugin-host': [],
      'plugin-kubernetes': [],
    });
  });

  it('is drawn with the calls that nobody waits for dashed', () => {
    const dot = toDot(graph);
    assert.match(dot, /^digraph platform \{\n {2}"identity" \[shape=box\];\n/);
    assert.match(dot, /\n {2}"identity" -> "plugin" \[style=dashed\];\n/);
    assert.match(dot, /\n {2}"plugin" -> "identity";\n/);
    assert.match(dot, /\n {2}"plugin-host" \[shape=component\];\n/);
  });
});

describe('graphOf', () => {
  it('installs those first that others wait for, wherever the platform lists them', () => {
    const graph = graphOf(platformOf({ web: ['api'], api: ['store'], store: [] }));
    assert.deepEqual(
      graph.map(({ name }) => name),
      ['store', 'api', 'web'],
    );
    assert.deepEqual(column(graph, 'waits'), { store: [], api: ['store'], web: ['api'] });
  });

  it('leaves out what no service of the platform implements, and a service’s calls of itself', () => {
    const graph = graphOf(platformOf({ api: ['api', 'absent'] }));
    assert.deepEqual(column(graph, 'callees'), { api: [] });
  });

  it('has waits without a circle, and every call in the order or in a circle, whoever asks whom', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const asks = fc.record(Object.fromEntries(names.map(name => [name, fc.subarray(names)])));
    fc.assert(
      fc.property(asks, random => {
        const graph = graphOf(platformOf(random));
        assert.equal(graph.length, names.length);
        const before = new Set<string>();
        for (const { name, waits, callees, callers } of graph) {
          for (const awaited of waits) assert.ok(before.has(awaited), `${name} waits for ${awaited}`);
          for (const awaited of waits) assert.ok(callees.includes(awaited));
          for (const caller of callers) assert.ok(random[caller]!.includes(name));
          before.add(name);
        }
        for (const { name, callees, waits } of graph)
          for (const callee of callees)
            if (!waits.includes(callee))
              assert.ok(reaches(random, callee, name), `${callee} calls ${name} back`);
      }),
    );
  });
});

function reaches(asks: Readonly<Record<string, readonly string[]>>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const node of seen) for (const next of asks[node] ?? []) seen.add(next);
  return seen.has(to);
}
