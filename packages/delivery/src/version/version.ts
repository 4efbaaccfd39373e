import { compare as compareSemVer, SemVer, satisfies } from 'semver';
import { DeliveryError } from '../error.ts';

/** A version `MAJOR.MINOR.SPRINT-EXTRA`. EXTRA is SemVer's pre-release: `1.4.2-rc.1` comes before `1.4.2`. */
export interface Version {
  major: number;
  minor: number;
  sprint: number;
  /** What stands after the hyphen, such as `rc.1`; undefined in a release. */
  extra: string | undefined;
}

/** The parts that can be raised. */
export type VersionPart = 'major' | 'minor' | 'sprint' | 'extra';

export const versionParts: readonly VersionPart[] = ['major', 'minor', 'sprint', 'extra'];

const shape = 'a version is MAJOR.MINOR.SPRINT or MAJOR.MINOR.SPRINT-EXTRA, such as 1.4.2 or 1.4.2-rc.1';

/**
 * Reads a version: three whole numbers without leading zeros, then perhaps a hyphen and EXTRA: letters, digits, dots and
 * hyphens. Build metadata (`+…`) and a leading `v` aren't parts of a version here.
 *
 * @throws DeliveryError VERSION_INVALID
 */
export function parseVersion(text: string): Version {
  const invalid = (why: string) =>
    new DeliveryError('VERSION_INVALID', `"${text.slice(0, 100)}" ${why}`, shape);
  if (/^v\d/.test(text)) throw invalid(`has a leading v: write ${text.slice(1, 100)}`);
  if (text.includes('+')) throw invalid('has build metadata after a plus sign');
  if (!/^\d/.test(text)) throw invalid('isn’t a version');
  try {
    const { major, minor, patch, prerelease } = new SemVer(text);
    // SemVer's parser passes over white space around a version.
    const version = { major, minor, sprint: patch, extra: prerelease.join('.') || undefined };
    if (formatVersion(version) === text) return version;
  } catch {
    // Told below.
  }
  throw invalid('isn’t a version');
}

export const formatVersion = ({ major, minor, sprint, extra }: Version): string =>
  `${major}.${minor}.${sprint}${extra === undefined ? '' : `-${extra}`}`;

/**
 * Below zero when `a` comes before `b`. SemVer's order: numbers by size; a version with EXTRA before the one without; in
 * EXTRA numbers by size (`rc.2` before `rc.10`), words by their letters (`rc10` before `rc2`), numbers before words.
 */
export const compareVersions = (a: Version, b: Version): number =>
  compareSemVer(formatVersion(a), formatVersion(b));

/** Whether a version fits a range such as `^1.4.0`, `~1.4`, `>=1.4.0 <2.0.0` or `1.4.2`. */
export const fitsRange = (version: string, range: string): boolean =>
  satisfies(version, range, { includePrerelease: range.includes('-') });

/**
 * The next version. The result always comes after what it is made from.
 *
 * - `major`, `minor`, `sprint` raise that number and set those after it to 0. From a version with EXTRA, the release that it
 *   was leading to: `sprint` of `1.4.2-rc.1` is `1.4.2`, `minor` of it `1.5.0`, `minor` of `1.5.0-rc.1` is `1.5.0`.
 * - With `extra`, the number is always raised and EXTRA set: `sprint` of `1.4.2` with `rc.1` is `1.4.3-rc.1`.
 * - `extra` raises the number that EXTRA ends with: `rc.1` → `rc.2`, `rc1` → `rc2`, `beta` → `beta.1`. Where SemVer would order
 *   the raised one before (`rc9` → `rc10`), `.1` is added. With `extra`, EXTRA becomes that.
 *
 * @throws DeliveryError VERSION_INVALID when there is no EXTRA to raise, or the one given doesn't come after the present one
 */
export function bumpVersion(version: Version, part: VersionPart, extra?: string): Version {
  const next = part === 'extra' ? raiseExtra(version, extra) : raiseNumber(version, part, extra);
  const checked = parseVersion(formatVersion(next));
  if (compareVersions(checked, version) > 0) return checked;
  throw new DeliveryError(
    'VERSION_INVALID',
    `${formatVersion(checked)} doesn’t come after ${formatVersion(version)}`,
    'EXTRA is ordered as SemVer orders pre-releases: alpha.1, beta.1, rc.1, rc.2, then none',
  );
}

function raiseNumber(
  version: Version,
  part: 'major' | 'minor' | 'sprint',
  extra: string | undefined,
): Version {
  const { major, minor, sprint } = version;
  // A version with EXTRA already stands for the release that it leads to, when the lower numbers are 0.
  const leads = version.extra !== undefined && extra === undefined;
  if (part === 'sprint') return { major, minor, sprint: leads ? sprint : sprint + 1, extra };
  if (part === 'minor') return { major, minor: leads && sprint === 0 ? minor : minor + 1, sprint: 0, extra };
  return { major: leads && minor === 0 && sprint === 0 ? major : major + 1, minor: 0, sprint: 0, extra };
}

function raiseExtra(version: Version, extra: string | undefined): Version {
  if (extra !== undefined) return { ...version, extra };
  if (version.extra === undefined) {
    throw new DeliveryError(
      'VERSION_INVALID',
      `${formatVersion(version)} has no EXTRA that could be raised`,
      'start one with the part to raise, such as: bump sprint --extra rc.1',
    );
  }
  const raised = version.extra.replace(/\d+$/, number =>
    String(BigInt(number) + 1n).padStart(number.length, '0'),
  );
  const next = { ...version, extra: raised };
  if (raised !== version.extra && isAfter(next, version)) return next;
  return { ...version, extra: `${version.extra}.1` };
}

/** False also for what is no version, such as a raised number that is too large to be one. */
function isAfter(next: Version, version: Version): boolean {
  try {
    return compareVersions(parseVersion(formatVersion(next)), version) > 0;
  } catch {
    return false;
  }
}
