/** The major versions of Helm that Hawser works with. */
export type HelmMajor = 3 | 4;

/** The releases that are downloaded or built where the machine has none, and that the tests run with. */
export const pinnedVersions = { 3: 'v3.22.0', 4: 'v4.3.1' } as const satisfies Record<HelmMajor, string>;

/** The least minor version that is accepted from the PATH: the features that the charts use are there from it on. */
export const leastMinor = { 3: 18, 4: 0 } as const satisfies Record<HelmMajor, number>;

/** A version as `helm version` prints it: `v3.22.0+g123`, or `v3.22` from a Helm that `go install` built. */
export function parseHelmVersion(text: string): { major: number; minor: number } | undefined {
  const found = /^v?(\d+)\.(\d+)(?:[.+-]|$)/.exec(text.trim());
  return found ? { major: Number(found[1]), minor: Number(found[2]) } : undefined;
}

/** Whether a Helm that prints this version can stand for the pinned one of a major version. */
export function acceptable(text: string, major: HelmMajor): boolean {
  const version = parseHelmVersion(text);
  return version?.major === major && version.minor >= leastMinor[major];
}
