import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { eventually } from './support/eventually.ts';
import { kubectl } from './support/kubectl.ts';
import { namespacesOf } from './support/namespace.ts';
import { ask, deploy, hello, inPod, isReady, nodeNames, pods } from './support/tars.ts';

const server = 'base-helloserver';

describe('where TARS servers run, and with what', () => {
  const { fresh, remove } = namespacesOf('hawser-tars');
  after(remove);

  it('A3: runs only where a node has all that labelMatch asks for', async () => {
    const namespace = await fresh();
    const label = `hawser-test-${namespace}`;
    const [node] = await nodeNames();
    const labelMatch = [
      { key: label, operator: 'In', values: ['yyyy'] },
      { key: `${label}-too`, operator: 'Exists' },
    ];
    await deploy({ namespace, values: hello({ labelMatch }), timeoutSeconds: 0 });
    const scheduled = async () => (await pods(namespace))[0]!.spec.nodeName;
    await eventually(async () =>
      assert.match(JSON.stringify((await pods(namespace))[0]!.status), /"Unschedulable"/),
    );
    try {
      await kubectl(['label', 'node', node!, `${label}=yyyy`]);
      await eventually(async () =>
        assert.match(JSON.stringify((await pods(namespace))[0]!.status), /"Unschedulable"/),
      );
      assert.equal(await scheduled(), undefined);
      await kubectl(['label', 'node', node!, `${label}-too=`]);
      await eventually(async () => assert.ok(isReady((await pods(namespace))[0]!)));
      assert.equal(await scheduled(), node);
    } finally {
      await kubectl(['label', 'node', node!, `${label}-`, `${label}-too-`]);
    }
  });

  it('A4: answers on a port of the host, one pod a node; one that finds no node waits', async () => {
    const namespace = await fresh();
    const nodes = await nodeNames();
    const values = hello({ replicas: nodes.length + 1, hostPorts: [{ nameRef: 'AuthObj', port: 22394 }] });
    await deploy({ namespace, values, timeoutSeconds: 0 });
    const found = await eventually(async () => {
      const all = await pods(namespace);
      assert.equal(all.filter(isReady).length, nodes.length);
      return all;
    });
    assert.deepEqual(
      [...new Set(found.flatMap(({ spec }) => spec.nodeName ?? []))].sort(),
      [...nodes].sort(),
    );
    assert.equal(found.filter(({ spec }) => spec.nodeName === undefined).length, 1);
    const ready = found.find(isReady)!;
    const host = await kubectl([
      'get',
      'pod',
      ready.metadata.name,
      '--namespace',
      namespace,
      '--output',
      'jsonpath={.status.hostIP}',
    ]);
    const answer = await ask(
      namespace,
      ready.metadata.name,
      `Base.HelloServer.AuthObj@tcp -h ${host} -p 22394 -t 3000`,
      'hello',
      'host',
    );
    assert.equal(answer, `hello host, this is Base.HelloServer on ${ready.metadata.name}`);
  });

  it('A5: keeps what a pod wrote to its local volume, with the owner and mode asked for', async () => {
    const namespace = await fresh();
    const mounts = [
      { name: 'data', mountPath: '/data', source: { tLocalVolume: { uid: '1000', gid: '0', mode: '750' } } },
      { name: 'plain', mountPath: '/plain', source: { tLocalVolume: {} } },
    ];
    await deploy({ namespace, values: hello({ mounts }) });
    assert.equal(
      await inPod(
        namespace,
        `${server}-0`,
        'stat -c "%u %g %a" /data; echo kept >/data/file; echo too >/plain/file',
      ),
      '1000 0 750\n',
    );
    const [before] = await pods(namespace);
    await kubectl(['delete', 'pod', `${server}-0`, '--namespace', namespace]);
    await eventually(async () => {
      const [pod] = await pods(namespace);
      assert.ok(pod && pod.metadata.uid !== before!.metadata.uid && isReady(pod));
      assert.equal(pod.spec.nodeName, before!.spec.nodeName);
    });
    assert.equal(await inPod(namespace, `${server}-0`, 'cat /data/file /plain/file'), 'kept\ntoo\n');
  });

  it('mounts paths of the host, claims and files of the cluster where the values say', async () => {
    const namespace = await fresh();
    await kubectl([
      'create',
      'configmap',
      'settings',
      '--namespace',
      namespace,
      '--from-literal',
      'colour=blue',
    ]);
    const mounts = [
      {
        name: 'test-host-path',
        source: { hostPath: { path: '/data/test-host-path', type: 'DirectoryOrCreate' } },
        mountPath: '/data/mount-path',
        subPathExpr: '$(Namespace)/$(PodName)',
      },
      {
        name: 'remote-log-dir',
        mountPath: '/usr/local/app/tars/remote_app_log',
        source: { tLocalVolume: {} },
      },
      {
        name: 'settings',
        mountPath: '/settings',
        readOnly: true,
        source: { configMap: { name: 'settings' } },
      },
      { name: 'scratch', mountPath: '/scratch', source: { emptyDir: {} } },
    ];
    await deploy({ namespace, values: hello({ mounts }) });
    const text = await inPod(
      namespace,
      `${server}-0`,
      'touch /data/mount-path/x /scratch/x /usr/local/app/tars/remote_app_log/x; cat /settings/colour; grep -c " /data/mount-path " /proc/mounts; grep /data/mount-path /proc/self/mountinfo',
    );
    assert.match(text, new RegExp(`^blue1\n.*/test-host-path/${namespace}/${server}-0 /data/mount-path `));
  });

  it('sees one dead servant of several', async () => {
    const namespace = await fresh();
    const script = `const {createServer} = require('node:http'); const second = createServer(); second.listen(8082); createServer((_, answer) => { second.close(); answer.end(); }).listen(8081)`;
    await deploy({
      namespace,
      tag: '26-slim',
      values: {
        app: 'Tools',
        server: 'Web',
        subtype: 'normal',
        normal: {
          ports: [
            { name: 'one', port: 8081 },
            { name: 'two', port: 8082 },
          ],
          command: ['node', '-e', script],
        },
        repo: { image: 'node' },
        imagePullPolicy: 'IfNotPresent',
      },
    });
    await kubectl([
      'exec',
      'tools-web-0',
      '--namespace',
      namespace,
      '--',
      'node',
      '-e',
      'fetch("http://127.0.0.1:8081/").then(r => r.text())',
    ]);
    await eventually(async () => {
      const [pod] = await pods(namespace);
      assert.ok(!isReady(pod!));
      const events = await kubectl([
        'get',
        'events',
        '--namespace',
        namespace,
        '--output',
        'jsonpath={.items[*].message}',
      ]);
      assert.match(events, /servant two does not listen on 8082\/tcp/);
    });
  });
});
