import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { JsonObject } from '@bufbuild/protobuf';

/** A command may take this long, in milliseconds: some wait for pods. */
const timeout = 300_000;

/** Runs kubectl against the test cluster. @throws Error with what it wrote when it fails */
export async function kubectl(args: readonly string[], input?: string): Promise<string> {
  const run = promisify(execFile)('kubectl', args, { timeout, maxBuffer: 256 * 1024 * 1024 });
  run.child.stdin?.end(input);
  const { stdout } = await run;
  return stdout;
}

/** What a test compares of an object. */
export interface Listed {
  kind: string;
  metadata: { name: string; namespace?: string; uid: string };
}

/** All objects of kinds (by their plurals), in all namespaces or in one. */
export async function listed(plurals: readonly string[], namespace?: string): Promise<Listed[]> {
  const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace];
  const text = await kubectl(['get', plurals.join(','), ...where, '--output', 'json']);
  return (JSON.parse(text) as { items: Listed[] }).items;
}

/** Creates objects, or changes them to be so. */
export const apply = (objects: readonly object[]) =>
  kubectl(
    ['apply', '--server-side', '--filename', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  );

/** The kubeconfig of the tests, with its certificates and keys in it. */
export const currentKubeconfig = (...options: string[]) =>
  kubectl(['config', 'view', '--flatten', '--minify', '--raw', ...options]);

/** Server, certificate authority and a token, as SpaceONE's secrets have them. */
export async function tokenSecret(token: string): Promise<JsonObject> {
  const text = await currentKubeconfig('--output', 'json');
  const [{ cluster }] = (JSON.parse(text) as { clusters: [{ cluster: Record<string, string> }] }).clusters;
  const { server, 'certificate-authority-data': ca } = cluster;
  return { cluster_name: 'test', server: server!, certificate_authority_data: ca!, token };
}
