import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A login to a registry. */
export interface Credentials {
  user: string;
  password: string;
}

interface DockerConfig {
  auths?: Record<string, { auth?: string; identitytoken?: string } | undefined>;
  credsStore?: string;
  credHelpers?: Record<string, string | undefined>;
}

/** Docker Hub's name in Docker's file. */
const dockerHub = 'https://index.docker.io/v1/';

/**
 * The login that `docker login`, `podman login` or `helm registry login` has left for a registry: in `config.json` of
 * `$DOCKER_CONFIG` or `~/.docker`, or with the helper that it names. None for a registry without one.
 */
export function findCredentials(host: string): Credentials | undefined {
  const file = join(process.env.DOCKER_CONFIG || join(homedir(), '.docker'), 'config.json');
  if (!existsSync(file)) return undefined;
  const config = JSON.parse(readFileSync(file, 'utf8')) as DockerConfig;
  const key = host === 'docker.io' ? dockerHub : host;
  const helper = config.credHelpers?.[key] ?? config.credsStore;
  const helped = helper ? askHelper(helper, key) : undefined;
  if (helped) return helped;
  const auth = (config.auths?.[key] ?? config.auths?.[`https://${key}`])?.auth;
  if (!auth) return undefined;
  const [user = '', ...password] = Buffer.from(auth, 'base64').toString('utf8').split(':');
  return { user, password: password.join(':') };
}

/** Docker's protocol of credential helpers: the registry on standard input, the login as JSON on standard output. */
function askHelper(helper: string, key: string): Credentials | undefined {
  if (!/^[\w.-]+$/.test(helper)) return undefined;
  try {
    const stdio = ['pipe', 'pipe', 'ignore'] as ('pipe' | 'ignore')[];
    const answer = execFileSync(`docker-credential-${helper}`, ['get'], {
      input: key,
      stdio,
      timeout: 30_000,
    });
    const { Username: user, Secret: password } = JSON.parse(answer.toString('utf8')) as Record<
      string,
      string
    >;
    return user && password ? { user, password } : undefined;
  } catch {
    // It has none for this registry, or isn't installed; the registry then says whether one is needed.
    return undefined;
  }
}
