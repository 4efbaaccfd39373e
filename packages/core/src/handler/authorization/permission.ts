/**
 * Compiles the permissions of a role into a function that says whether they cover a permission.
 *
 * A permission is `service:Resource.verb`. One of a role covers it when each of its parts is the same or `*`; with fewer
 * parts it covers all below: `inventory` and `inventory:*` cover the service, `inventory:Region` and `inventory:Region.*`
 * the resource, `*` everything. Parts are matched whole, where SpaceONE compares beginnings: `inventory:Region` doesn't
 * cover `inventory:RegionGroup.read`.
 */
export function compilePermissions(granted: readonly string[]): (permission: string) => boolean {
  const exact = new Set<string>();
  const patterns: string[][] = [];
  for (const permission of granted) {
    const parts = partsOf(permission);
    if (parts.length === 3 && !parts.includes('*')) exact.add(permission);
    else if (parts.length > 0) patterns.push(parts);
  }
  const decided = new Map<string, boolean>();
  return permission => {
    const known = decided.get(permission);
    if (known !== undefined) return known;
    const parts = partsOf(permission);
    const covered = exact.has(permission) || patterns.some(pattern => covers(pattern, parts));
    decided.set(permission, covered);
    return covered;
  };
}

/** The parts of `service:Resource.verb`; what has more, or an empty one within, covers nothing and has no parts. */
function partsOf(permission: string): string[] {
  const found = /^([^:.]+)(?::(?:([^:.]+)(?:\.(?:([^:.]+))?)?)?)?$/.exec(permission);
  return found ? found.slice(1).filter(part => part !== undefined) : [];
}

function covers(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.length > parts.length) return false;
  return pattern.every((part, i) => part === '*' || part === parts[i]);
}
