import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { replacedKeys } from './replaced.ts';
import { chartOf } from './testing.ts';

const said = (values: Record<string, unknown>, name = 'keystone') =>
  replacedKeys(chartOf(name), values).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('what is said of keys that mean another thing', () => {
  it('is nothing where there are none, or what isn’t a map', () => {
    for (const values of [{}, { endpoints: null, conf: 'x' }, { dependencies: { static: { api: null } } }])
      assert.deepEqual(said(values), []);
  });

  it('is the provider of tokens at any level, and none that there still is', () => {
    assert.deepEqual(said({ conf: { keystone: { token: { keystone: { provider: 'pkiz' } } } } }), [
      'conf.keystone.token.keystone.provider: is replaced by fernet: Keystone has no provider pkiz any more',
    ]);
    assert.deepEqual(said({ conf: { keystone: { token: { provider: 'jws' } } } }), []);
  });

  it('is Jobs that aren’t waited for, at either place', () => {
    const jobs = ['keystone-db-sync', 'keystone-rabbit-init'];
    const message = 'isn’t waited for: this chart has no Job keystone-rabbit-init';
    assert.deepEqual(said({ dependencies: { api: { jobs } } }), [`dependencies.api.jobs.1: ${message}`]);
    assert.deepEqual(said({ dependencies: { static: { api: { jobs } } } }), [
      `dependencies.static.api.jobs.1: ${message}`,
    ]);
  });

  it('is passwords that everybody knows', () => {
    const auth = { admin: { password: 'password' }, user: { password: 'mine' }, other: null };
    assert.deepEqual(
      said({ endpoints: { oslo_db: { auth }, oslo_cache: null } }).map(line => line.split(':')[0]),
      ['endpoints.oslo_db.auth.admin.password'],
    );
  });

  it('is each key that has moved, where both places are given', () => {
    const both = {
      replicas: { api: 1 },
      images: { api: 'a', db_sync: 'b', tags: { keystone_api: 'c', db_sync: 'd' } },
      pod_disruption_budget: { api: {} },
      termination_grace_period: { api: {} },
      mounts: { keystone_api: {} },
      upgrades: {},
      resources: {},
      dependencies: { api: {}, static: { api: {} } },
      pod: {
        replicas: { api: 2 },
        mounts: { keystone_api: {} },
        resources: { enabled: true },
        lifecycle: {
          disruption_budget: { api: {} },
          termination_grace_period: { api: {} },
          upgrades: { deployments: {} },
        },
      },
    };
    assert.deepEqual(said(both).sort(), [
      'dependencies.api: has no effect: dependencies.static.api counts',
      'images.api: has no effect: images.tags.keystone_api counts',
      'images.db_sync: has no effect: images.tags.db_sync counts',
      'mounts.keystone_api: has no effect: pod.mounts.keystone_api counts',
      'pod_disruption_budget.api: has no effect: pod.lifecycle.disruption_budget.api counts',
      'replicas.api: has no effect: pod.replicas.api counts',
      'resources: has no effect: pod.resources.enabled counts',
      'termination_grace_period.api: has no effect: pod.lifecycle.termination_grace_period.api counts',
      'upgrades: has no effect: pod.lifecycle.upgrades.deployments counts',
    ]);
    assert.deepEqual(said({ replicas: 3, pod: { replicas: { server: 2 } } }, 'memcached'), []);
    assert.deepEqual(said({ replicas: 3, pod: { replicas: { memcached: 2 } } }, 'memcached'), [
      'replicas: has no effect: pod.replicas.memcached counts',
    ]);
  });
});
