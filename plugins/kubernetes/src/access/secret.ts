import type { JsonObject } from '@bufbuild/protobuf';
import { errors } from '@hawser/core';
import { type Access, readKubeconfig, requireHttps } from './kubeconfig.ts';

/** The longest text of a secret that is read, in characters. */
const maxText = 1_048_576;

/**
 * The access that a secret's data gives:
 *
 * - `kubeconfig`: a kubeconfig's text, which holds its certificates and keys itself (`kubectl config view --flatten`);
 * - `server`, `token` and `certificate_authority_data`, the fields of SpaceONE's Kubernetes plugin; `api_server` is
 *   taken for `server`.
 *
 * `cluster_name` gives the cluster another name than the kubeconfig's or the server's.
 *
 * @returns undefined when the secret is empty
 * @throws INVALID_PARAMETER naming the field that is wrong
 */
export function readSecret(secret: JsonObject, parseYaml: (text: string) => unknown): Access | undefined {
  const field = (key: string) => textField(secret, key);
  const name = field('cluster_name');
  const kubeconfig = field('kubeconfig');
  if (kubeconfig !== undefined) {
    const key = 'secret_data.kubeconfig';
    const { cluster, user } = readKubeconfig(parse(kubeconfig, key, parseYaml), key);
    return { cluster: { ...cluster, ...(name ? { name } : {}) }, user };
  }
  const [server, token] = [field('server') ?? field('api_server'), field('token')];
  if (server === undefined && token === undefined && Object.keys(secret).length === 0) return undefined;
  if (server === undefined) throw errors.required('secret_data.kubeconfig');
  if (token === undefined) throw errors.required('secret_data.token');
  const address = requireHttps(server, 'secret_data.server');
  const caData = field('certificate_authority_data');
  return {
    cluster: {
      name: name ?? new URL(address).host,
      server: address,
      skipTLSVerify: false,
      ...(caData ? { caData } : {}),
    },
    user: { name: 'secret', token },
  };
}

function textField(secret: JsonObject, key: string): string | undefined {
  const value = secret[key];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw errors.invalidType(`secret_data.${key}`, 'text');
  if (value.length > maxText) throw errors.invalid(`secret_data.${key}`, 'is longer than 1 MiB');
  return value;
}

/** A parser's message quotes the text around the mistake, and that may be a key: only its place is told. */
function parse(text: string, key: string, parseYaml: (text: string) => unknown): unknown {
  try {
    return parseYaml(text);
  } catch (thrown) {
    const place = /\((\d+):\d+\)/.exec(thrown instanceof Error ? thrown.message : '');
    throw errors.invalid(key, `is no YAML${place ? `: see line ${place[1]}` : ''}`);
  }
}
