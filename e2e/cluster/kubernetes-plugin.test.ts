import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { JsonObject } from '@bufbuild/protobuf';
import { type Client, createClient } from '@hawser/core';
import { grpcJs } from '@hawser/core/interface/grpc';
import {
  Collector,
  type ResourceInfo,
  ResourceInfo_State,
} from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { countsOf, keyOf, keysOf, kinds } from './support/kinds.ts';
import { currentKubeconfig, kubectl, listed, tokenSecret } from './support/kubectl.ts';
import { type PluginProcess, startPluginProcess } from './support/plugin.ts';
import { settled } from './support/settled.ts';
import {
  accounts,
  createRestrictedAccount,
  createWorkloads,
  deleteWorkloads,
  hidden,
} from './support/workloads.ts';

interface Found {
  name: string;
  cloud_service_type: string;
  reference: { resource_id: string };
  data: JsonObject & { uid: string; namespace: string | null; relations: Relation[] };
}

interface Relation {
  relation: string;
  kind: string;
  name: string;
  resource_id: string;
}

const services = (resources: readonly ResourceInfo[]) =>
  resources
    .filter(({ resourceType }) => resourceType === 'inventory.CloudService')
    .map(({ resource }) => resource as unknown as Found);
const failures = (resources: readonly ResourceInfo[]) =>
  resources.filter(({ state }) => state === ResourceInfo_State.FAILURE);

const foundKeys = (found: readonly Found[]) =>
  found.map(one => keyOf(one.cloud_service_type, one.data.namespace, one.name, one.data.uid)).sort();

describe('the Kubernetes plugin', () => {
  const namespace = `hawser-plugin-${randomBytes(4).toString('hex')}`;
  let plugin: PluginProcess;
  let client: Client<typeof Collector>;
  let close: () => void;
  let kubeconfig: string;

  before(async () => {
    await createWorkloads(namespace);
    kubeconfig = await currentKubeconfig();
    // The process itself has no access: what it gets in, it gets in by the secret.
    plugin = await startPluginProcess({ KUBECONFIG: '', HOME: '/nonexistent' });
    const channel = grpcJs.connect(plugin.address, { maxReceiveBytes: 1 << 24, idempotent: [] });
    close = () => channel.close();
    client = createClient(Collector, { channel: () => channel });
  });
  after(async () => {
    close?.();
    const code = await plugin?.stop();
    await deleteWorkloads(namespace);
    assert.equal(code, 0, 'the plugin ends when it is told to');
  });

  async function collect(secretData: JsonObject = { kubeconfig }, options: JsonObject = {}) {
    const found: ResourceInfo[] = [];
    for await (const one of client.collect({ options, secretData, filter: {} })) found.push(one);
    return found;
  }

  it('verifies the access', async () => {
    await client.verify({ options: {}, secretData: { kubeconfig } });
  });

  it('finds what kubectl finds, kind by kind', async () => {
    const look = async () => keysOf(await listed(Object.values(kinds)));
    const { seen, result } = await settled(look, () => collect());
    assert.deepEqual(failures(result), []);
    const found = foundKeys(services(result));
    assert.deepEqual(countsOf(found), countsOf(seen));
    assert.deepEqual(found, seen);
    for (const kind of Object.keys(kinds)) assert.ok(countsOf(found)[kind]! > 0, `there is a ${kind}`);
    assert.ok(countsOf(found).ServiceAccount! > accounts, 'more than a page of them');
  });

  it('ties what it finds together', async () => {
    const look = async () => keysOf(await listed(['nodes', 'pods', 'pvc', 'pv']));
    const { result } = await settled(look, () => collect());
    const found = services(result);
    const byId = new Map(found.map(one => [one.reference.resource_id, one]));
    assert.equal(byId.size, found.length, 'ids are unique');
    const own = found.filter(({ data }) => data.namespace === namespace);
    for (const { reference, data } of own) {
      for (const { relation, resource_id } of data.relations) {
        assert.ok(byId.has(resource_id), `${reference.resource_id} → ${relation} ${resource_id}`);
      }
    }
    const one = (type: string, name: RegExp) =>
      own.find(({ cloud_service_type, name: its }) => cloud_service_type === type && name.test(its))!;
    const ties = (from: Found, relation: string) =>
      from.data.relations.filter(tie => tie.relation === relation).map(tie => byId.get(tie.resource_id)!);

    const web = one('Pod', /^web-/);
    assert.deepEqual(
      ties(web, 'workload').map(({ cloud_service_type, name }) => [cloud_service_type, name]),
      [['Deployment', 'web']],
    );
    assert.equal(ties(web, 'owner')[0]?.cloud_service_type, 'ReplicaSet');
    assert.equal(ties(web, 'node')[0]?.name, web.data.node);
    assert.equal(ties(web, 'service_account')[0]?.name, 'default');
    assert.equal(ties(web, 'namespace')[0]?.name, namespace);

    const claim = ties(one('Pod', /^db-0$/), 'claim')[0]!;
    assert.equal(claim.name, 'data-db-0');
    const volume = ties(claim, 'volume')[0]!;
    assert.equal(ties(volume, 'claim')[0], claim);
    assert.equal(ties(claim, 'storage_class')[0]?.cloud_service_type, 'StorageClass');

    const selected = await kubectl(['get', 'pods', '-n', namespace, '-l', 'app=web', '-o', 'name']);
    const names = ties(one('Service', /^web$/), 'pod').map(({ name }) => `pod/${name}`);
    assert.deepEqual(names.sort(), selected.trim().split('\n').sort());
    assert.equal(ties(one('Ingress', /^web$/), 'service')[0], one('Service', /^web$/));
    assert.equal(ties(one('StatefulSet', /^db$/), 'service')[0], one('Service', /^db$/));
  });

  it('shows nothing of environments, annotations and managed fields', async () => {
    const text = JSON.stringify(await collect({ kubeconfig }, { namespaces: [namespace] }));
    assert.ok(text.includes('web'));
    assert.ok(!text.includes(hidden));
    assert.ok(!text.includes('managedFields'));
  });

  it('narrows to namespaces, kinds and labels', async () => {
    const named = (found: readonly ResourceInfo[]) =>
      services(found).map(({ cloud_service_type, name }) => `${cloud_service_type} ${name}`);
    const kind = ['Namespace', 'Service'];
    assert.deepEqual(named(await collect({ kubeconfig }, { namespaces: [namespace], kinds: kind })), [
      `Namespace ${namespace}`,
      'Service db',
      'Service web',
    ]);
    const labelled = await collect(
      { kubeconfig },
      { namespaces: [namespace], label_selector: 'app=web', kinds: ['Deployment', 'Service', 'Pod'] },
    );
    const [deployment, ...others] = named(labelled);
    assert.equal(deployment, 'Deployment web');
    assert.deepEqual(others.map(name => name.split(' ')[0]).sort(), ['Pod', 'Pod', 'Service']);
    const pod = services(labelled).find(({ cloud_service_type }) => cloud_service_type === 'Pod')!;
    assert.deepEqual(pod.data.workload, { kind: 'Deployment', name: 'web' });
  });

  it('says what is wrong with a label selector, kind by kind', async () => {
    const found = await collect({ kubeconfig }, { kinds: ['Pod'], label_selector: 'a b c' });
    assert.equal(services(found).length, 0);
    assert.match(failures(found)[0]!.message, /unable to parse/);
  });

  it('refuses a wrong token in one clear line', async () => {
    const secretData = await tokenSecret('wrong');
    const refused = { code: 'AUTHENTICATE_FAILURE', message: /https:\/\/\S+ doesn't take these credentials/ };
    await assert.rejects(client.verify({ options: {}, secretData }), refused);
    await assert.rejects(collect(secretData), refused);
  });

  it('has no access of its own here, and takes none from a file', async () => {
    await assert.rejects(collect({}), /no access to a cluster/);
    const byFile = kubeconfig.replace(/certificate-authority-data: \S+/, 'certificate-authority: /etc/hosts');
    await assert.rejects(collect({ kubeconfig: byFile }), /isn't taken from a secret/);
  });

  it('reports the kinds that an account may not list, and collects the others', async () => {
    const secretData = await tokenSecret(await createRestrictedAccount(namespace));
    await client.verify({ options: {}, secretData });
    const found = await collect(secretData);
    const allowed = ['Namespace', 'Node', 'Service'];
    const collected = new Set(services(found).map(({ cloud_service_type }) => cloud_service_type));
    assert.deepEqual([...collected].sort(), allowed);
    const refused = failures(found).map(({ resource }) => resource?.cloud_service_type);
    assert.deepEqual(
      refused.sort(),
      Object.keys(kinds)
        .filter(kind => !allowed.includes(kind))
        .sort(),
    );
    for (const { message } of failures(found)) assert.match(message, /is forbidden: User/);
    await assert.rejects(client.verify({ options: { kinds: ['Pod'] }, secretData }), /may list none of Pod/);
  });

  it('stops when it is left, and answers the next one', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const request = { options: {}, secretData: { kubeconfig }, filter: {} };
    await assert.rejects(async () => {
      for await (const _ of client.collect(request, { signal })) controller.abort();
    });
    await client.verify({ options: {}, secretData: { kubeconfig } });
  });
});
