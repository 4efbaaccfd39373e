import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloudServiceKind } from './cloud-service-kind.ts';
import { readRules, toItem } from './item.ts';
import { Refusal } from './problem.ts';

const resource = {
  name: 'n',
  account: '',
  n: 0,
  list: [],
  data: { id: 'x' },
  provider: 'p',
  cloud_service_group: 'g',
  cloud_service_type: 't',
};
const place = { workspaceId: 'w', projectId: 'project-1', serviceAccountId: undefined };
const item = (more: object) =>
  toItem(cloudServiceKind, resource, cloudServiceKind.read({ ...resource, ...more }), place, []);

describe('match rules', () => {
  it('are tried in the order of their numbers, without keys that have no value', () => {
    const rules = readRules(
      { '10': ['name'], '2': ['account', 'data.id', 'data.none', 'n', 'list'], '1': ['account'] },
      resource,
    );
    assert.deepEqual(rules, [
      { keys: ['data.id'], values: ['x'] },
      { keys: ['name'], values: ['n'] },
    ]);
  });

  it('have to be there, be lists and name something', () => {
    for (const rules of [undefined, {}, { '1': 'name' }, { '1': [1] }, { '1': ['account'] }])
      assert.throws(() => readRules(rules as never, resource), Refusal);
  });
});

describe('an item', () => {
  it('has tags and metadata by provider, and its project', () => {
    const { values } = item({ tags: [{ key: 'a', value: 'b' }], json_metadata: '{"view":1}', name: null });
    assert.deepEqual(values, {
      cloud_service_type: 't',
      cloud_service_group: 'g',
      provider: 'p',
      data: { id: 'x' },
      metadata: { p: { view: 1 } },
      tags: { p: { a: 'b' } },
      tag_keys: { p: ['a'] },
      project_id: 'project-1',
    });
  });

  it('has the same digest when it is stored alike', () => {
    assert.equal(item({}).digest, item({ account: null }).digest);
    assert.notEqual(item({}).digest, item({ data: { id: 'y' } }).digest);
  });

  it('is without what the database can not hold', () => {
    assert.deepEqual(item({ data: { 'a\u0000': ['b\u0000', '\ud800x'] } }).values.data, {
      a: ['b', '\ufffdx'],
    });
    assert.doesNotMatch(item({ data: { a: '\u0000' } }).json, /\\u0000/);
  });

  it('is refused when it is wrong in itself', () => {
    for (const wrong of [
      { provider: null },
      { provider: 1 },
      { ip_addresses: 'x' },
      { ip_addresses: [1] },
      { instance_size: '1' },
      { data: [] },
      { json_data: '{' },
      { json_data: 1 },
      { reference: 'x' },
      { reference: { resource_id: 1 } },
    ])
      assert.throws(() => item(wrong), Refusal, JSON.stringify(wrong));
  });
});
