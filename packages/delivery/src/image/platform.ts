import { arch } from 'node:process';
import { ImageError } from './error.ts';

/** The machine that an image is for, in the words of npm (`cpu`) and of OCI (`architecture`). */
export interface Platform {
  os: 'linux';
  architecture: string;
  cpu: string;
}

/** npm's names for what OCI calls otherwise. */
const cpus: Readonly<Record<string, string>> = {
  amd64: 'x64',
  arm64: 'arm64',
  ppc64le: 'ppc64',
  s390x: 's390x',
};

/**
 * Reads `linux/amd64`. Default: Linux on this machine's processor.
 *
 * @throws ImageError IMAGE_PLATFORM for another system or an unknown processor
 */
export function parsePlatform(text?: string): Platform {
  const own = Object.keys(cpus).find(name => cpus[name] === arch) ?? 'amd64';
  const [os, architecture = '', ...rest] = (text ?? `linux/${own}`).split('/');
  const cpu = cpus[architecture];
  if (os !== 'linux' || !cpu || rest.length > 0)
    throw new ImageError(
      'IMAGE_PLATFORM',
      `images can’t be built for "${text}"`,
      `known are ${Object.keys(cpus)
        .map(name => `linux/${name}`)
        .join(', ')}`,
    );
  return { os, architecture, cpu };
}
