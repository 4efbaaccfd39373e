import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The registry that Debian's package docker-registry and Docker's image `registry` hold. */
const program = '/usr/bin/docker-registry';

/** Why tests with it are skipped, or false where it is installed. */
export const withoutRegistry: string | false = existsSync(program) ? false : `${program} isn’t installed`;

/** The login of a registry that asks for one. */
export const login = { user: 'captain', password: 'open sesame' };

/** bcrypt of the login's password, which the registry's htpasswd needs. */
const hash = '$2y$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW';

/** A real registry on a free port of this machine, with nothing in it. */
export interface DockerRegistry {
  /** `127.0.0.1:<port>` */
  host: string;
  stop(): Promise<void>;
}

/** Starts a registry; with `protect`, one that asks for the login. */
export async function startDockerRegistry({ protect = false } = {}): Promise<DockerRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-registry-'));
  const passwords = join(folder, 'htpasswd');
  writeFileSync(passwords, `${login.user}:${hash}\n`);
  const config = {
    version: '0.1',
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: '127.0.0.1:0' },
    ...(protect ? { auth: { htpasswd: { realm: 'test', path: passwords } } } : {}),
  };
  const file = join(folder, 'config.yml');
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(program, ['serve', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const host = await new Promise<string>((resolve, reject) => {
    child.once('error', reject).once('exit', code => reject(new Error(`the registry ended with ${code}`)));
    createInterface({ input: child.stderr }).on('line', line => {
      const address = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
  return {
    host,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
