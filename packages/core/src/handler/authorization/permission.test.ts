import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compilePermissions } from './permission.ts';

const cases: readonly [granted: string[], permission: string, covered: boolean][] = [
  [['inventory:Region.write'], 'inventory:Region.write', true],
  [['inventory:Region.write'], 'inventory:RegionGroup.write', false],
  [['inventory:Region.write'], 'inventory:Region.writeAll', false],
  [['inventory:Region.write'], 'inventory:Region.read', false],
  [['inventory:Region.*'], 'inventory:Region.read', true],
  [['inventory:Region.*'], 'inventory:RegionGroup.read', false],
  [['inventory:*'], 'inventory:Region.read', true],
  [['inventory:*'], 'inventory2:Region.read', false],
  [['inventory:*.read'], 'inventory:Region.read', true],
  [['inventory:*.read'], 'inventory:Region.write', false],
  [['*'], 'identity:User.write', true],
  [['*:*.read'], 'identity:User.read', true],
  [['*:User.read'], 'identity:User.write', false],
  [['inventory'], 'inventory:Region.read', true],
  [['inventory'], 'inventory-x:Region.read', false],
  [['inventory:Region'], 'inventory:Region.read', true],
  [['inventory:Region'], 'inventory:RegionGroup.read', false],
  [['inventory:Region.'], 'inventory:Region.read', true],
  [['inventory:'], 'inventory:Region.read', true],
  [['inventory:Reg*'], 'inventory:Region.read', false],
  [['', ':', '.', ':.', '**'], 'inventory:Region.read', false],
  [['inventory:Region.read.all'], 'inventory:Region.read', false],
  [[], 'inventory:Region.read', false],
  [['identity:User.read', 'inventory:Region.read'], 'inventory:Region.read', true],
];

/** The rule, read one character class at a time: what a pattern's parts say, and then anything below. */
function oracle(granted: readonly string[], permission: string): boolean {
  return granted.some(pattern => {
    const [service, rest] = pattern.split(':');
    const [resource, verb] = rest === undefined ? [] : rest.split('.');
    const part = (text: string) => (text === '*' ? '[^:.]+' : text);
    let expression = part(service!);
    if (resource !== undefined) expression += `:${part(resource)}`;
    if (verb !== undefined) expression += `[.]${part(verb)}`;
    return new RegExp(`^${expression}(?:$|[:.])`).test(permission);
  });
}

describe('permissions', () => {
  for (const [granted, permission, covered] of cases) {
    it(`${JSON.stringify(granted)} ${covered ? 'cover' : "don't cover"} ${permission}`, () => {
      const check = compilePermissions(granted);
      assert.equal(check(permission), covered);
      assert.equal(check(permission), covered, 'the same when asked again');
    });
  }

  it('are what the naive reading of the rule says', () => {
    const service = fc.constantFrom('inv', 'inventory', 'identity');
    const resource = fc.constantFrom('Region', 'RegionGroup', 'User');
    const verb = fc.constantFrom('read', 'write', 'readonly');
    const star = fc.constant('*');
    const permission = fc.tuple(service, resource, verb).map(([a, b, c]) => `${a}:${b}.${c}`);
    const pattern = fc
      .tuple(
        fc.oneof(service, star),
        fc.oneof(resource, star),
        fc.oneof(verb, star),
        fc.integer({ min: 1, max: 3 }),
      )
      .map(([a, b, c, parts]) => (parts === 1 ? a : parts === 2 ? `${a}:${b}` : `${a}:${b}.${c}`));
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 5 }),
        fc.array(permission, { minLength: 1, maxLength: 5 }),
        (granted, asked) => {
          const check = compilePermissions(granted);
          for (const one of asked) assert.equal(check(one), oracle(granted, one), `${granted} ${one}`);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('take any text for a permission of a role without failing or covering by chance', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), granted => {
        const covered = compilePermissions(granted)('inventory:Region.read');
        if (covered)
          assert.ok(
            granted.some(text => /^(\*|inventory)/.test(text)),
            JSON.stringify(granted),
          );
      }),
    );
  });
});
