import { errors } from '@hawser/core';
import type { Cluster, User } from '@kubernetes/client-node';

/** Where a cluster is, and as whom to ask it. */
export interface Access {
  cluster: Cluster;
  user: User;
}

/** What a kubeconfig may say of a user and a cluster so that it would run a program here, or read a file. */
const refused: Readonly<Record<string, string>> = {
  exec: 'runs a program',
  'auth-provider': 'runs a program',
  'token-file': 'reads a file',
  tokenFile: 'reads a file',
  'client-certificate': 'reads a file',
  'client-key': 'reads a file',
  'certificate-authority': 'reads a file',
  'proxy-url': 'goes through another server',
  'insecure-skip-tls-verify': 'trusts whoever answers',
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * The access that the current context of a kubeconfig from elsewhere gives. Only what it names is taken over; what
 * would make this machine do more than connect is refused, for a secret's author isn't its master.
 *
 * @param config the kubeconfig as YAML has it
 * @param key the field of the request that it came in
 * @throws INVALID_PARAMETER with what is wrong
 */
export function readKubeconfig(config: unknown, key: string): Access {
  const fail = (reason: string) => errors.invalid(key, reason);
  const fields = fieldsOf(config);
  if (!fields) throw fail('is no kubeconfig');
  const current = text(fields['current-context']);
  if (!current) throw fail('has no current-context');
  const entry = (list: string, part: string, name: string | undefined): Fields => {
    const found = Array.isArray(fields[list]) ? fields[list].find(one => fieldsOf(one)?.name === name) : {};
    const inner = fieldsOf(fieldsOf(found)?.[part]);
    if (!inner) throw fail(`has no ${part} "${String(name).slice(0, 100)}"`);
    for (const [unsafe, does] of Object.entries(refused)) {
      if (inner[unsafe]) throw fail(`${unsafe} isn't taken from a secret, because it ${does}`);
    }
    return inner;
  };
  const context = entry('contexts', 'context', current);
  const name = text(context.cluster);
  const cluster = entry('clusters', 'cluster', name);
  const user = entry('users', 'user', text(context.user));
  return {
    cluster: {
      name: name!,
      server: requireHttps(text(cluster.server) ?? '', key),
      skipTLSVerify: false,
      ...given('caData', cluster['certificate-authority-data']),
      ...given('tlsServerName', cluster['tls-server-name']),
    },
    user: {
      name: text(context.user)!,
      ...given('token', user.token),
      ...given('certData', user['client-certificate-data']),
      ...given('keyData', user['client-key-data']),
      ...given('username', user.username),
      ...given('password', user.password),
      ...given('impersonateUser', user.as),
    },
  };
}

/** @throws INVALID_PARAMETER unless it is an https:// address: credentials aren't sent to whoever answers */
export function requireHttps(server: string, key: string): string {
  const url = URL.parse(server);
  if (url?.protocol !== 'https:' || url.username || url.search) {
    throw errors.invalid(key, `the server has to be an https:// address, not "${server.slice(0, 200)}"`);
  }
  return server.replace(/\/$/, '');
}

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const given = (name: string, value: unknown) => (text(value) === undefined ? {} : { [name]: text(value) });
