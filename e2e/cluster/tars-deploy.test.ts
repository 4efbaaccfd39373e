import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { eventually } from './support/eventually.ts';
import { kubectl } from './support/kubectl.ts';
import { createNamespace, removeNamespace } from './support/namespace.ts';
import { ask, deploy, hello, inPod, isReady, nodeNames, pods } from './support/tars.ts';

const server = 'base-helloserver';
const example = (name: string) =>
  readFileSync(new URL(`../../packages/chart/dialects/tars/examples/${name}.yaml`, import.meta.url), 'utf8');

/** A program of one line in an ordinary image, with the ports that it is to listen on. */
const program = (script: string, ports: object[] = []) => ({
  app: 'Tools',
  server: 'Web',
  subtype: 'normal',
  normal: { ports, command: ['node', '-e', script] },
  repo: { image: 'node:26-slim' },
  imagePullPolicy: 'IfNotPresent',
});

describe('deploying TARS servers', () => {
  const namespaces: string[] = [];
  const fresh = async () => {
    const name = await createNamespace('tars-deploy');
    namespaces.push(name);
    return name;
  };
  after(() => Promise.all(namespaces.map(removeNamespace)));

  it('refuses hostNetwork with more pods than nodes, before anything is sent; else runs one a node', async () => {
    const namespace = await fresh();
    const [node, other] = await nodeNames();
    const values = (hosts: string[]) =>
      hello({
        hostNetwork: true,
        replicas: 2,
        servants: [{ name: 'AuthObj', port: 22480 }],
        nodeSelector: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }],
        labelMatch: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: hosts }],
      });
    const others = (await nodeNames()).filter(name => name !== node);
    await assert.rejects(deploy({ namespace, values: values(others) }), {
      code: 'NODES_TOO_FEW',
      message: new RegExp(`2 replicas, and 1 of ${others.length + 1} nodes \\(${node}\\) can take them`),
    });
    assert.equal(
      await kubectl(['get', 'secrets,statefulsets', '--namespace', namespace, '--output', 'name']),
      '',
    );
    await deploy({ namespace, values: values(others.filter(name => name !== other)) });
    const found = await pods(namespace);
    assert.deepEqual(found.map(({ spec }) => spec.nodeName).sort(), [node, other].sort());
    const { podIP } = found[1]!.status;
    const endpoint = `Base.HelloServer.AuthObj@tcp -h ${podIP} -p 22480 -t 3000`;
    assert.match(await ask(namespace, `${server}-0`, endpoint, 'hello', 'you'), /on base-helloserver-1$/);
  });

  it('adds claims to pods that run, keeps their data, and refuses to change a claim', async () => {
    const namespace = await fresh();
    const claim = (name: string, storage: string) => ({
      name,
      mountPath: `/${name}`,
      source: {
        persistentVolumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
        },
      },
    });
    await deploy({ namespace, values: hello({ mounts: [claim('one', '1Gi')] }) });
    await inPod(namespace, `${server}-0`, 'echo kept >/one/file');
    await deploy({ namespace, values: hello({ mounts: [claim('one', '1Gi'), claim('two', '1Gi')] }) });
    assert.equal(
      await inPod(namespace, `${server}-0`, 'cat /one/file; touch /two/file; ls /two'),
      'kept\nfile\n',
    );
    const [before] = await pods(namespace);
    await assert.rejects(
      deploy({ namespace, values: hello({ mounts: [claim('one', '2Gi'), claim('two', '1Gi')] }) }),
      {
        code: 'CLAIM_FIXED',
        message: /claims "one" with storage 1Gi; it can’t become 2Gi/,
      },
    );
    assert.equal((await pods(namespace))[0]!.metadata.uid, before!.metadata.uid);
  });

  it('says which pod didn’t get ready, and why', async () => {
    const namespace = await fresh();
    const told: string[] = [];
    const web = [{ name: 'web', port: 8080 }];
    const failing = (values: object) =>
      deploy({ namespace, values, timeoutSeconds: 12, progress: line => told.push(line) });
    await assert.rejects(failing(program('console.error("no database at db:5432"); process.exit(3)', web)), {
      code: 'RELEASE_NOT_READY',
      message: /tools-web-0: .*tools-web ended with 3.*its last line: no database at db:5432/,
    });
    assert.match(told.join('\n'), /^0 of 1 pods ready/m);
    const image = { ...program(''), repo: { image: 'nobody/nothing:v1' } };
    await assert.rejects(failing(image), { message: /tools-web-0: .*nobody\/nothing:v1/ });
    const labelMatch = [{ key: 'hawser-test-nowhere', operator: 'Exists' }];
    await assert.rejects(failing({ ...program('setInterval(() => {}, 1e6)'), labelMatch }), {
      message: /tools-web-0: no node: 0\/\d nodes are available/,
    });
  });

  it('sees UDP servants, which the Service has beside the TCP ones', async () => {
    const namespace = await fresh();
    const script = `
      const udp = require('node:dgram').createSocket('udp4');
      udp.on('message', (text, { port, address }) => udp.send('echo ' + text, port, address)).bind(5300);
      require('node:http').createServer((_, answer) => answer.end('tcp')).listen(8080);
      process.on('SIGTERM', () => process.exit(0));`;
    const ports = [
      { name: 'web', port: 8080 },
      { name: 'echo', port: 5300, isTcp: false },
    ];
    await deploy({ namespace, values: program(script, ports) });
    const jsonpath = '{range .spec.ports[*]}{.name}/{.port}/{.protocol} {end}';
    assert.equal(
      await kubectl(['get', 'service', 'tools-web', '-n', namespace, '-o', `jsonpath=${jsonpath}`]),
      'web/8080/TCP echo/5300/UDP ',
    );
    const client = `
      const udp = require('node:dgram').createSocket('udp4');
      udp.on('message', text => { console.log(String(text)); udp.close(); }).send('hi', 5300, 'tools-web-0.tools-web')`;
    const answer = await kubectl(['exec', 'tools-web-0', '-n', namespace, '--', 'node', '-e', client]);
    assert.equal(answer, 'echo hi\n');
  });

  it('runs one pod a node as a daemonSet', async () => {
    const namespace = await fresh();
    await deploy({ namespace, values: hello({ daemonSet: true }) });
    await eventually(async () =>
      assert.equal((await pods(namespace)).filter(isReady).length, (await nodeNames()).length),
    );
  });

  it('runs the documented mounts, once their four flaws are corrected', async () => {
    const namespace = await fresh();
    const claimSpec = { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } };
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'remote-log-pvc', namespace },
    };
    await kubectl(['apply', '-f', '-'], JSON.stringify({ ...claim, spec: claimSpec }));
    const values = example('mounts-corrected').replace('replicas: 2', 'replicas: 1');
    await deploy({ namespace, values });
    const seen =
      'stat -c "%u %g %a" /usr/local/app/tars/auth_remote_app_log; touch /data/mount-path/x /data/pvc/x /usr/local/app/tars/remote_app_log/x && echo written';
    assert.equal(await inPod(namespace, `${server}-0`, seen), '1000 0 755\nwritten\n');
    const claims = await kubectl(['get', 'pvc', '-n', namespace, '-o', 'jsonpath={.items[*].metadata.name}']);
    assert.equal(claims, `auth-remote-log-dir-${server}-0 remote-log-dir-${server}-0 remote-log-pvc`);
  });

  it('runs the documented labelMatch, as it is, where nodes have its labels', async () => {
    const namespace = await fresh();
    const [node, other] = await nodeNames();
    // The document's nodes are called node87 and node88; a node's own name can't be changed.
    const values = example('label-match').replace('["node87","node88"]', JSON.stringify([node, other]));
    try {
      await kubectl(['label', 'node', node!, other!, 'xxxx=yyyy']);
      await deploy({ namespace, values });
    } finally {
      await kubectl(['label', 'node', node!, other!, 'xxxx-']);
    }
    const found = await pods(namespace);
    assert.ok(found.every(pod => isReady(pod) && [node, other].includes(pod.spec.nodeName)));
  });
});
