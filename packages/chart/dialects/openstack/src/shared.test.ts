import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedValues } from './shared.ts';
import { chartOf } from './testing.ts';

const shared = (name: string, values: Record<string, unknown>) => sharedValues(chartOf(name), values);

describe('what a chart takes of the values of one that depends on it', () => {
  it('is nothing where nothing is said', () => {
    assert.deepEqual(shared('mariadb', {}), { images: {}, endpoints: {} });
    assert.deepEqual(shared('mariadb', { labels: null, images: null, endpoints: { oslo_db: null } }), {
      images: {},
      endpoints: {},
    });
  });

  it('is where pods go: by one label for all, else the servers’, else the API’s', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(key => ({ node_selector_key: key, node_selector_value: 'x' }));
    assert.deepEqual(shared('mariadb', { labels: { ...a, server: b, api: c } })['labels'], a);
    assert.deepEqual(shared('mariadb', { labels: { server: b, api: c } })['labels'], b);
    assert.deepEqual(shared('mariadb', { labels: { api: c } })['labels'], c);
  });

  it('is the queue’s user by whatever name, and the administrator never', () => {
    const of = (auth: object) => shared('rabbitmq', { endpoints: { oslo_messaging: { auth } } })['endpoints'];
    const user = { username: 'u' };
    assert.deepEqual(of({ user, keystone: { username: 'k' } }), {
      oslo_messaging: { auth: { user, keystone: { username: 'k' } } },
    });
    assert.deepEqual(of({ admin: { username: 'a' }, glance: user }), { oslo_messaging: { auth: { user } } });
    assert.deepEqual(of({ admin: { username: 'a' } }), {
      oslo_messaging: { auth: { admin: { username: 'a' } } },
    });
  });

  it('is the database’s administrator for Keystone, which has a database of its own', () => {
    const oslo_db = {
      path: '/glance',
      hosts: { default: 'db' },
      auth: { admin: { password: 'a' }, glance: {} },
    };
    assert.deepEqual(shared('keystone', { endpoints: { oslo_db } })['endpoints'], {
      oslo_db: { hosts: { default: 'db' }, auth: { admin: { password: 'a' } } },
    });
    assert.deepEqual(
      shared('keystone', { endpoints: { oslo_db: { path: '/glance', auth: { glance: {} } } } })['endpoints'],
      {
        oslo_db: {},
      },
    );
    assert.deepEqual(shared('mariadb', { endpoints: { oslo_db } })['endpoints'], { oslo_db });
  });

  it('is what both have to agree on, and nothing else', () => {
    const values = {
      replicas: 3,
      labels: { api: { node_selector_key: 'a', node_selector_value: 'b' } },
      images: { pull_policy: 'Always', tags: { keystone_api: 'x' } },
      secrets: { oslo_db: { admin: 'mine' } },
      endpoints: {
        oslo_db: { hosts: { default: 'db' } },
        oslo_messaging: { auth: { keystone: { username: 'k' } } },
      },
    };
    assert.deepEqual(sharedValues(chartOf('mariadb'), values), {
      labels: { node_selector_key: 'a', node_selector_value: 'b' },
      images: { pull_policy: 'Always' },
      endpoints: { oslo_db: { hosts: { default: 'db' } } },
    });
    assert.deepEqual(sharedValues(chartOf('rabbitmq'), values)['endpoints'], {
      oslo_messaging: { auth: { user: { username: 'k' } } },
    });
    const glance = {
      endpoints: {
        oslo_db: { path: '/glance', auth: { admin: { password: 'a' }, user: { username: 'g' } } },
      },
    };
    assert.deepEqual(sharedValues(chartOf('keystone'), glance)['endpoints'], {
      oslo_db: { auth: { admin: { password: 'a' } } },
    });
  });
});
