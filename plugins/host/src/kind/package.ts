import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Found, Kind } from '../resource.ts';

export const softwarePackage: Kind = {
  name: 'Package',
  group: 'Software',
  isPrimary: false,
  columns: { Version: 'data.version', Architecture: 'data.architecture', Manager: 'data.manager' },
};

interface Installed {
  name: string;
  version: string;
  architecture: string;
  summary: string;
}

/** The installed packages of Debian, Alpine and those with rpm. A machine with none of them has none. */
export async function* findPackages(): AsyncGenerator<Found> {
  const [manager, packages] = await installed();
  for (const { name, version, architecture, summary } of packages) {
    const id = architecture ? `${name}:${architecture}` : name;
    yield { id, name, instanceType: manager, data: { name, version, architecture, summary, manager } };
  }
}

async function installed(): Promise<[manager: string, packages: Installed[]]> {
  const dpkg = await readFile('/var/lib/dpkg/status', 'utf8').catch(() => undefined);
  if (dpkg !== undefined) return ['dpkg', parseDpkg(dpkg)];
  const apk = await readFile('/lib/apk/db/installed', 'utf8').catch(() => undefined);
  if (apk !== undefined) return ['apk', parseApk(apk)];
  return ['rpm', await queryRpm()];
}

/** Paragraphs of `Key: value` lines; those that aren't `installed` are remains. */
export function parseDpkg(text: string): Installed[] {
  return text.split('\n\n').flatMap(paragraph => {
    const field = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(paragraph)?.[1] ?? '';
    if (!field('Status').endsWith(' installed')) return [];
    return [
      {
        name: field('Package'),
        version: field('Version'),
        architecture: field('Architecture'),
        summary: field('Description'),
      },
    ];
  });
}

/** Paragraphs of one-letter keys: P name, V version, A architecture, T description. */
export function parseApk(text: string): Installed[] {
  return text.split('\n\n').flatMap(paragraph => {
    const field = (key: string) => new RegExp(`^${key}:(.*)$`, 'm').exec(paragraph)?.[1] ?? '';
    if (!field('P')) return [];
    return [{ name: field('P'), version: field('V'), architecture: field('A'), summary: field('T') }];
  });
}

async function queryRpm(): Promise<Installed[]> {
  const format = '%{NAME}\\t%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{SUMMARY}\\n';
  const options = { maxBuffer: 64 * 1024 * 1024, timeout: 30_000 };
  const { stdout } = await promisify(execFile)('rpm', ['-qa', '--queryformat', format], options).catch(
    () => ({ stdout: '' }),
  );
  const rows = stdout.split('\n').filter(line => line !== '');
  return rows.map(line => {
    const [name = '', version = '', architecture = '', summary = ''] = line.split('\t');
    return { name, version, architecture, summary };
  });
}
