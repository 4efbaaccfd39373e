import { createHash } from 'node:crypto';
import type { Description } from './sources.ts';
import type { Closure } from './workspace/closure.ts';
import type { Project } from './workspace/project.ts';

/**
 * The packages that an image adds to its base, as an SPDX 2.3 document. It has no time in it and is named by what it lists,
 * so that the same packages give the same document. What the base image holds is its maker's to list.
 */
export function sbomOf(
  project: Project,
  name: string,
  { version, licenses }: Description,
  closures: readonly Closure[],
): string {
  const own = closures.flatMap(({ workspaces }) => [...workspaces.values()]);
  const packages = [
    ...own.flatMap(({ json: { name: its, version: at = version, license = licenses } }) =>
      its ? [spdxPackage(its, at, license)] : [],
    ),
    ...closures.flatMap(({ modules }) =>
      [...modules].map(([path, { version: locked = '', license, integrity }]) =>
        spdxPackage(nameOf(path), locked, license, integrity),
      ),
    ),
  ];
  // Two places can have one package in one version.
  const listed = [...new Map(packages.map(item => [item.SPDXID, item])).values()].sort((a, b) =>
    a.SPDXID < b.SPDXID ? -1 : 1,
  );
  const root = {
    ...spdxPackage(name, version, licenses),
    SPDXID: 'SPDXRef-image',
    primaryPackagePurpose: 'CONTAINER',
  };
  const content = createHash('sha256')
    .update(JSON.stringify([root, listed]))
    .digest('hex');
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: `${name}-${version}`,
    documentNamespace: `urn:hawser:sbom:${name}:${content}`,
    creationInfo: { created: '1970-01-01T00:00:00Z', creators: [`Tool: hawser-${toolVersion(project)}`] },
    packages: [root, ...listed],
    relationships: [
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relationshipType: 'DESCRIBES',
        relatedSpdxElement: 'SPDXRef-image',
      },
      ...listed.map(({ SPDXID }) => ({
        spdxElementId: 'SPDXRef-image',
        relationshipType: 'CONTAINS',
        relatedSpdxElement: SPDXID,
      })),
    ],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function spdxPackage(name: string, version: string, license = 'NOASSERTION', integrity?: string) {
  const sha512 = /^sha512-(\S+)/.exec(integrity ?? '')?.[1];
  return {
    SPDXID: `SPDXRef-${`${name}-${version}`.replace(/[^a-zA-Z0-9.-]+/g, '-').replace(/^-/, '')}`,
    name,
    versionInfo: version,
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: license,
    copyrightText: 'NOASSERTION',
    ...(sha512
      ? {
          checksums: [{ algorithm: 'SHA512', checksumValue: Buffer.from(sha512, 'base64').toString('hex') }],
          externalRefs: [
            {
              referenceCategory: 'PACKAGE-MANAGER',
              referenceType: 'purl',
              referenceLocator: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
            },
          ],
        }
      : {}),
  };
}

/** The name of a package by where it lies. */
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

const toolVersion = (project: Project) => project.workspaces.get('@hawser/delivery')?.json.version ?? '0.0.0';
