import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { podSpec } from '../library/read.ts';
import { checkManifests, formatProblems } from '../validate/index.ts';
import { assembled, objectsIn } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-cloudforet-'));
const chart = assembled('deploy/helm/hawser');
after(() => {
  chart.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The platform with a values file: its objects, which are valid. */
async function render(values: string, { external = [] as string[], restricted = true } = {}) {
  const file = join(folder, 'values.yaml');
  writeFileSync(file, values);
  const text = await chart.render('--values', file);
  const problems = await checkManifests(text, {
    namespace: 'platform',
    external: ['Secret/*', ...external],
    restricted,
  });
  assert.equal(formatProblems(problems), '');
  return objectsIn(text);
}

const sharedConf = (objects: Awaited<ReturnType<typeof render>>) =>
  (objects.get('ConfigMap/shared-conf') as unknown as { data: Record<string, string> }).data['shared.yaml']!;

// What values files of Cloudforet's umbrella chart have that one wouldn't think of, each as short as it can be.
describe('values files for Cloudforet’s charts', () => {
  it('have keys of the umbrella’s own, and blocks of services that aren’t here, misspelt ones among them', async () => {
    const before = [...(await render('')).keys()];
    const objects = await render(`
enabled: true
image: {name: alpine, version: 3.3}
resources: {}
mongodb: {enabled: true, resources: {}}
redis: {enabled: true, resources: {}}
consul: {enabled: true, server: {replicas: 1}, ui: {enabled: false}}
console: {enable: true, production_json: {DOMAIN_NAME_REF: hostname}}
monitoring:
  rest: true
  ingress:
    rest: {enabled: true, path: /*, annotations: {alb.ingress.kubernetes.io/scheme: internet-facing}}
supervisor: {enabled: true, application: {}}
spaceone-initializer: {enabled: true, main: {import: [], tasks: []}}
domain-initialzer: {enabled: false}
ingress: {enabled: false}
`);
    assert.deepEqual([...objects.keys()], before);
  });

  it('name the database in global itself: none is bundled then, and its password is the one in the file', async () => {
    const objects = await render(`
global:
  DATABASES:
    default: {host: mongodb+srv://db.example.com, username: admin, password: secret}
mongodb: {enabled: false}
`);
    assert.ok(!objects.has('StatefulSet/postgresql'));
    assert.match(sharedConf(objects), /host: mongodb\+srv:\/\/db\.example\.com\n/);
    const { env = [] } = podSpec(objects.get('Deployment/identity')!).containers[0]!;
    assert.ok(!env.some(({ name }) => name === 'HAWSER_DATABASES__DEFAULT__PASSWORD'));
  });

  it('have an empty token, other names of databases, and an exchange rate that is no text', async () => {
    const objects = await render(`
identity:
  image: {name: spaceone/identity, version: 1.11}
  application_grpc:
    DATABASES: {default: {db: dev-identity, read_preference: PRIMARY}}
    ENDPOINTS: []
    RATE: 1340.10
global:
  shared_conf:
    DATABASES: {default: {username: admin, password: secret, host: mongodb, port: 27017}}
    TOKEN: ''
`);
    const { data } = objects.get('ConfigMap/identity-application-grpc-conf') as unknown as {
      data: Record<string, string>;
    };
    assert.equal(
      data['application.yaml'],
      'DATABASES:\n  default:\n    db: dev-identity\n    read_preference: PRIMARY\nENDPOINTS: []\nRATE: 1340.1',
    );
    const { image, env = [] } = podSpec(objects.get('Deployment/identity')!).containers[0]!;
    assert.equal(image, 'spaceone/identity:1.11');
    // An empty token is none, so the platform's own is used.
    assert.ok(env.some(({ name }) => name === 'HAWSER_TOKEN_INFO__URI'));
  });

  it('have a place where something is to be filled in, a namespace among the configuration, and a key twice', async () => {
    const objects = await render(`
global:
  shared_conf:
    namespace: spaceone-dev
    OTEL:
      endpoint: {Endpoint of the collector}
notification:
  application_grpc:
    DATABASES:
      default:
        read_preference: PRIMARY
        read_preference: PRIMARY
`);
    assert.match(sharedConf(objects), /^namespace: spaceone-dev$/m);
    assert.equal(objects.get('Deployment/identity')!.metadata!.namespace, 'platform');
  });

  it('mount folders of nodes and files of others, and leave lists and maps empty', async () => {
    const mount = '/usr/local/lib/python3.8/site-packages/identity-1.12.4-py3.8.egg/identity/template';
    const objects = await render(
      `
identity:
  pod: {spec: {}}
  volumeMounts:
    application: []
    application_grpc:
      - {name: email-template, mountPath: ${mount}, readOnly: true}
  volumes:
    - {name: email-template, configMap: {name: email-template-configmap}}
    - {name: timezone, hostPath: {path: /usr/share/zoneinfo/Asia/Seoul}}
    - {name: log-volume, emptyDir: {}}
global:
  backend: {sidecar: [], volumes: []}
  frontend: {sidecar: [], volumes: []}
`,
      { external: ['ConfigMap/email-template-configmap'], restricted: false },
    );
    const { containers, volumes } = podSpec(objects.get('Deployment/identity')!);
    const places = new Map(containers[0]!.volumeMounts!.map(({ name, mountPath }) => [name, mountPath]));
    assert.equal(places.get('email-template'), mount);
    assert.equal(places.get('timezone'), '/etc/localtime');
    assert.ok(volumes.some(({ name, hostPath }) => name === 'timezone' && hostPath !== undefined));
  });

  it('are checked by types as ours are, with the whole path', async () => {
    await assert.rejects(render('identity: {replicas: many}\ninventory: {worker: 1}'), (error: Error) => {
      assert.match(error.message, /\/identity\/replicas/);
      assert.match(error.message, /\/inventory\/worker/);
      return true;
    });
  });
});
