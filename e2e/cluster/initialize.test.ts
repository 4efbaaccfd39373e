import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createClient } from '@hawser/core';
import { grpcJs } from '@hawser/core/interface/grpc';
import { type Platform, tokenFile, up } from '@hawser/local';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { System } from '@hawser/proto/spaceone/api/identity/v2/system_pb.js';
import { Workspace } from '@hawser/proto/spaceone/api/identity/v2/workspace_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { Collector } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Plugin } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import { type InitializeCommand, runInitialize } from '../../packages/cli/src/initialize/run.ts';
import { podAccess } from '../../packages/cli/src/kubernetes/access.ts';
import { generateMissing } from '../../packages/cli/src/secrets/generate.ts';
import { parseKey } from '../../packages/cli/src/secrets/key.ts';
import definition from '../../platform.ts';
import { logIn } from '../interop/log-in.ts';
import { type Account, createAccount } from './support/account.ts';
import { captured } from './support/captured.ts';
import { apply, kubectl, tokenSecret } from './support/kubectl.ts';

describe('hawser initialize', () => {
  const namespace = `hawser-runtime-init-${randomBytes(4).toString('hex')}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'hawser-initialize-'));
  let platform: Platform;
  let job: Account;
  let collector: Account;
  let server: string;
  let token: string;

  before(async () => {
    await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
    job = await createAccount(namespace, 'job', [
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['login'], verbs: ['get', 'patch'] },
    ]);
    collector = await createAccount(namespace, 'collector', []);
    const rbac = 'rbac.authorization.k8s.io';
    await apply([
      {
        apiVersion: `${rbac}/v1`,
        kind: 'ClusterRole',
        metadata: { name: namespace },
        rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] }],
      },
      {
        apiVersion: `${rbac}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name: namespace },
        roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: namespace },
        subjects: [{ kind: 'ServiceAccount', name: 'collector', namespace }],
      },
    ]);
    server = (await tokenSecret('')).server as string;
    // What the hook makes and the pods mount, before anything runs.
    const values = await generateMissing(
      ['system.pem=rsa', 'token=system-token:system.pem'].map(parseKey),
      {},
    );
    token = values.token!;
    const config = join(dataDir, 'config', 'identity');
    mkdirSync(config, { recursive: true });
    const systemKeyFile = join(dataDir, 'system.pem');
    writeFileSync(systemKeyFile, values['system.pem']!);
    writeFileSync(tokenFile(dataDir), token);
    writeFileSync(join(config, 'application.yaml'), JSON.stringify({ IDENTITY: { systemKeyFile } }));
    const plugins = definition.plugins!.filter(({ id }) => id === 'plugin-kubernetes');
    const { services } = definition;
    platform = await up({ services, plugins }, { dataDir, anyPorts: true, restPort: 0, report: () => {} });
  });
  after(async () => {
    await platform?.stop();
    job?.remove();
    collector?.remove();
    rmSync(dataDir, { recursive: true, force: true });
    await kubectl(['delete', `clusterrole/${namespace}`, `clusterrolebinding/${namespace}`]);
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  const plugin = () => `plugin-kubernetes=${platform.plugins[0]!.endpoint}`;
  const services = () =>
    platform.running
      .filter(({ kind }) => kind === 'grpc')
      .map(({ name, address }) => `${name}=grpc://${address}`);

  async function initialize(command: Partial<InitializeCommand> = {}): Promise<string> {
    process.env.HAWSER_TOKEN = token;
    try {
      return await captured(() =>
        runInitialize(
          undefined,
          {
            mode: 'DEFAULT',
            wait: 30,
            service: services(),
            plugin: [plugin()],
            credentialsSecret: 'login',
            ...command,
          },
          () => podAccess(job.env, job.folder),
        ),
      );
    } finally {
      delete process.env.HAWSER_TOKEN;
    }
  }

  async function login(): Promise<Record<string, string>> {
    const { data } = JSON.parse(await kubectl(['get', 'secret', 'login', '-n', namespace, '-o', 'json']));
    const entries = Object.entries(data as Record<string, string>);
    return Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
  }

  /** How many there are of what the initializer makes. */
  async function counts() {
    const { domain_id: domain } = await login();
    const as = { token, headers: { x_domain_id: domain! } };
    const all = await Promise.all([
      platform.client(Domain).list({}, { token }),
      platform.client(Workspace).list({}, as),
      platform.client(Collector).list({}, as),
      platform.client(Plugin).list({}, { token }),
    ]);
    return all.map(({ results }) => results.length);
  }

  it('only says what it would do, in READ_ONLY', async () => {
    const log = await initialize({ mode: 'READ_ONLY', clusterAccess: collector.folder });
    assert.match(
      log,
      /would make the first domain "default", its administrator admin@hawser\.local and a workspace\n/,
    );
    assert.match(log, /would make the entry of plugin-kubernetes at grpc:/);
    assert.match(log, /would make the collector of this cluster\nnothing was changed\n$/);
    assert.deepEqual((await platform.client(Domain).list({}, { token })).results, []);
    await assert.rejects(login(), /NotFound/);
  });

  it('lets nobody else initialize the system before', async () => {
    const { address } = platform.running.find(({ name, kind }) => name === 'identity' && kind === 'grpc')!;
    const channel = grpcJs.connect(address, { maxReceiveBytes: 65_536, idempotent: [] });
    const admin = { userId: 'me', name: 'Me', password: 'Mine-12345' };
    await assert.rejects(createClient(System, { channel: () => channel }).init({ admin }), {
      code: 'AUTHENTICATE_FAILURE',
    });
    channel.close();
  });

  it('makes domain, administrator, plugins and the cluster’s collector, and collects', async () => {
    const options = {
      clusterAccess: collector.folder,
      clusterServer: server,
      collect: true,
      url: 'https://hawser.example',
    };
    const log = await initialize(options);
    assert.match(log, /✓ Collect this cluster: \d+ resources\n/);
    const { url, user_id, domain_id, workspace_id, password } = await login();
    assert.deepEqual([url, user_id], ['https://hawser.example', 'admin@hawser.local']);
    const admin = await logIn(platform, { domain_id: domain_id!, user_id: user_id!, password: password! });
    assert.equal(
      (await platform.client(Workspace).list({}, { token: admin })).results[0]?.workspaceId,
      workspace_id,
    );
    const found = await platform.client(CloudService).list({ provider: 'kubernetes' }, { token: admin });
    assert.ok(found.totalCount > 10, String(found.totalCount));
    assert.deepEqual(await counts(), [2, 1, 1, 1]);
  });

  it('run again, changes nothing', async () => {
    const [before, kept] = [await counts(), await login()];
    const log = await initialize({ clusterAccess: collector.folder, clusterServer: server, collect: true });
    assert.match(log, /all is there\n✓ Plugins: registered already\nthe platform is initialized\n$/);
    assert.deepEqual(await counts(), before);
    assert.deepEqual(await login(), kept);
  });

  it('follows a plugin to another address, unless it is to update nothing', async () => {
    const entry = async () =>
      (await platform.client(Plugin).get({ pluginId: 'plugin-kubernetes' }, { token })).registryConfig;
    const before = await entry();
    const moved = plugin().replace('127.0.0.1', 'localhost');
    await initialize({ plugin: [moved], mode: 'NO_UPDATE' });
    assert.deepEqual(await entry(), before);
    await initialize({ plugin: [moved] });
    assert.deepEqual(await entry(), { endpoint: moved.slice('plugin-kubernetes='.length) });
    assert.deepEqual((await counts()).at(-1), 1);
  });

  it('works on when the login’s Secret is gone', async () => {
    await kubectl(['delete', 'secret', 'login', '-n', namespace]);
    assert.match(await initialize(), /the password of admin@hawser\.local isn't known here/);
    const { password, domain_id } = await login();
    assert.equal(password, undefined);
    assert.match(domain_id!, /^domain-/);
  });
});
