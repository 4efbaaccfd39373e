import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chartFacts, chartFiles, chartFolder, writeChart } from '@hawser/chart/generate';
import { findHelm } from '@hawser/chart/helm';
import { assembleChart } from '@hawser/chart/render';
import { bundledCharts, bundledFiles, umbrellaFiles, umbrellaName } from '@hawser/chart/umbrella';
import { defineService } from '@hawser/core';
import identity from '@hawser/identity';
import { apply, kubectl } from './support/kubectl.ts';
import { createNamespace, removeNamespace } from './support/namespace.ts';
import { clusterIp, helmIn, objects, pushImages, ready, serverPods, valuesFile } from './support/release.ts';

/** How long the parts of the platform may take to be ready, images included, in seconds. */
const limit = 240;

const supervisor = defineService({
  name: 'supervisor',
  version: '0.1.0',
  summary: 'Keeps plugins running',
  kind: 'supervisor',
  services: [],
  servers: ['scheduler'],
});

/** A web server that runs as anybody and writes below /tmp alone. */
const nginx = `pid /tmp/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  server {
    listen 8080;
    location / { root /srv/site; }
    location = /production.json { root /opt/spaceone/console/config; }
  }
}
`;

describe('a platform with a console, a site, a supervisor and an initializer', () => {
  const root = mkdtempSync(join(tmpdir(), 'hawser-programs-'));
  const chart = join(root, 'chart');
  let tag: string;

  before(async () => {
    const program = (
      kind: 'frontend' | 'static' | 'initializer',
      name: string,
      image?: { name: string; version: string },
    ) => ({
      ...{ kind, name, summary: `The ${name}`, version: '0.1.0', folder: join(root, name) },
      ...(image ? { image } : {}),
    });
    const pages = { name: 'nginx', version: 'stable' };
    const charts = chartFacts({
      services: [identity, supervisor].map(manifest => ({ manifest, folder: join(root, manifest.name) })),
      programs: [
        program('frontend', 'console', pages),
        program('static', 'handbook', pages),
        program('initializer', 'initializer'),
      ],
    });
    for (const facts of charts) writeChart(chartFolder(facts.folder), chartFiles(facts));
    const helmFolder = join(root, 'deploy/helm');
    for (const name of bundledCharts) writeChart(join(helmFolder, name), bundledFiles(name, '0.1.0'));
    const folder = join(helmFolder, umbrellaName);
    writeChart(folder, umbrellaFiles({ version: '0.1.0', charts, folder }));
    assembleChart(folder, chart);
    tag = await pushImages('identity', 'initializer');
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  for (const major of [4, 3] as const) {
    describe(`installed by Helm ${major}`, () => {
      let namespace: string;
      let plugins: string;
      let helm: ReturnType<typeof helmIn>;
      let values: string;

      before(async () => {
        namespace = await createNamespace('hawser-programs', {
          'pod-security.kubernetes.io/enforce': 'restricted',
        });
        plugins = await createNamespace('hawser-programs-plugins');
        helm = helmIn(await findHelm(major), namespace);
        const data = { 'nginx.conf': nginx, 'index.html': '<h1>Handbook</h1>\n' };
        await apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'site', namespace }, data }]);
        const served = {
          volumes: [{ name: 'site', configMap: { name: 'site' } }],
          servers: {
            rest: {
              args: ['nginx', '-c', '/srv/site/nginx.conf', '-g', 'daemon off;'],
              volumeMounts: [{ name: 'site', mountPath: '/srv/site' }],
            },
          },
        };
        const image = { version: tag };
        values = valuesFile({
          global: { supervisor_namespace: plugins },
          redis: { enabled: false },
          secrets: { image },
          identity: { image },
          initializer: { image },
          // There is no such program; what it may is looked at.
          supervisor: { servers: { scheduler: { replicas: 0 } } },
          console: { ...served, production_json: { CONSOLE_API: { ENDPOINT: 'https://api.example.com' } } },
          handbook: served,
        });
      });
      after(async () => {
        await helm?.('uninstall', 'fleet');
        await Promise.all([namespace, plugins].filter(Boolean).map(removeNamespace));
      });

      const initializers = async () => {
        const jobs = await objects(namespace, 'jobs');
        return jobs.filter(({ metadata }) => metadata.name.startsWith('initializer-'));
      };
      const completed = (name: string) =>
        kubectl(['wait', '--for=condition=Complete', `job/${name}`, '-n', namespace, `--timeout=${limit}s`]);

      it('is installed, and initialized', async () => {
        await helm('install', 'fleet', chart, '--values', values);
        await ready(namespace, limit);
        const [job, ...others] = await initializers();
        assert.deepEqual(others, []);
        await completed(job!.metadata.name);
        const login = (await objects(namespace, 'secrets')).find(
          ({ metadata }) => metadata.name === 'hawser-admin',
        );
        assert.equal(Buffer.from(login!.data!['user_id']!, 'base64').toString(), 'admin@hawser.local');
      });

      it('serves its pages in restricted pods, the console’s configuration among them', async () => {
        const page = await fetch(`http://${await clusterIp(namespace, 'handbook')}/`);
        assert.equal(await page.text(), '<h1>Handbook</h1>\n');
        const configuration = await fetch(`http://${await clusterIp(namespace, 'console')}/production.json`);
        assert.deepEqual(await configuration.json(), {
          CONSOLE_API: { ENDPOINT: 'https://api.example.com' },
        });
      });

      it('gives a supervisor rights where plugins run, and an initializer its one Secret', async () => {
        const can = async (account: string, verb: string, what: string, where: string) => {
          const as = `system:serviceaccount:${namespace}:${account}`;
          const question = ['auth', 'can-i', verb, what, '--as', as, '-n', where];
          return (
            (await kubectl(question).catch((error: { stdout?: string }) => error.stdout ?? '')).trim() ===
            'yes'
          );
        };
        for (const verb of ['list', 'create', 'delete'])
          for (const what of ['deployments.apps', 'services'])
            assert.deepEqual(
              [await can('supervisor', verb, what, plugins), await can('supervisor', verb, what, namespace)],
              [true, false],
              `${verb} ${what}`,
            );
        for (const [verb, what] of [
          ['get', 'secrets'],
          ['create', 'pods'],
          ['create', 'pods/exec'],
          ['create', 'rolebindings.rbac.authorization.k8s.io'],
        ] as const)
          assert.equal(await can('supervisor', verb, what, plugins), false, `${verb} ${what}`);
        const login = 'secrets/hawser-admin';
        assert.deepEqual(
          [
            await can('initializer', 'get', login, namespace),
            await can('initializer', 'get', 'secrets/hawser-system', namespace),
            await can('initializer', 'delete', login, namespace),
            await can('handbook', 'get', 'pods', namespace),
          ],
          [true, false, false, false],
        );
      });

      it('stays as it is at an upgrade that changes nothing', async () => {
        const before = [await serverPods(namespace), await initializers()] as const;
        await helm('upgrade', 'fleet', chart, '--values', values);
        assert.deepEqual(await serverPods(namespace), before[0]);
        assert.deepEqual(
          (await initializers()).map(({ metadata }) => metadata.uid),
          before[1].map(({ metadata }) => metadata.uid),
        );
      });

      it('initializes anew where that is another one: it ends early, with success and nothing changed', async () => {
        const login = ['get', 'secret', 'hawser-admin', '-n', namespace, '-o', 'jsonpath={.data}'];
        const before = await kubectl(login);
        await helm('upgrade', 'fleet', chart, '--values', values, '--set', 'initializer.mode=NO_UPDATE');
        const [job, ...others] = await initializers();
        assert.deepEqual(others, [], 'the one before is gone');
        await completed(job!.metadata.name);
        assert.match(await kubectl(['logs', `job/${job!.metadata.name}`, '-n', namespace]), /all is there/);
        assert.equal(await kubectl(login), before);
      });
    });
  }
});
