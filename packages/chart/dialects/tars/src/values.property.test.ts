import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { findHelm } from '../../../src/helm/index.ts';
import { allCases } from '../../../src/library/some-of.ts';
import { parseManifests, validateObjects } from '../../../src/validate/index.ts';
import { type Drawn, values, written } from './random-values.ts';
import { readTarsValues } from './read.ts';
import { renderByEach } from './testing.ts';

/** Values files that are tried, and how many of them one run of Helm renders, each as a subchart. */
const cases = allCases ? 1000 : 100;
const together = 100;

const invalid: readonly [name: string, path: RegExp, change: (value: Drawn) => object][] = [
  ['an unknown key', /^replica$/, value => ({ ...value, replica: 2 })],
  ['an unknown key in a list', /^servants\[0\]\.prot$/, value => withServant(value, { prot: 1 })],
  ['a text for a number', /^replicas$/, value => ({ ...value, replicas: 'two' })],
  ['a text for a map', /^resources$/, value => ({ ...value, resources: 'nil' })],
  ['a map for a list', /^servants$/, value => ({ ...value, servants: { name: 'A' } })],
  ['an unknown template', /^template$/, value => ({ ...value, template: 'tars.mine' })],
  ['a missing image', /^repo\.image$/, value => ({ ...value, repo: {} })],
  ['the node agent’s port', /^servants\[0\]\.port$/, value => withServant(value, { port: 19_385 })],
  ['a port twice', /^servants\[\d\]\.port$/, value => again(value, { name: 'Another12345' })],
  ['a name twice', /^servants\[\d\]\.name$/, value => again(value, { port: 19_386 })],
  [
    'a port for no servant',
    /^hostPorts\[0\]\.nameRef$/,
    value => ({ ...value, hostPorts: [{ nameRef: '-', port: 1 }] }),
  ],
  [
    'a part of no file',
    /^nodeConfig\[0\]\.name$/,
    value => ({ ...value, nodeConfig: [{ name: '-', podSeq: 0 }] }),
  ],
  [
    'a wrong operator',
    /^labelMatch\[0\]\.operator$/,
    value => ({ ...value, labelMatch: [{ key: 'a', operator: 'in' }] }),
  ],
  [
    'a mount without a path',
    /^mounts\[0\]\.mountPath$/,
    value => ({ ...value, mounts: [{ name: 'a', source: { emptyDir: {} } }] }),
  ],
];

const withServant = (value: Drawn, more: object) => ({
  ...value,
  servants: [{ ...value.servants[0], ...more }, ...value.servants.slice(1)],
});

const again = (value: Drawn, more: object) => ({
  ...value,
  servants: [...value.servants, { ...value.servants[0], ...more }],
});

it('refuses random values files with one thing wrong, and names its key', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(...invalid), (value, [, path, change]) => {
      const { problems } = readTarsValues(written(change(value)));
      assert.ok(
        problems.some(problem => path.test(problem.path)),
        `expected ${path}, got ${JSON.stringify(problems)}`,
      );
    }),
    { numRuns: 500 },
  );
});

it(`renders ${cases} random values files alike under Helm 3 and 4, as objects that Kubernetes knows`, async () => {
  const helms = [await findHelm(3), await findHelm(4)];
  const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_121);
  const drawn = fc.sample(values, { numRuns: cases, seed });
  for (const value of drawn)
    assert.deepEqual(readTarsValues(written(value)).problems, [], `seed ${seed}: ${written(value)}`);
  let objects = 0;
  for (let from = 0; from < cases; from += together) {
    const texts = drawn.slice(from, from + together).map(written);
    // The first files are rendered twice, to see that nothing but values is in what is rendered.
    const [three, four, again] = await renderByEach(from === 0 ? [...helms, helms[0]!] : helms, texts);
    if (again) assert.deepEqual(three, again);
    assert.deepEqual(three, four, `seed ${seed}`);
    const { manifests, problems } = parseManifests(three!.join('\n---\n'));
    assert.deepEqual(problems, []);
    const found = manifests.map(({ object }) => object);
    objects += found.length;
    assert.deepEqual(await validateObjects(found), [], `seed ${seed}`);
  }
  assert.ok(objects >= cases * 2);
});
