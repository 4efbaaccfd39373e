import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply, kubectl, tokenSecret } from './kubectl.ts';

/** A rule of a Role. */
export interface Rule {
  apiGroups: readonly string[];
  resources: readonly string[];
  resourceNames?: readonly string[];
  verbs: readonly string[];
}

/** A service account, and what a pod of it would find: the environment and the folder of its credentials. */
export interface Account {
  env: Record<string, string>;
  folder: string;
  remove(): void;
}

/** Makes a service account with these rights in a namespace. */
export async function createAccount(
  namespace: string,
  name: string,
  rules: readonly Rule[],
): Promise<Account> {
  const rbac = 'rbac.authorization.k8s.io';
  await apply([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name, namespace }, rules },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: rbac, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ]);
  const token = (await kubectl(['create', 'token', name, '--namespace', namespace])).trim();
  const { server, certificate_authority_data: ca } = await tokenSecret(token);
  const { hostname, port } = new URL(server as string);
  const folder = mkdtempSync(join(tmpdir(), 'hawser-account-'));
  writeFileSync(join(folder, 'token'), token, { mode: 0o600 });
  writeFileSync(join(folder, 'ca.crt'), Buffer.from(ca as string, 'base64'));
  writeFileSync(join(folder, 'namespace'), namespace);
  return {
    env: { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port || '443' },
    folder,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
