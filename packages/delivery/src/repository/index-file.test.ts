import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatIndex, parseIndex } from './index-file.ts';

describe('index.yaml', () => {
  it('has charts by name and versions newest first, in SemVer’s order', () => {
    const versions = ['1.0.0-rc.2', '1.0.0', 'odd', '1.0.0-rc.10', '0.9.0', '1.10.0', '1.9.0'];
    const entries = {
      zebra: versions.map(version => ({ name: 'zebra', version, urls: [] })),
      ape: [{ name: 'ape', version: '1.0.0', urls: [] }],
    };
    const index = parseIndex(formatIndex({ apiVersion: 'v1', entries }), 'i');
    assert.deepEqual(Object.keys(index.entries), ['ape', 'zebra']);
    assert.deepEqual(
      index.entries['zebra']!.map(({ version }) => version),
      ['1.10.0', '1.9.0', '1.0.0', '1.0.0-rc.10', '1.0.0-rc.2', '0.9.0', 'odd'],
    );
  });

  it('is the same whatever order its entries come in, and generated when the newest was', () => {
    const one = { name: 'a', version: '1.0.0', created: '2026-02-01T00:00:00Z', urls: [] };
    const two = { name: 'a', version: '2.0.0', created: '2026-01-01T01:00:00+02:00', urls: [] };
    const text = formatIndex({ apiVersion: 'v1', entries: { a: [one, two] } });
    assert.equal(text, formatIndex({ apiVersion: 'v1', entries: { a: [two, one] }, generated: 'other' }));
    assert.match(text, /\ngenerated: "?2026-02-01T00:00:00Z"?\n$/);
  });

  it('keeps what others have written', () => {
    const entry = {
      name: 'a',
      version: '1.0.0',
      urls: ['x'],
      annotations: { on: 'yes', n: '012' },
      removed: true,
    };
    const text = formatIndex({ apiVersion: 'v1', entries: { a: [entry] } });
    assert.deepEqual(parseIndex(text, 'i').entries['a'], [entry]);
    assert.match(text, /"yes"/, 'YAML 1.1 would take it for true');
  });

  const wrong: [string, RegExp][] = [
    ['apiVersion: v2', /apiVersion: it has to be v1/],
    ['', /apiVersion/],
    ['apiVersion: v1\nentries: []', /entries: it has to be a map/],
    ['apiVersion: v1\nentries: {a: {}}', /entries\.a: it has to be a list/],
    ['apiVersion: v1\nentries: {a: [{version: 1}]}', /entries\.a\[0\]\.version: it has to be text/],
    ['a: [', /^DeliveryError: where\.yaml: /],
  ];
  for (const [text, message] of wrong)
    it(`is refused when it is ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => parseIndex(text, 'where.yaml'),
        (error: Error) => message.test(String(error)),
      );
    });
});
