import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startPlatform } from './platform.ts';
import { findPython } from './python.ts';

const { endpoints, tokens, workspaceId, domainId } = await startPlatform();

/** A call by spaceone-api's stubs. */
interface Call {
  api: string;
  service: string;
  method: string;
  request?: object;
  token?: string;
  /** The file of the service's contract, where it isn't named after the service. */
  file?: string;
  /** The service whose server is asked, where the package doesn't name it. */
  at?: string;
}

interface Outcome {
  answer?: Record<string, unknown>;
  undeclared?: number[];
  code?: string;
  details?: string;
}

/** Has a script of `clients/` read a JSON value, and reads the one that it prints. */
async function runScript<T>(name: string, input: unknown): Promise<T> {
  const script = fileURLToPath(new URL(`clients/${name}`, import.meta.url));
  const running = promisify(execFile)(findPython().path, [script], { maxBuffer: 16 * 1024 * 1024 });
  running.child.stdin!.end(JSON.stringify(input));
  return JSON.parse((await running).stdout) as T;
}

const target = (service: string) => endpoints[service]!.replace('grpc://', '');

/** Has Python do calls in turn, in one process. */
const calls = (...all: Call[]) =>
  runScript<Outcome[]>(
    'stub_calls.py',
    all.map(({ token, at, ...call }) => ({
      ...call,
      target: target(at ?? call.api.split('.')[0]!),
      metadata: token === undefined ? {} : { token },
    })),
  );

const token = tokens.workspace;
const region = { api: 'inventory.v1', service: 'Region', token };
const project = { api: 'identity.v2', service: 'Project', token };

test('calls by generated stubs: the same bytes mean the same', async () => {
  const tags = { text: 'x', number: 1.5, yes: true, none: null, list: [1, { a: 'b' }], empty: {} };
  const [created, listed, cloud, stat, empty] = await calls(
    { ...project, method: 'create', request: { name: 'p', project_type: 'PUBLIC', tags } },
    {
      ...project,
      method: 'list',
      request: {
        query: {
          filter: [{ k: 'name', v: 'p', o: 'eq' }],
          sort: [{ key: 'name', desc: true }],
          page: { start: 1, limit: 5 },
        },
      },
    },
    {
      api: 'inventory.v1',
      service: 'CloudService',
      token,
      method: 'create',
      request: {
        name: 'c',
        provider: 'acme',
        cloud_service_group: 'g',
        cloud_service_type: 't',
        instance_size: 0.5,
        ip_addresses: ['10.0.0.1'],
        data: { deep: { er: [1, 2] } },
        reference: { resource_id: 'r', external_link: 'https://example.com' },
      },
    },
    {
      api: 'inventory.v1',
      service: 'CloudService',
      token,
      method: 'stat',
      request: {
        query: {
          aggregate: [{ group: { keys: [{ k: 'provider', n: 'p' }], fields: [{ n: 'count', o: 'count' }] } }],
        },
      },
    },
    { ...region, method: 'list', request: { query: {} } },
  );
  const answer: Record<string, unknown> = created?.answer ?? {};
  const createdAt = String(answer.created_at);
  assert.deepEqual(answer, {
    ...answer,
    name: 'p',
    project_type: 'PUBLIC',
    tags,
    workspace_id: workspaceId,
    domain_id: domainId,
  });
  assert.match(createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(listed?.answer, { results: [answer], total_count: 1 });
  assert.deepEqual(
    [
      cloud?.answer?.instance_size,
      cloud?.answer?.ip_addresses,
      cloud?.answer?.data,
      cloud?.answer?.reference,
    ],
    [0.5, ['10.0.0.1'], { deep: { er: [1, 2] } }, { resource_id: 'r', external_link: 'https://example.com' }],
  );
  assert.deepEqual(stat?.answer, { results: [{ p: 'acme', count: 1 }] });
  assert.deepEqual(empty?.answer, {});
  for (const outcome of [created, listed, cloud, stat, empty]) assert.deepEqual(outcome?.undeclared, []);
});

test('errors are a status and "ERROR_CODE: text"', async () => {
  const [absent, missing, denied, none, wrong] = await calls(
    { ...project, method: 'get', request: { project_id: 'project-x' } },
    { ...project, method: 'get' },
    { api: 'identity.v2', service: 'Workspace', token, method: 'create', request: { name: 'x' } },
    { ...project, method: 'list', token: undefined },
    { ...project, method: 'list', token: 'x' },
  );
  const text = 'Resource cannot be found or access is denied. (project_id = project-x)';
  assert.deepEqual(absent, { code: 'NOT_FOUND', details: `ERROR_NOT_FOUND: ${text}` });
  assert.deepEqual(missing, {
    code: 'INVALID_ARGUMENT',
    details: 'ERROR_REQUIRED_PARAMETER: Required parameter. (key = project_id)',
  });
  assert.deepEqual(denied, {
    code: 'PERMISSION_DENIED',
    details: 'ERROR_PERMISSION_DENIED: Permission denied.',
  });
  for (const refused of [none, wrong]) {
    assert.equal(refused?.code, 'UNAUTHENTICATED');
    assert.match(
      String(refused?.details),
      /^ERROR_AUTHENTICATE_FAILURE: Authenticate failure\. \(message = /,
    );
  }
});

test('public keys, server info and health need no token', async () => {
  const info = { api: 'core.v1', service: 'ServerInfo', method: 'get_version' };
  const health = { api: 'health', service: 'Health', method: 'Check', request: {} };
  const services = Object.keys(endpoints);
  const outcomes = await calls(
    {
      api: 'identity.v2',
      service: 'Domain',
      method: 'get_public_key',
      request: { domain_id: domainId },
      token: tokens.system,
    },
    ...services.flatMap(at => [
      { ...info, at },
      { ...health, at },
    ]),
  );
  const key = JSON.parse(String(outcomes[0]?.answer?.public_key)) as { kty: string; d?: string };
  assert.deepEqual([key.kty, key.d], ['RSA', undefined]);
  for (const [i, service] of services.entries()) {
    const [version, check] = outcomes.slice(1 + 2 * i);
    assert.match(String(version?.answer?.version), /^\d+\.\d+\.\d+/, service);
    assert.deepEqual(check?.answer, { status: 'SERVING' }, service);
  }
});

test('what reflection tells of the contracts is what spaceone-api has', async () => {
  const { services, differences } = await runScript<{ services: string[]; differences: string[] }>(
    'compare_contracts.py',
    Object.keys(endpoints).map(target),
  );
  assert.deepEqual(differences, []);
  for (const service of ['identity.v2.Project', 'inventory.v1.CloudService', 'repository.v1.Plugin'])
    assert.ok(services.includes(`spaceone.api.${service}`), service);
});
