import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findHelm } from '../helm/index.ts';
import { lintChart } from '../lint/index.ts';
import { assembleChart } from '../render/index.ts';

const source = join(import.meta.dirname, '../../../../deploy/helm/hawser');
const folder = mkdtempSync(join(tmpdir(), 'hawser-refusals-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const chart = join(folder, 'chart');
assembleChart(source, chart);
const helms = await Promise.all([findHelm(3), findHelm(4)]);

/** Values that are refused, and the lines about them: by `helm template` under each Helm, and by the linter. */
async function refused(values: string, lines: readonly string[]): Promise<void> {
  const file = join(folder, 'values.yaml');
  writeFileSync(file, values);
  const rendered = await Promise.all(
    helms.map(helm => helm.attempt(['template', 'hawser', chart, '--values', file])),
  );
  const linted = await lintChart(source, { helms, values: [file] });
  const messages = [...rendered.map(({ stderr }) => stderr), ...linted.map(({ message }) => message)];
  assert.equal(messages.length, 3);
  for (const message of messages) {
    // Helm puts what is wrong below one place together.
    const told = message.split('\n').filter(line => /^ {2}\w|- at (?!.*: validation failed$)/.test(line));
    assert.deepEqual(told.map(line => line.trim()).sort(), [...lines].sort());
  }
}

test('misspelt keys of the platform’s chart are told all at once, with their paths and the nearest ones', () =>
  refused(
    `
identiti: {enabled: true}
identity:
  replcas: 3
  servers:
    grpc:
      probes:
        livenes: {}
        startup: {periodSecond: 5}
        readiness: {httpGet: {port: 1, pth: /x}}
      disruptionBudget: {minAvailible: 1}
      resources: {limit: {}}
      strategy: {typ: Recreate}
      affinity: {nodeAffinty: {}}
  networkPolicy: {enable: true}
  openTelemetry: {endpiont: http://c}
  gateway: {http: {hostname: a}}
inventory:
  servers: {worker: {autoscaling: {maxReplica: 5}}}
  jobs: {clean: {schedul: "@daily"}}
  service: {grpc: {ports: [{port: 1, prot: TCP}]}}
plugin-kubernetes: {servers: {grpc: {replica: 1}}}
postgresql: {persistance: {size: 1Gi}}
secrets: {enable: true}
global: {shraed: {}, image: {registery: a}}
`,
    [
      ['identiti', 'identity'],
      ['identity.replcas', 'identity.replicas'],
      ['identity.servers.grpc.probes.livenes', 'identity.servers.grpc.probes.liveness'],
      [
        'identity.servers.grpc.probes.startup.periodSecond',
        'identity.servers.grpc.probes.startup.periodSeconds',
      ],
      [
        'identity.servers.grpc.probes.readiness.httpGet.pth',
        'identity.servers.grpc.probes.readiness.httpGet.path',
      ],
      [
        'identity.servers.grpc.disruptionBudget.minAvailible',
        'identity.servers.grpc.disruptionBudget.minAvailable',
      ],
      ['identity.servers.grpc.resources.limit', 'identity.servers.grpc.resources.limits'],
      ['identity.servers.grpc.strategy.typ', 'identity.servers.grpc.strategy.type'],
      ['identity.servers.grpc.affinity.nodeAffinty', 'identity.servers.grpc.affinity.nodeAffinity'],
      ['identity.networkPolicy.enable', 'identity.networkPolicy.enabled'],
      ['identity.openTelemetry.endpiont', 'identity.openTelemetry.endpoint'],
      ['identity.gateway.http.hostname', 'identity.gateway.http.hostnames'],
      ['inventory.servers.worker.autoscaling.maxReplica', 'inventory.servers.worker.autoscaling.maxReplicas'],
      ['inventory.jobs.clean.schedul', 'inventory.jobs.clean.schedule'],
      ['inventory.service.grpc.ports[0].prot', 'inventory.service.grpc.ports[0].port'],
      ['plugin-kubernetes.servers.grpc.replica', 'plugin-kubernetes.servers.grpc.replicas'],
      ['postgresql.persistance', 'postgresql.persistence'],
      ['secrets.enable', 'secrets.enabled'],
      ['global.shraed', 'global.shared'],
      ['global.image.registery', 'global.image.registry'],
    ].map(([wrong, nearest]) => `${wrong}: unknown key; did you mean ${nearest}?`),
  ));

test('values that can’t be right are told all at once, with their paths and the reasons', () =>
  refused(
    `
identity:
  servers:
    grpc:
      probes: {liveness: {httpGet: {path: /x}, exec: {command: [a]}}}
    worker: {probes: {liveness: {periodSeconds: 5}}}
  ingress: {rest: {enabled: true}}
inventory:
  worker: true
  servers:
    rest: {autoscaling: {enabled: true, minReplicas: 5, maxReplicas: 2}}
    worker: {replicas: 2, autoscaling: {enabled: true}}
  jobs: {clean: {schedule: often}}
  volumes: [{name: tmp, emptyDir: {}}]
ingress: {enabled: true, paths: {/x: identiti}}
initializer: {mode: QUICK}
secrets: {ensure: {mine: {a: pasword, b: null, c: hex:32}, My_Own: {a: rsa}}}
`,
    [
      'identity.servers.grpc.probes.liveness: has 2 ways to ask; give one of grpc, httpGet, tcpSocket, exec',
      'identity.servers.grpc.probes.liveness.httpGet.port: is missing',
      'identity.servers.worker.probes: the service has no worker server; leave this out',
      'identity.ingress.rest.host: an Ingress needs a host name; give one, or "" for every host',
      'inventory.servers.rest.autoscaling.minReplicas: is more than maxReplicas (2)',
      'inventory.servers.worker.replicas: the autoscaler decides how many there are; give one of the two',
      `inventory.jobs.clean.schedule: isn't a cron rule; give five fields, such as "0 3 * * *", or @daily`,
      'inventory.volumes[0].name: pods have a volume tmp already; choose another name',
      'ingress.host: an Ingress needs a host name; give one',
      'ingress.paths./x: there is no chart identiti',
      'initializer.mode: QUICK is no mode; give DEFAULT, NO_UPDATE or READ_ONLY',
      "secrets.ensure.My_Own: isn't a name; a Secret's here has lower-case letters, digits and dashes, at most 63",
      'secrets.ensure.mine.a: pasword is no kind of key; give password, base64:BYTES, hex:BYTES, rsa or system-token:KEY',
    ],
  ));

test('values of wrong types and out of range are told all at once, with their paths and what is expected', () =>
  refused(
    `
identity:
  imagePullPolicy: Allways
  env: {A: b}
  service: {grpc: {type: Nodeport}}
  servers:
    grpc:
      kind: Deploymnt
      terminationGracePeriodSeconds: -1
      probes: {liveness: {periodSeconds: 0, timeoutSeconds: 5s}}
inventory: {replicas: 0.5, replicas_worker: two}
`,
    [
      "- at '/identity/imagePullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never', <nil>",
      "- at '/identity/env': got object, want null or array",
      "- at '/identity/service/grpc/type': value must be one of 'ClusterIP', 'NodePort', 'LoadBalancer', <nil>",
      "- at '/identity/servers/grpc/kind': value must be one of 'Deployment', 'StatefulSet', 'DaemonSet', <nil>",
      "- at '/identity/servers/grpc/terminationGracePeriodSeconds': minimum: got -1, want 0",
      "- at '/identity/servers/grpc/probes/liveness/periodSeconds': minimum: got 0, want 1",
      "- at '/identity/servers/grpc/probes/liveness/timeoutSeconds': got string, want null or integer",
      "- at '/inventory/replicas': got number, want null or integer",
      "- at '/inventory/replicas_worker': got string, want null or integer",
    ],
  ));
