import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readChartYaml } from './chart-yaml.ts';

const good = { apiVersion: 'v2', name: 'shop', version: '1.4.2-rc.1', appVersion: '1.4.2' };
const read = (fields: object) => readChartYaml(JSON.stringify({ ...good, ...fields }), 'Chart.yaml').metadata;

describe('Chart.yaml', () => {
  it('is read', () => {
    const dependency = {
      name: 'lib',
      version: '^1',
      repository: 'file://../lib',
      condition: 'lib.on',
      alias: 'mine',
    };
    assert.deepEqual(read({ dependencies: [dependency], annotations: { a: 'b' } }), {
      ...good,
      type: 'application',
      dependencies: [
        { name: 'lib', version: '^1', repository: 'file://../lib', alias: 'mine', importsValues: false },
      ],
    });
    assert.deepEqual(read({ dependencies: null, version: '1.0.0+b7' }).dependencies, []);
  });

  const wrong: [string, object, RegExp][] = [
    ['apiVersion', { apiVersion: 'v1' }, /Chart\.yaml: apiVersion: "v1" has to be v2/],
    ['name', { name: undefined }, /name: it is missing and has to be lower-case/],
    ['name', { name: '../etc' }, /name: "\.\.\/etc" has to be/],
    ['name', { name: 'a'.repeat(64) }, /63 at most/],
    ['version', { version: 1.4 }, /version: 1\.4 has to be a version such as/],
    ['version', { version: 'v1.4.2' }, /without a leading v/],
    ['version', { version: '1.4' }, /version: "1\.4" has to be/],
    ['type', { type: 'app' }, /type: "app" has to be application or library/],
    ['appVersion', { appVersion: 1.4 }, /appVersion: 1\.4 has to be text: put it between quotes/],
    [
      'an unknown key',
      { dependancies: [] },
      /dependancies: Helm knows no such key; did you mean dependencies\?/,
    ],
    ['dependencies', { dependencies: {} }, /dependencies: has to be a list/],
    ['a dependency', { dependencies: ['lib'] }, /dependencies\[0\]: has to be a map/],
    [
      'a dependency’s keys',
      { dependencies: [{ name: 'lib', version: '1', repo: '' }] },
      /dependencies\[0\]\.repo: Helm knows no such key/,
    ],
    [
      'a dependency’s version',
      { dependencies: [{ name: 'lib' }] },
      /dependencies\[0\]\.version: it is missing/,
    ],
    [
      'a dependency’s alias',
      { dependencies: [{ name: 'lib', version: '1', alias: 'My' }] },
      /dependencies\[0\]\.alias: "My"/,
    ],
    [
      'two dependencies of one name',
      {
        dependencies: [
          { name: 'lib', version: '1' },
          { name: 'x', alias: 'lib', version: '1' },
        ],
      },
      /two have the name or alias "lib"/,
    ],
  ];
  for (const [what, fields, message] of wrong)
    it(`is refused for ${what}: ${JSON.stringify(fields).slice(0, 50)}`, () => {
      assert.throws(() => read(fields), { code: 'CHART_INVALID', message });
    });

  it('is refused with everything that is wrong, one a line', () => {
    assert.throws(
      () => read({ name: 'A', version: 'x', type: 'y' }),
      ({ message }: Error) => message.split('\n').length === 3,
    );
  });

  it('is refused when it is no YAML map', () => {
    assert.throws(() => readChartYaml('a: [', 'f'), /^DeliveryError: f: /);
    assert.throws(() => readChartYaml('- a', 'f'), /has to be a map/);
  });
});
