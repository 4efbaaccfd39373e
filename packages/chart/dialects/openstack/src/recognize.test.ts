import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOpenStackValues, recognizeChart } from './recognize.ts';
import { example } from './testing.ts';

describe('a values file of OpenStack-Helm', () => {
  it('is told by two of the things that hardly other files have', () => {
    assert.ok(isOpenStackValues('images: {dep_check: a/b}\nlabels: {node_selector_key: a}'));
    assert.ok(isOpenStackValues('manifests: {job_db_sync: true}\nendpoints: {cluster_domain_suffix: local}'));
    assert.ok(isOpenStackValues('dependencies: {static: {}}\npod: {lifecycle: {}}'));
    for (const text of [
      '',
      '- a',
      'labels: {node_selector_key: a}',
      'app: Base\nserver: A',
      'images: &a [*a]',
    ])
      assert.equal(isOpenStackValues(text), false, text);
  });

  const files: [name: string, chart: string][] = [
    ['abbreviated', 'keystone'],
    ['july-2017', 'keystone'],
    ['august-2017', 'keystone'],
    ['later-keystone', 'keystone'],
    ['later-glance', 'glance'],
    ['later-mariadb', 'mariadb'],
    ['later-memcached', 'memcached'],
    ['later-rabbitmq', 'rabbitmq'],
  ];
  for (const [name, chart] of files)
    it(`is ${chart}’s, as ${name}.yaml is`, () => {
      assert.equal(recognizeChart(example(name))?.chart?.name, chart);
    });

  it('may be of a chart that there isn’t, or not say of which', () => {
    const nova = recognizeChart(
      'images: {tags: {nova_api: a, nova_compute: b, db_sync: c}}\npod: {lifecycle: {}}',
    );
    assert.deepEqual(nova, { name: 'nova', chart: undefined });
    const none = recognizeChart('images: {dep_check: a}\npod: {lifecycle: {}}');
    assert.deepEqual(none, { name: '', chart: undefined });
    assert.equal(recognizeChart('app: Base\nserver: Hello'), undefined);
  });
});
