import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergedValues } from './defaults.ts';
import { checkDependencies, isLeftOut } from './dependencies.ts';
import { chartOf } from './testing.ts';

const said = (name: string, values: Record<string, unknown>) =>
  checkDependencies(chartOf(name), mergedValues(chartOf(name), values)).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
const waitsFor = (component: string, needs: object) => ({ dependencies: { static: { [component]: needs } } });

describe('dependencies', () => {
  it('are right as the charts have them', () => {
    for (const name of ['mariadb', 'memcached', 'rabbitmq', 'keystone', 'glance'])
      assert.deepEqual(said(name, {}), []);
  });

  it('are right on Jobs that are part of another, or that the chart leaves out', () => {
    const jobs = ['keystone-credential-setup', 'keystone-domain-manage', 'keystone-image-repo-sync'];
    assert.deepEqual(said('keystone', waitsFor('api', { jobs })), []);
    assert.equal(isLeftOut(chartOf('keystone'), 'domain-manage'), true);
    assert.equal(isLeftOut(chartOf('glance'), 'domain-manage'), false);
    assert.equal(isLeftOut(chartOf('glance'), 'image-repo-sync'), true);
  });

  it('are read at their later place where both are given', () => {
    const values = {
      dependencies: { api: { jobs: ['nobodys'] }, static: { api: { jobs: ['keystone-db-sync'] } } },
    };
    assert.deepEqual(said('keystone', values), []);
  });

  it('may be null, and of a component that there isn’t', () => {
    assert.deepEqual(said('keystone', waitsFor('tests', { jobs: null, services: null })), []);
    assert.deepEqual(said('keystone', waitsFor('credential_rotate', { jobs: ['nobodys'] })), []);
  });

  it('are refused on a Job of nobody, with the chart’s own or with none', () => {
    assert.match(
      said('keystone', waitsFor('api', { jobs: ['nobodys'] }))[0]!,
      /^dependencies\.static\.api\.jobs\.0: .*its Jobs are keystone-db-init, /,
    );
    assert.match(
      said('memcached', waitsFor('memcached', { jobs: ['a'] }))[0]!,
      /no chart provides the Job "a": memcached waits for its own; it has none$/,
    );
  });

  it('are refused on an endpoint that isn’t named, with those that are', () => {
    const service = { service: 'x', endpoint: 'internal' };
    assert.match(
      said('mariadb', waitsFor('mariadb', { services: [service] }))[0]!,
      /no endpoint is named "x", .*; known are oslo_db/,
    );
    const dashed = { service: 'oslo-db', endpoint: 'internal' };
    assert.deepEqual(said('keystone', waitsFor('tests', { services: [dashed] })), []);
  });

  it('are refused in a circle over a Job that is part of another', () => {
    const [first = ''] = said('keystone', {
      dependencies: {
        static: {
          fernet_setup: { jobs: ['keystone-db-sync'] },
          db_sync: { jobs: ['keystone-credential-setup'] },
        },
      },
    });
    assert.match(first, /goes round in a circle: .*db_sync waits for fernet_setup waits for db_sync/);
  });
});
