import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'yaml';
import { findHelm } from '../helm/index.ts';
import { assembleChart } from '../render/index.ts';
import { parseManifests } from '../validate/index.ts';

const root = join(import.meta.dirname, '../../../..');
const examples = join(root, 'examples/values');
const chart = mkdtempSync(join(tmpdir(), 'hawser-umbrella-'));
assembleChart(join(root, 'deploy/helm/hawser'), chart);
after(() => rmSync(chart, { recursive: true, force: true }));
const helm3 = await findHelm(3);
const helm4 = await findHelm(4);

/** Renders under both Helms, and gives the objects when both give the same. */
async function render(...args: string[]): Promise<string> {
  const command = ['template', 'hawser', chart, ...args];
  const [one, other] = await Promise.all([helm3.run(command), helm4.run(command)]);
  assert.equal(one.stdout, other.stdout);
  return other.stdout;
}

const objectsIn = (text: string) => parseManifests(text).manifests.map(({ object }) => object);

/** What both Helms say against values. */
async function refusal(...args: string[]): Promise<string> {
  const command = ['template', 'hawser', chart, ...args];
  const [one, other] = await Promise.all([helm3.attempt(command), helm4.attempt(command)]);
  assert.notEqual(one.exitCode, 0);
  assert.notEqual(other.exitCode, 0);
  const lines = (text: string) => text.split('\n').filter(line => line.startsWith('  '));
  assert.deepEqual(lines(one.stderr), lines(other.stderr));
  return lines(other.stderr).join('\n');
}

const set = (...values: string[]) => values.flatMap(value => ['--set', value]);

describe('the platform’s chart', () => {
  it('has every service and plugin, and each can be left out', async () => {
    const workloads = (text: string) =>
      objectsIn(text)
        .filter(({ kind }) => kind === 'Deployment')
        .map(({ metadata }) => metadata!.name);
    const all = workloads(await render('--set', 'plugin-host.enabled=true'));
    for (const name of [
      'identity',
      'secret',
      'repository',
      'plugin',
      'inventory',
      'plugin-host',
      'plugin-kubernetes',
    ])
      assert.ok(all.includes(name), name);
    const fewer = workloads(await render(...set('secret.enabled=false', 'plugin-kubernetes.enabled=false')));
    assert.deepEqual(
      fewer.filter(name => /^(secret|plugin-kubernetes)/.test(name!)),
      [],
    );
  });

  it('bundles PostgreSQL until another server is named', async () => {
    const has = (text: string) => text.includes('kind: StatefulSet\nmetadata:\n  name: postgresql');
    assert.ok(has(await render()));
    assert.ok(!has(await render(...set('global.shared.DATABASES.default.host=db.example.com'))));
    assert.ok(!has(await render(...set('postgresql.enabled=false'))));
  });

  it('has one shared-conf, which every pod mounts', async () => {
    const text = await render(...set('global.shared.LOG.level=debug', 'global.shared_conf.LOG.requests=all'));
    const shared = objectsIn(text).filter(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata?.name === 'shared-conf',
    );
    assert.equal(shared.length, 1);
    assert.deepEqual(shared[0]!['data'], { 'shared.yaml': 'LOG:\n  level: debug\n  requests: all' });
  });

  it('leads each service’s path to its REST server', async () => {
    const text = await render(
      ...set('ingress.enabled=true', 'ingress.host=api.example.com', 'secret.rest=false'),
    );
    const ingress = objectsIn(text).find(({ kind }) => kind === 'Ingress')!;
    const { rules } = ingress['spec'] as { rules: { host: string; http: { paths: object[] } }[] };
    assert.equal(rules[0]!.host, 'api.example.com');
    const to = (service: string) => ({
      path: `/${service}`,
      pathType: 'Prefix',
      backend: { service: { name: `${service}-rest`, port: { name: 'rest' } } },
    });
    assert.deepEqual(rules[0]!.http.paths, ['identity', 'inventory', 'plugin', 'repository'].map(to));
  });

  it('lets the initializer in where services are closed', async () => {
    const policy = async (...args: string[]) =>
      objectsIn(await render(...args)).find(
        ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata!.name === 'hawser-initializer',
      )?.['spec'] as { podSelector: { matchExpressions: { values: string[] }[] } } | undefined;
    assert.equal(await policy(), undefined);
    const closed = set('identity.networkPolicy.enabled=true', 'secret.networkPolicy.enabled=true');
    const spec = await policy(...closed);
    assert.deepEqual(spec!.podSelector.matchExpressions[0]!.values, ['identity', 'secret']);
    assert.equal(await policy(...closed, ...set('initializer.enabled=false')), undefined);
  });

  it('gives no account more than it needs', async () => {
    const rules = objectsIn(await render())
      .filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole')
      .map(({ kind, metadata, rules }) => ({ name: `${kind} ${metadata!.name}`, rules }));
    assert.deepEqual(
      rules.map(({ name }) => name),
      ['ClusterRole default-hawser-collector', 'Role hawser-initializer', 'Role hawser-secrets'],
    );
    const verbs = (rules[0]!.rules as { verbs: string[]; resourceNames?: string[] }[]).flatMap(rule =>
      rule.resourceNames ? [] : rule.verbs,
    );
    assert.deepEqual(new Set(verbs), new Set(['list']));
  });
});

describe('the notes of an installation', () => {
  // Helm renders notes when it installs, for which it wants a cluster; so here they are a text of an object.
  const noted = mkdtempSync(join(tmpdir(), 'hawser-notes-'));
  cpSync(chart, noted, { recursive: true });
  const template = readFileSync(join(noted, 'templates/NOTES.txt'), 'utf8');
  writeFileSync(
    join(noted, 'templates/notes.yaml'),
    `{{- define "test.notes" }}${template}{{ end -}}\nkind: Notes\ntext: {{ include "test.notes" . | toRawJson }}\n`,
  );
  after(() => rmSync(noted, { recursive: true, force: true }));

  const notes = async (...args: string[]) => {
    const run = [
      'template',
      'hawser',
      noted,
      '--show-only',
      'templates/notes.yaml',
      '--namespace',
      'fleet',
      ...args,
    ];
    const said = await Promise.all([helm3, helm4].map(async helm => (await helm.run(run)).stdout));
    const [one, other] = said.map(text => (parse(text) as { text: string }).text);
    assert.equal(one, other);
    return one!;
  };

  it('say how to log in and where REST is', async () => {
    const text = await notes();
    assert.match(text, /kubectl -n fleet get secret hawser-admin -o go-template='\{\{range .*\}\}'/);
    assert.match(text, /port-forward service\/identity-rest 8080:80/);
    const ingress = await notes(...set('ingress.enabled=true', 'ingress.host=api.example.com'));
    assert.match(ingress, /REST: +http:\/\/api\.example\.com\b/);
    assert.doesNotMatch(ingress, /port-forward/);
    const without = await notes(...set('initializer.enabled=false', 'identity.enabled=false'));
    assert.doesNotMatch(without, /hawser-admin|identity-rest/);
  });

  it('name the servers that a service doesn’t have, and none is made', async () => {
    const given = set('plugin.scheduler=true', 'plugin.worker=true');
    assert.match(await notes(...given), /ignored: plugin\.scheduler, plugin\.worker\./);
    assert.equal(await render(...given), await render());
  });
});

describe('values of the platform’s chart', () => {
  it('may be the ancestors’ blocks for what isn’t here, which the notes name, and nothing else', async () => {
    const file = join(examples, 'release-1-12.yaml');
    const { stdout } = await helm4.run(['install', 'hawser', chart, '--dry-run=client', '--values', file]);
    assert.match(
      stdout,
      /Nothing here has these values, and they are ignored: console, console-api, cost-analysis, mongodb, monitoring, statistics, supervisor\./,
    );
    assert.match(await refusal(...set('mongdb.enabled=true')), /mongdb: unknown key; did you mean mongodb\?/);
  });
});
