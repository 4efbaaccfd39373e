import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  bumpVersion,
  compareVersions,
  fitsRange,
  formatVersion,
  parseVersion,
  type Version,
  type VersionPart,
  versionParts,
} from './version.ts';

const number = fc.oneof(fc.nat(12), fc.nat(100_000));
const identifier = fc.oneof(
  fc.nat(120).map(String),
  fc.stringMatching(/^[a-z-][0-9a-z-]{0,4}$/),
  fc.tuple(fc.constantFrom('rc', 'beta', 'x-'), fc.nat(120)).map(([word, n]) => `${word}${n}`),
);
const extra = fc.array(identifier, { minLength: 1, maxLength: 3 }).map(parts => parts.join('.'));
const version: fc.Arbitrary<Version> = fc.record(
  {
    major: number,
    minor: number,
    sprint: number,
    extra: fc.option(extra, { nil: undefined }),
  },
  { noNullPrototype: true },
);

/** SemVer's order, written down a second time from its section 11. */
function oracle(a: Version, b: Version): number {
  for (const key of ['major', 'minor', 'sprint'] as const) if (a[key] !== b[key]) return a[key] - b[key];
  if (a.extra === undefined || b.extra === undefined)
    return Number(a.extra === undefined) - Number(b.extra === undefined);
  const [left, right] = [a.extra.split('.'), b.extra.split('.')];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (x === y) continue;
    const [xNumber, yNumber] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (xNumber && yNumber) return Number(x) - Number(y);
    if (xNumber !== yNumber) return xNumber ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

describe('versions', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(version, v => assert.deepEqual(parseVersion(formatVersion(v)), v)),
      { numRuns: 2000 },
    );
  });

  it('are ordered as SemVer orders them', () => {
    const pair = fc.oneof(
      fc.tuple(version, version),
      // Versions that differ in EXTRA alone, or not at all.
      fc
        .tuple(version, fc.option(extra, { nil: undefined }))
        .map(([v, e]) => [v, { ...v, extra: e }] as const),
    );
    fc.assert(
      fc.property(pair, ([a, b]) => {
        assert.equal(Math.sign(compareVersions(a, b)), Math.sign(oracle(a, b)));
        assert.equal(Math.sign(compareVersions(b, a)), -Math.sign(compareVersions(a, b)) + 0);
      }),
      { numRuns: 5000 },
    );
  });

  it('only rise when bumped, and stay versions', () => {
    fc.assert(
      fc.property(version, fc.constantFrom(...versionParts), (v, part) => {
        fc.pre(part !== 'extra' || v.extra !== undefined);
        const next = bumpVersion(v, part);
        assert.ok(compareVersions(next, v) > 0, `${formatVersion(v)} → ${formatVersion(next)}`);
        assert.deepEqual(parseVersion(formatVersion(next)), next);
        if (part !== 'extra') assert.equal(next.extra, undefined);
      }),
      { numRuns: 5000 },
    );
  });

  it('rise when bumped to a new EXTRA, or are refused', () => {
    fc.assert(
      fc.property(version, fc.constantFrom(...versionParts), extra, (v, part, e) => {
        if (part === 'extra' && compareVersions({ ...v, extra: e }, v) <= 0)
          return assert.throws(() => bumpVersion(v, part, e), { code: 'VERSION_INVALID' });
        const next = bumpVersion(v, part, e);
        assert.equal(next.extra, e);
        assert.ok(compareVersions(next, v) > 0);
      }),
      { numRuns: 2000 },
    );
  });

  const bumps: [string, VersionPart, string | undefined, string][] = [
    ['1.4.2', 'major', undefined, '2.0.0'],
    ['1.4.2', 'minor', undefined, '1.5.0'],
    ['1.4.2', 'sprint', undefined, '1.4.3'],
    ['1.4.2', 'sprint', 'rc.1', '1.4.3-rc.1'],
    ['1.4.3-rc.1', 'extra', undefined, '1.4.3-rc.2'],
    ['1.4.3-rc.9', 'extra', undefined, '1.4.3-rc.10'],
    ['1.4.3-rc1', 'extra', undefined, '1.4.3-rc2'],
    ['1.4.3-rc9', 'extra', undefined, '1.4.3-rc9.1'],
    ['1.4.3-rc09', 'extra', undefined, '1.4.3-rc10'],
    ['1.4.3-beta', 'extra', undefined, '1.4.3-beta.1'],
    ['1.4.3-beta.4', 'extra', 'rc.1', '1.4.3-rc.1'],
    ['1.4.3-rc.2', 'sprint', undefined, '1.4.3'],
    ['1.4.3-rc.2', 'sprint', 'rc.1', '1.4.4-rc.1'],
    ['1.4.3-rc.2', 'minor', undefined, '1.5.0'],
    ['1.5.0-rc.2', 'minor', undefined, '1.5.0'],
    ['2.0.0-rc.2', 'major', undefined, '2.0.0'],
    ['2.0.1-rc.2', 'major', undefined, '3.0.0'],
  ];
  for (const [from, part, to, expected] of bumps) {
    it(`${from} is followed by ${expected}: ${part}${to ? ` to ${to}` : ''}`, () => {
      assert.equal(formatVersion(bumpVersion(parseVersion(from), part, to)), expected);
    });
  }

  const wrong = [
    '',
    '1',
    '1.2',
    '1.2.3.4',
    '01.2.3',
    '1.2.3-',
    '1.2.3-rc..1',
    '1.2.3-01',
    ' 1.2.3',
    '1.2.3\n',
    'x',
    '1.2.x',
  ];
  for (const text of [
    ...wrong,
    'v1.2.3',
    '1.2.3+b1',
    '1.2.3-rc_1',
    `1.2.${'9'.repeat(20)}`,
    `1.2.3-${'a'.repeat(300)}`,
  ]) {
    it(`${JSON.stringify(text.slice(0, 30))} is refused`, () => {
      assert.throws(() => parseVersion(text), {
        name: 'DeliveryError',
        code: 'VERSION_INVALID',
        hint: /MAJOR\.MINOR/,
      });
    });
  }

  it('say what is wrong with a way of writing that others have', () => {
    assert.throws(() => parseVersion('v1.2.3'), /has a leading v: write 1\.2\.3/);
    assert.throws(() => parseVersion('1.2.3+b1'), /build metadata/);
    assert.throws(() => bumpVersion(parseVersion('1.2.3'), 'extra'), /no EXTRA that could be raised/);
  });

  it('fit ranges', () => {
    assert.equal(fitsRange('1.4.2', '^1.4.0'), true);
    assert.equal(fitsRange('1.5.0-rc.1', '^1.4.0'), false);
    assert.equal(fitsRange('1.4.2-rc.1', '^1.4.0-0'), true);
    assert.equal(fitsRange('2.0.0', '~1.4'), false);
    assert.equal(fitsRange('1.4.2', 'latest'), false);
  });
});
