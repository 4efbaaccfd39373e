import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'yaml';
import greeter from '../../../../examples/greeter/service.ts';
import platform from '../../../../platform.ts';
import { findHelm } from '../helm/index.ts';
import { lintChart } from '../lint/index.ts';
import { chartFiles, chartFolder } from './chart.ts';
import { compareChart, writeChart } from './file.ts';
import { chartFacts } from './project.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-generate-chart-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const services = platform.services.map(manifest => ({ manifest, folder: join(folder, manifest.name) }));
const charts = chartFacts({ services });
const filesOf = (name: string) => chartFiles(charts.find(facts => facts.name === name)!);

describe('the chart of a service', () => {
  it('has the four components and the files that the ancestors have', () => {
    const files = [...filesOf('identity').keys()];
    const ancestors = `Chart.yaml config/config.yaml templates/NOTES.txt templates/_helpers.tpl
      templates/application-grpc-conf.yaml templates/application-rest-conf.yaml
      templates/application-scheduler-conf.yaml templates/application-worker-conf.yaml
      templates/database-conf.yaml templates/default-conf.yaml templates/deployment-grpc.yaml
      templates/deployment-rest.yaml templates/deployment-scheduler.yaml templates/deployment-worker.yaml
      templates/ingress-rest.yaml templates/rest-nginx-conf.yaml templates/rest-nginx-proxy-conf.yaml
      templates/service-grpc.yaml templates/service-rest.yaml templates/shared-conf.yaml values.yaml`.split(
      /\s+/,
    );
    assert.deepEqual(
      ancestors.filter(path => !files.includes(path)),
      [],
    );
  });

  it('has templates of a line each', () => {
    for (const [path, text] of filesOf('inventory'))
      if (/^templates\/.*\.yaml$/.test(path))
        assert.match(text, /^\{\{ include "hawser\.[a-z.]+" \. -\}\}\n$/, path);
  });

  it('has the ancestors’ values with their defaults', () => {
    const values = parse(filesOf('identity').get('values.yaml')!) as Record<string, unknown>;
    const { enabled, developer, grpc, scheduler, worker, rest, name, imagePullPolicy, database } = values;
    assert.deepEqual(
      { enabled, developer, grpc, scheduler, worker, rest, name, imagePullPolicy, database },
      {
        enabled: true,
        developer: false,
        grpc: true,
        scheduler: false,
        worker: false,
        rest: false,
        name: 'identity',
        imagePullPolicy: 'IfNotPresent',
        database: {},
      },
    );
    assert.deepEqual(values['pod'], { spec: {} });
    assert.deepEqual(values['service'], {
      grpc: {
        type: 'ClusterIP',
        annotations: { nil: 'nil' },
        ports: [{ name: 'grpc', port: 50051, targetPort: 50051, protocol: 'TCP' }],
      },
      rest: {
        type: 'ClusterIP',
        annotations: { nil: 'nil' },
        ports: [{ name: 'rest', port: 80, targetPort: 80, protocol: 'TCP' }],
      },
    });
  });

  it('has what the manifest says: servers, database, secrets, who calls it and whom it waits for', () => {
    const inventory = parse(filesOf('inventory').get('values.yaml')!) as Record<string, unknown>;
    const { scheduler, worker, migration, wait, networkPolicy } = inventory;
    assert.deepEqual(
      { scheduler, worker, migration },
      { scheduler: true, worker: true, migration: { enabled: true } },
    );
    assert.deepEqual(wait, {
      enabled: true,
      services: {
        identity: 'grpc://identity:50051',
        secret: 'grpc://secret:50051',
        repository: 'grpc://repository:50051',
        plugin: 'grpc://plugin:50051',
      },
    });
    assert.deepEqual(networkPolicy, {
      enabled: false,
      callers: [],
      callees: ['identity', 'secret', 'repository', 'plugin'],
    });
    const secret = parse(filesOf('secret').get('values.yaml')!) as Record<string, unknown>;
    assert.deepEqual(secret['secretFiles'], {
      'encryption-key': {
        existingSecret: 'hawser-secret',
        key: 'encryption.key',
        env: 'HAWSER_ENCRYPTION__KEY_FILE',
      },
    });
    assert.deepEqual(parse(filesOf('secret').get('config/config.yaml')!), {
      ENDPOINTS: { identity: 'grpc://identity:50051' },
      DATABASES: { default: { host: 'postgresql', database: 'secret', user: 'hawser' } },
    });
  });

  it('explains every value in its README', () => {
    const text = filesOf('identity').get('README.md')!;
    for (const key of ['replicas_worker', 'global.shared_conf', 'networkPolicy.callers', 'secretFiles'])
      assert.ok(text.includes(`| \`${key}\` |`), key);
    assert.ok(text.includes('`hawser-database`'));
  });
});

describe('the chart of somebody’s own service', () => {
  it('passes every check with its defaults, and knows of no platform', async () => {
    const at = join(folder, 'greeter');
    const [facts] = chartFacts({ services: [{ manifest: greeter, folder: at }] });
    writeChart(chartFolder(at), chartFiles(facts!));
    const values = parse(readFileSync(join(chartFolder(at), 'values.yaml'), 'utf8')) as Record<
      string,
      unknown
    >;
    assert.deepEqual(values['global'], { shared: {}, sidecar: [] });
    const helms = [await findHelm(3), await findHelm(4)];
    assert.deepEqual(await lintChart(chartFolder(at), { helms }), []);
  });
});

describe('writing a chart', () => {
  const at = join(folder, 'written');
  const files = new Map([
    ['Chart.yaml', 'name: x\n'],
    ['templates/a.yaml', 'a\n'],
  ]);

  it('writes what is new, and then nothing', () => {
    assert.deepEqual(writeChart(at, files), {
      missing: ['Chart.yaml', 'templates/a.yaml'],
      changed: [],
      extra: [],
    });
    assert.deepEqual(writeChart(at, files), { missing: [], changed: [], extra: [] });
  });

  it('puts right what was changed, removes templates that it wouldn’t write, and leaves other files', () => {
    writeFileSync(join(at, 'templates/a.yaml'), 'b\n');
    writeFileSync(join(at, 'templates/old.yaml'), 'old\n');
    mkdirSync(join(at, 'ci'));
    writeFileSync(join(at, 'ci/values.yaml'), 'mine\n');
    const difference = { missing: [], changed: ['templates/a.yaml'], extra: ['templates/old.yaml'] };
    assert.deepEqual(compareChart(at, files), difference);
    assert.deepEqual(writeChart(at, files), difference);
    assert.equal(readFileSync(join(at, 'templates/a.yaml'), 'utf8'), 'a\n');
    assert.equal(existsSync(join(at, 'templates/old.yaml')), false);
    assert.equal(existsSync(join(at, 'ci/values.yaml')), true);
  });
});
