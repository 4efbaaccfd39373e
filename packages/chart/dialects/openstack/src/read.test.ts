import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOpenStackValues } from './read.ts';
import { isOpenStackValues } from './recognize.ts';
import { chartOf, example } from './testing.ts';

const problemsOf = (text: string, chart = 'keystone') =>
  readOpenStackValues(text, chartOf(chart)).problems.map(
    ({ path, line, message }) => `${line ?? '-'} ${path}: ${message}`,
  );
const notesOf = (text: string, chart = 'keystone') =>
  readOpenStackValues(text, chartOf(chart)).notes.map(
    ({ path, line, message }) => `${line} ${path}: ${message}`,
  );

describe('values of OpenStack-Helm', () => {
  for (const name of ['july-2017', 'august-2017', 'abbreviated'])
    it(`are right in ${name}.yaml`, () => {
      assert.deepEqual(problemsOf(example(name)), []);
      assert.ok(isOpenStackValues(example(name)));
    });

  it('are told from others', () => {
    for (const text of [
      '',
      'a: 1',
      '- x',
      'app: A\nserver: B\nreplicas: 1\n',
      'labels: {app: x}\nimages: {api: b}',
    ])
      assert.equal(isOpenStackValues(text), false, text);
  });

  it('have every problem named at once, with its line and the nearest name', () => {
    const text = [
      'replica: 1',
      'labels:',
      'upgrades:',
      '  deployments:',
      '    revision_histroy: 3',
      '    pod_replacement_strategy: Rolling',
      'images: {api: 5, pull_policy: Allways}',
    ].join('\n');
    assert.deepEqual(problemsOf(text), [
      '1 replica: unknown key; did you mean "replicas"?',
      '2 labels: expected a map, got null',
      '5 upgrades.deployments.revision_histroy: unknown key; did you mean "revision_history"?',
      '6 upgrades.deployments.pod_replacement_strategy: expected one of RollingUpdate, Recreate, got "Rolling"',
      '7 images.api: expected a text, got 5; put it in quotes',
      '7 images.pull_policy: expected one of Always, IfNotPresent, Never (did you mean "Always"?), got "Allways"',
    ]);
  });

  it('are refused where they aren’t YAML, or no map', () => {
    assert.match(problemsOf('labels: {a: b\nimages: "x')[0]!, /^\d labels|^\d images|^\d :/);
    assert.match(problemsOf('- a')[0]!, /expected a map, got \["a"\]/);
  });

  it('are refused with a dependency on what no chart provides', () => {
    const text = `dependencies:
  api:
    jobs: [keystone-db-snyc]
    services: [{service: oslo_dbs, endpoint: internal}]
  db_sync:
    jobs: [glance-db-init]
`;
    assert.deepEqual(problemsOf(text), [
      '3 dependencies.api.jobs[0]: no chart provides the Job "keystone-db-snyc": keystone waits for its own; did you mean "keystone-db-sync"?',
      '4 dependencies.api.services[0].service: no endpoint is named "oslo_dbs", so no chart provides it; did you mean "oslo_db"?',
      '6 dependencies.db_sync.jobs[0]: no chart provides the Job "glance-db-init": keystone waits for its own; its Jobs are keystone-db-init, keystone-db-sync, keystone-bootstrap, keystone-fernet-setup',
    ]);
  });

  it('are refused with a circle, over Jobs and over the chart’s own service', () => {
    assert.match(
      problemsOf('dependencies: {db_init: {jobs: [keystone-db-sync]}}')[0]!,
      /goes round in a circle: db_init waits for db_sync waits for db_init|db_sync waits for db_init waits for db_sync/,
    );
    assert.match(
      problemsOf(
        'dependencies:\n  static:\n    db_init: {services: [{service: identity, endpoint: internal}]}',
      )[0]!,
      /circle: api waits for db_sync waits for db_init waits for api$/,
    );
  });

  it('are refused where an INI file can’t hold them', () => {
    const text = `conf:
  keystone:
    token: 5
    default:
      keystone:
        "debug=true": 1
        admin_token: |
          one
          [two]
    cache:
      oslo: {cache: {backends: [{a: 1}]}}
    oslo_policy: {dirs: {type: lists, values: [a]}}
`;
    assert.deepEqual(problemsOf(text), [
      '3 conf.keystone.token: expected a map of options, got 5',
      '6 conf.keystone.default.keystone.debug=true: an option’s name has no "=" and no line break, and doesn’t begin a comment or a section',
      '7 conf.keystone.default.keystone.admin_token: "one\\n[two]\\n" has a line break, which an INI file can’t hold: what follows would be options of their own',
      '11 conf.keystone.cache.oslo.cache.backends[0]: expected a single value, got a map in a list',
      '12 conf.keystone.oslo_policy.dirs.type: expected multistring or csv, got "lists"',
    ]);
  });

  it('are refused where ports don’t agree, servers with data are several, or the administrator isn’t root', () => {
    assert.deepEqual(problemsOf('network: {api: {port: 8080}}'), [
      '1 network.api.port: 8080 isn’t 80, the port of endpoints.identity.port.api, where others look for it',
    ]);
    assert.match(
      problemsOf('replicas: 3', 'mariadb')[0]!,
      /^1 replicas: expected 1, got 3: .*no Galera cluster/,
    );
    assert.match(
      problemsOf('pod: {replicas: {server: 2}}', 'rabbitmq')[0]!,
      /^1 pod.replicas.server: expected 1/,
    );
    assert.match(
      problemsOf('endpoints: {oslo_db: {auth: {admin: {username: boss}}}}', 'mariadb')[0]!,
      /username: expected root, .* got "boss"/,
    );
  });

  it('have it told what changes nothing, and what means another thing', () => {
    const text = `images: {dep_check: a/b, apy: c/d}
conf:
  paste: {override: x}
  keystone: {token: {provider: uuid}}
endpoints: {identity: {auth: {admin: {password: password}}}}
`;
    assert.deepEqual(notesOf(text), [
      '1 images.dep_check: has no effect: `hawser wait` of images.wait waits instead',
      '1 images.apy: has no effect: this chart reads no image of that name; did you mean "api"?',
      '3 conf.paste: has no effect: Keystone has its pipeline in its code, and reads no such file',
      '4 conf.keystone.token.provider: is replaced by fernet: Keystone has no provider uuid any more',
      '5 endpoints.identity.auth.admin.password: is the default, which everybody knows: give another before others can reach it',
    ]);
    assert.deepEqual(notesOf('conf: {paste: {override: null}}\nkeystone:\n'), []);
  });

  it('are right in files of later years, and in overrides, with all told that has no effect', () => {
    assert.deepEqual(problemsOf(example('wallaby-keystone')), []);
    const later = notesOf(example('wallaby-keystone'));
    for (const path of [
      'conf.wsgi_keystone',
      'dependencies.dynamic.rabbit_init',
      'endpoints.identity.auth.test',
    ])
      assert.ok(
        later.some(note => note.includes(` ${path}: has no effect`)),
        path,
      );
    assert.ok(
      later.some(note => / endpoints\.oslo_db\.auth\.admin\.secret: has no effect: pods talk/.test(note)),
    );
    assert.ok(!later.some(note => / conf\.mpm_event/.test(note)));
    assert.deepEqual(problemsOf(example('override-keystone')), []);
    assert.deepEqual(notesOf(example('override-keystone')), [
      '4 annotations: has no effect: objects have the annotations that the charts need',
      '10 conf.ks_domains: has no effect: this chart reads no file of that name',
    ]);
    assert.deepEqual(problemsOf(example('stores-glance'), 'glance'), []);
    assert.deepEqual(notesOf(example('stores-glance'), 'glance'), [
      '21 endpoints.image.host_fqdn_override.public.tls: has no effect: the Ingress has no certificate of its own',
      '24 ceph_client: has no effect: images are kept where conf says',
    ]);
  });

  it('have it told where the server itself would have to speak TLS', () => {
    const note =
      'is what others speak to the server, which speaks HTTP: only `public` may be https, where something before it speaks that';
    assert.deepEqual(problemsOf(example('override-tls-keystone')), []);
    assert.ok(
      notesOf(example('override-tls-keystone')).includes(`8 endpoints.identity.scheme.default: ${note}`),
    );
    const identity = (text: string) => notesOf(`endpoints: {identity: {${text}}}`);
    assert.deepEqual(identity('scheme: {default: http, internal: https}'), [
      `1 endpoints.identity.scheme.internal: ${note}`,
    ]);
    assert.deepEqual(notesOf('endpoints: {image: {scheme: https}}', 'glance'), [
      `1 endpoints.image.scheme: ${note}`,
    ]);
    assert.deepEqual(
      identity('scheme: {internal: https}, host_fqdn_override: {internal: a.example.org}'),
      [],
    );
    assert.equal(
      identity('scheme: {internal: https}, host_fqdn_override: {internal: {tls: {crt: a}}}').length,
      2,
    );
    assert.deepEqual(identity('scheme: {default: http, public: https}'), []);
    const own = 'conf: {wsgi_keystone: {override: "SSLEngine on"}}\nendpoints: {identity: {scheme: https}}';
    assert.deepEqual(notesOf(own), []);
  });

  it('are refused with numbers in quotes, and ports that are none', () => {
    assert.deepEqual(problemsOf('pod:\n  replicas: {api: "3"}\nnetwork: {api: {port: "80"}}'), [
      '2 pod.replicas.api: expected number, got "3"; take the quotes away',
      '3 network.api.port: expected number, got "80"; take the quotes away',
    ]);
    assert.deepEqual(problemsOf('endpoints: {oslo_db: {port: {mysql: {default: mysql}}}}'), [
      '1 endpoints.oslo_db.port.mysql.default: expected a port, got "mysql"',
    ]);
  });

  it('have it told of keys that were there for a while', () => {
    const early = 'development: {enabled: true}\nforce_bootstrap: false\n';
    assert.deepEqual(problemsOf(early, 'mariadb'), []);
    assert.equal(notesOf(early, 'mariadb').length, 2);
    const queue =
      'enabled_plugins: [a]\nauth: {default_user: b}\nprobes_delay: 1\nprobes_timeout: 2\njobs: {a: 1}\nio_thread_pool: {size: 64}\n';
    assert.deepEqual(problemsOf(queue, 'rabbitmq'), []);
    assert.equal(notesOf(queue, 'rabbitmq').length, 6);
    const tests =
      'conf: {rally_tests: {clean_up: x, templates: [{name: y}]}}\nextraObjects: [{kind: HTTPRoute}]';
    assert.equal(notesOf(tests).length, 3);
    assert.deepEqual(problemsOf(tests), []);
  });
});
