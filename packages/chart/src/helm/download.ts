import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { HelmError } from './error.ts';
import { type HelmMajor, pinnedVersions } from './version.ts';

/** Where Helm's makers publish their releases. */
export const releaseHost = 'https://get.helm.sh';

/** A release has about 20 MB packed and 80 MB unpacked. */
const maxPackedBytes = 100 * 1024 * 1024;
const maxProgramBytes = 300 * 1024 * 1024;
/** Milliseconds for a whole download. */
const timeout = 300_000;

/** A machine that Helm is released for. */
export interface Machine {
  platform: NodeJS.Platform;
  arch: string;
}

const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'linux', darwin: 'darwin' };
const architectures: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: '386',
  ppc64: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
};

/** The machine's name in Helm's releases, such as `linux-amd64`; undefined where there is none as a tar archive. */
export function releaseTarget({ platform, arch }: Machine): string | undefined {
  const system = systems[platform];
  const architecture = architectures[arch];
  return system && architecture ? `${system}-${architecture}` : undefined;
}

/**
 * Downloads the pinned release and gives the program in it, once its SHA-256 is the published one.
 *
 * @throws HelmError HELM_DOWNLOAD_FAILED, HELM_CHECKSUM_MISMATCH
 */
export async function downloadHelm(
  major: HelmMajor,
  host: string = releaseHost,
  machine: Machine = process,
  signal?: AbortSignal,
): Promise<Buffer> {
  const target = releaseTarget(machine);
  if (!target) throw failed(`Helm has no release for ${machine.platform} on ${machine.arch}`);
  const file = `helm-${pinnedVersions[major]}-${target}.tar.gz`;
  const limit = AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]);
  const published = (await fetchBytes(`${host}/${file}.sha256sum`, 1024, limit)).toString('utf8');
  const expected = /^([0-9a-f]{64})(?:\s|$)/i.exec(published)?.[1]?.toLowerCase();
  if (!expected) throw failed(`${host}/${file}.sha256sum has no SHA-256 in it`);
  const packed = await fetchBytes(`${host}/${file}`, maxPackedBytes, limit);
  const actual = createHash('sha256').update(packed).digest('hex');
  if (actual !== expected) {
    throw new HelmError(
      'HELM_CHECKSUM_MISMATCH',
      `${host}/${file} has the SHA-256 ${actual}, but ${expected} is published for it`,
      'nothing was installed; try again, and if it stays so, someone changes the file on its way to you',
    );
  }
  return unpack(packed, `${target}/helm`, file);
}

const failed = (message: string, cause?: unknown) =>
  new HelmError('HELM_DOWNLOAD_FAILED', message, '', cause === undefined ? undefined : { cause });

async function fetchBytes(url: string, most: number, signal: AbortSignal): Promise<Buffer> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > most) throw new Error(`more than ${most} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    const { message, cause } = error as Error;
    throw failed(`${url}: ${cause instanceof Error ? cause.message : message}`, error);
  }
}

/** One file out of a packed archive. */
async function unpack(packed: Buffer, name: string, archive: string): Promise<Buffer> {
  const entries = extract();
  const unpacking = Readable.from([packed]).pipe(createGunzip());
  unpacking.on('error', error => entries.destroy(error));
  unpacking.pipe(entries);
  try {
    for await (const entry of entries) {
      if (entry.header.name !== name || (entry.header.size ?? 0) > maxProgramBytes) {
        entry.resume();
        continue;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    }
  } catch (error) {
    throw failed(`${archive} is no tar.gz archive: ${(error as Error).message}`, error);
  }
  throw failed(`${archive} has no ${name} in it`);
}
