import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { findHelm } from '@hawser/chart/helm';
import { packageChart } from '@hawser/delivery/package';
import { publishToFolder, publishToRegistry } from '@hawser/delivery/repository';
import { serveFolder, type TestServer } from '../../packages/delivery/test/http.ts';
import { temporaryFolder } from '../../packages/delivery/test/platform.ts';
import { eventually } from './support/eventually.ts';
import { kubectl } from './support/kubectl.ts';
import { createNamespace, removeNamespace } from './support/namespace.ts';
import { pulled } from './support/pulled.ts';
import {
  allImages,
  clusterIp,
  helmIn,
  imagesOf,
  objects,
  pushImages,
  ready,
  registry,
  serverPods,
  valuesFile,
} from './support/release.ts';

/** As the pods have it that nobody loosened. */
const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
/** How long the platform may take to be ready when nodes have its images, in seconds. */
const readyWithin = 90;
/** What may follow after that, such as a collection, for machines that do much else, in seconds. */
const limit = 240;
const root = join(import.meta.dirname, '../..');

describe('the platform’s chart', () => {
  const project = temporaryFolder();
  const folder = join(project, 'repository');
  const oci = `oci://${registry()}/hawser-platform-${randomBytes(4).toString('hex')}`;
  let server: TestServer;
  let values: string;
  const namespaces: string[] = [];

  before(async () => {
    const tag = await pushImages();
    values = valuesFile(imagesOf(tag));
    await pulled(allImages(tag));
    const chart = await packageChart(join(root, 'deploy/helm/hawser'));
    publishToFolder([chart], { folder });
    await publishToRegistry([chart], { repository: oci, plainHttp: true });
    server = await serveFolder(folder);
  });
  after(async () => {
    await server?.close();
    await Promise.all(namespaces.map(removeNamespace));
    rmSync(project, { recursive: true, force: true });
  });

  for (const major of [4, 3] as const) {
    describe(`installed by Helm ${major} from ${major === 4 ? 'a folder that is served' : 'a registry'}`, () => {
      let namespace: string;
      let run: ReturnType<typeof helmIn>;
      let chart: string[];

      before(async () => {
        namespace = await createNamespace(`hawser-platform${major}`, restricted);
        namespaces.push(namespace);
        run = helmIn(await findHelm(major), namespace);
        chart = major === 4 ? ['hawser/hawser'] : [`${oci}/hawser`, '--plain-http'];
      });
      after(async () => {
        await run('uninstall', 'hawser');
        await removeNamespace(namespace);
      });

      it('has all pods ready, with every migration run once', async t => {
        if (major === 4) {
          await run('repo', 'add', 'hawser', `http://${server.host}`);
          await run('repo', 'update');
          assert.match(await run('search', 'repo', 'hawser'), /hawser\/hawser\s+0\.1\.0/);
        }
        const started = Date.now();
        await run('install', 'hawser', ...chart, '--values', values);
        await ready(namespace, limit);
        const took = (Date.now() - started) / 1000;
        const load = `load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} processors`;
        t.diagnostic(`ready after ${took.toFixed(1)} s, ${load}`);
        assert.ok(took <= readyWithin, `took ${took.toFixed(1)} s, ${load}`);
        const jobs = (await objects(namespace, 'jobs')).filter(({ metadata }) =>
          metadata.name.includes('-migrate-'),
        );
        assert.deepEqual(
          jobs.map(({ metadata, status }) => [
            metadata.name.replace(/-[0-9a-f]+$/, ''),
            status?.['succeeded'],
            status?.['failed'],
          ]),
          ['identity', 'inventory', 'repository', 'secret'].map(name => [`${name}-migrate`, 1, undefined]),
        );
      });

      it('answers through Services, by hawser call and by HTTP, and through the Ingress’s backend', async () => {
        const rest = await clusterIp(namespace, 'identity-rest');
        const health = await fetch(`http://${rest}/readyz`);
        assert.equal(health.status, 200);
        const grpc = `${await clusterIp(namespace, 'identity')}:50051`;
        const { stdout } = await promisify(execFile)(process.execPath, [
          join(root, 'packages/cli/src/main.mjs'),
          ...['call', 'grpc.health.v1.Health.Check', '--endpoint', grpc, '--output', 'json'],
        ]);
        assert.deepEqual(JSON.parse(stdout), { status: 'SERVING' });
        await run(
          'upgrade',
          'hawser',
          ...chart,
          '--values',
          values,
          '--set',
          'ingress.enabled=true,ingress.host=api.test',
        );
        const [ingress] = await objects(namespace, 'ingresses');
        const { rules } = ingress!.spec as { rules: { http: { paths: Path[] } }[] };
        for (const { path, backend } of rules[0]!.http.paths) {
          const address = await clusterIp(namespace, backend.service.name);
          const answer = await fetch(`http://${address}/openapi.json`);
          const { paths } = (await answer.json()) as { paths: Record<string, unknown> };
          assert.ok(
            Object.keys(paths).some(known => known.startsWith(`${path}/`)),
            path,
          );
        }
      });

      it('has made the first domain, and collected the cluster', async () => {
        const login = await eventually(() => credentials(namespace), limit);
        const token = await logIn(await clusterIp(namespace, 'identity-rest'), login);
        const inventory = await clusterIp(namespace, 'inventory-rest');
        await eventually(async () => {
          const { total_count = 0 } = await post(
            `http://${inventory}/inventory/v1/cloud-service/list`,
            {},
            token,
          );
          assert.ok(Number(total_count) > 20, `${total_count} resources`);
        }, limit);
      });

      it('restarts nothing on an upgrade without a change', async () => {
        const before = await serverPods(namespace);
        await run('upgrade', 'hawser', ...chart, '--values', values);
        assert.deepEqual(await serverPods(namespace), before);
      });

      it('gives no service’s account any right', async () => {
        const accounts = (await objects(namespace, 'serviceaccounts')).map(({ metadata }) => metadata.name);
        const rights = await Promise.all(
          accounts.map(async name => [name, await rightsOf(namespace, name)] as const),
        );
        const some = rights.filter(([, lines]) => lines.length > 0);
        assert.deepEqual(
          some.map(([name]) => name),
          ['hawser-collector', 'hawser-initializer'],
        );
        assert.ok(some[0]![1].every(line => /\[(list|get)\]$/.test(line)));
        assert.deepEqual(some[1]![1], ['secrets [] [] [create]', 'secrets [] [hawser-admin] [get patch]']);
      });
    });
  }
});

interface Path {
  path: string;
  backend: { service: { name: string } };
}

type Login = Record<'domain_id' | 'user_id' | 'password', string>;

/** The administrator's login, which the initializer keeps in a Secret. */
async function credentials(namespace: string): Promise<Login> {
  const text = await kubectl(['get', 'secret', 'hawser-admin', '-n', namespace, '-o', 'json']);
  const { data } = JSON.parse(text) as { data: Record<string, string> };
  const login = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
  ) as Login;
  // The password is kept before the domain is made, and the domain's id after that.
  assert.ok(login.domain_id && login.user_id && login.password);
  return login;
}

async function logIn(identity: string, { domain_id, user_id, password }: Login): Promise<string> {
  const issued = await post(`http://${identity}/identity/v2/token/issue`, {
    domain_id,
    auth_type: 'LOCAL',
    credentials: { user_id, password },
  });
  const granted = await post(`http://${identity}/identity/v2/token/grant`, {
    grant_type: 'REFRESH_TOKEN',
    scope: 'DOMAIN',
    token: issued['refresh_token'],
  });
  return granted['access_token'] as string;
}

async function post(url: string, body: object, token?: string): Promise<Record<string, unknown>> {
  const headers = {
    'content-type': 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  assert.ok(answer.ok, `${url}: ${answer.status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

/** What an account may do beside what everybody may. */
async function rightsOf(namespace: string, account: string): Promise<string[]> {
  const who = `system:serviceaccount:${namespace}:${account}`;
  const text = await kubectl(['auth', 'can-i', '--list', `--as=${who}`, '-n', namespace, '--no-headers']);
  return text
    .split('\n')
    .map(line => line.trim().replace(/\s{2,}/g, ' '))
    .filter(line => line !== '' && !line.startsWith('[') && !line.startsWith('selfsubject'))
    .sort();
}
