import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { configHistory, rollBackConfig } from '@hawser/delivery/tars';
import { eventually } from './support/eventually.ts';
import { kubectl } from './support/kubectl.ts';
import { namespacesOf } from './support/namespace.ts';
import { ask, deploy, hello, helloTag, inPod, isReady, pods, read } from './support/tars.ts';

const example = (name: string) =>
  readFileSync(new URL(`../../packages/chart/dialects/tars/examples/${name}.yaml`, import.meta.url), 'utf8');

const server = 'base-helloserver';

describe('TARS servers without the TARS framework', () => {
  const { fresh, remove } = namespacesOf('hawser-tars');
  after(remove);

  describe('the documented example, as it is', () => {
    let namespace: string;
    before(async () => {
      namespace = await fresh();
      await deploy({ namespace, values: example('full') });
    });

    it('A1: has a headless Service whose ports and protocols are the servants’', async () => {
      const { spec } = await read<{ spec: { clusterIP: string; ports: object[] } }>(
        namespace,
        'service',
        server,
      );
      assert.equal(spec.clusterIP, 'None');
      assert.deepEqual(spec.ports, [
        { name: 'authobj', port: 10000, protocol: 'TCP', targetPort: 10000, appProtocol: 'tars.io/tars' },
      ]);
    });

    it('A2: has pods of stable names that resolve, and each servant answers a TARS client', async () => {
      assert.deepEqual(
        (await pods(namespace)).map(({ metadata }) => metadata.name),
        [`${server}-0`, `${server}-1`],
      );
      for (const pod of [`${server}-0`, `${server}-1`]) {
        const endpoint = `Base.HelloServer.AuthObj@tcp -h ${pod}.${server} -p 10000 -t 3000`;
        const answer = await ask(namespace, `${server}-0`, endpoint, 'hello', 'you');
        assert.equal(answer, `hello you, this is Base.HelloServer on ${pod}`);
      }
    });

    it('A11: gives pod 0 its own part of a file, and pod 1 the server’s alone', async () => {
      const config = (pod: number) =>
        ask(
          namespace,
          `${server}-0`,
          `Base.HelloServer.AuthObj@tcp -h ${server}-${pod}.${server} -p 10000 -t 3000`,
          'config',
          'config.json',
        );
      const [first, second] = [await config(0), await config(1)];
      assert.match(second, /^\{\n {4}"webConf": \{[\s\S]*"defaultLanguage": "cn",\n {4}\}\n\}\n$/);
      assert.equal(first, `${second}\r\n\r\nnode config\n`);
    });

    it('gives the application’s files and the variables of the framework', async () => {
      const text = await inPod(
        namespace,
        `${server}-1`,
        'cat /usr/local/app/tars/tarsnode/data/Base.HelloServer/bin/app.conf; echo "$name1 $PodName $ServerApp $ServerName"; ls -d /usr/local/app/tars/app_log',
      );
      assert.equal(
        text,
        `app config content\nvalue1 ${server}-1 Base HelloServer\n/usr/local/app/tars/app_log\n`,
      );
    });

    it('A7: keeps the number of pods that was set by hand, A10: and rolls them with a new release', async () => {
      await kubectl(['scale', 'statefulset', server, '--namespace', namespace, '--replicas', '3']);
      const before = await eventually(async () => {
        const found = await pods(namespace);
        assert.equal(found.filter(isReady).length, 3);
        return found;
      });
      for (const helm of [await findHelm(3), await findHelm(4)])
        assert.equal((await deploy({ namespace, values: example('full'), helm })).replicas, 3);
      const rolled = await pods(namespace);
      assert.equal(rolled.length, 3);
      const ids = rolled.map(({ metadata }) => metadata.labels['tars.io/ServerID']);
      assert.equal(new Set(ids).size, 1);
      assert.match(ids[0]!, new RegExp(`^\\d{14}-${helloTag}$`));
      assert.ok(!before.some(({ metadata }) => metadata.labels['tars.io/ServerID'] === ids[0]));
      assert.ok(rolled.every(({ metadata }) => !before.some(old => old.metadata.uid === metadata.uid)));
    });

    it('A8: keeps versions of its files, and activates an earlier one again', async () => {
      const [first] = await configHistory(namespace, server);
      await deploy({ namespace, values: example('full').replace('"port": 6080', '"port": 6081') });
      const [second, ...older] = await configHistory(namespace, server);
      assert.deepEqual([second?.active, older.map(({ version }) => version)], [true, [first?.version]]);
      const port = async () =>
        (
          await inPod(
            namespace,
            `${server}-1`,
            'grep -o 608. /usr/local/app/tars/tarsnode/data/Base.HelloServer/bin/config.json',
          )
        ).trim();
      assert.equal(await port(), '6081');
      await rollBackConfig(server, undefined, { helm: await findHelm(4), namespace, timeoutSeconds: 90 });
      assert.equal(await port(), '6080');
      assert.deepEqual(
        (await configHistory(namespace, server)).map(({ version, active }) => [version, active]),
        [
          [second?.version, false],
          [first?.version, true],
        ],
      );
    });

    it('A6: has a server that ended started again', async () => {
      const restarts = async () => (await pods(namespace))[0]!.status.containerStatuses[0]!.restartCount;
      const before = await restarts();
      // The first process of a container takes no signal that it doesn't handle; Node.js opens its inspector at this one.
      const end =
        'kill -USR1 1; (sleep 1; echo "exec process.exit(3)"; sleep 2) | timeout 10 node inspect 127.0.0.1:9229';
      await inPod(namespace, `${server}-0`, end).catch(() => 'the container ended beneath it');
      await eventually(async () => {
        const [pod] = await pods(namespace);
        assert.equal(pod!.status.containerStatuses[0]!.restartCount, before + 1);
        assert.ok(isReady(pod!));
      });
    });
  });

  it('A9: refuses what can’t be, before anything is sent', async () => {
    const namespace = await fresh();
    const servant = (name: string, port: number) => ({ name, port, isTars: true, isTcp: true });
    for (const [more, expected] of [
      [
        { servants: [servant('A', 1000), servant('B', 1000)] },
        /servants\[1\]\.port: 1000 is servant 0’s port, too/,
      ],
      [{ servants: [servant('A', 19385)] }, /servants\[0\]\.port: 19385 is reserved/],
      [
        { config: [{ name: 'a', content: '' }], nodeConfig: [{ name: 'a', podSeq: 5, content: '' }] },
        /nodeConfig\[0\]\.podSeq: there is no pod 5/,
      ],
    ] as const)
      await assert.rejects(deploy({ namespace, values: hello(more) }), expected);
    assert.deepEqual(await pods(namespace), []);
    assert.equal(
      await kubectl(['get', 'secrets,statefulsets,services', '--namespace', namespace, '--output', 'name']),
      '',
    );
  });
});
