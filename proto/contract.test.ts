import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getOption, hasOption } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import docs from './gen/docs.json' with { type: 'json' };
import { http } from './gen/google/api/annotations_pb.js';
import { Convention, policy, ResourceScope, service as servicePolicy } from './gen/hawser/v1/options_pb.js';
import { methods, nameOf, services } from './testing/contracts.ts';

const kebab = (name: string) =>
  name
    .replaceAll(/(?<!^)([A-Z])/g, '-$1')
    .replaceAll('_', '-')
    .toLowerCase();

test('every method has a REST path after its name, with the whole body', () => {
  for (const method of methods) {
    const [, , service, version] = method.parent.typeName.split('.');
    const rule = getOption(method, http);
    const path = `/${service}/${version}/${kebab(method.parent.name)}/${kebab(method.name)}`;
    assert.deepEqual(rule.pattern, { case: 'post', value: path }, nameOf(method));
    assert.equal(rule.body, '*', nameOf(method));
    assert.equal(rule.additionalBindings.length, 0, nameOf(method));
    assert.equal(rule.responseBody, '', nameOf(method));
  }
});

test('every method is public, or has a scope and a permission of its own resource', () => {
  const roles = new Set(['SYSTEM_ADMIN', 'DOMAIN_ADMIN', 'WORKSPACE_OWNER', 'WORKSPACE_MEMBER', 'USER']);
  for (const method of methods) {
    assert.ok(hasOption(method, policy), nameOf(method));
    const { public: open, permission, roles: named, scope } = getOption(method, policy);
    for (const role of named) assert.ok(roles.has(role), `${nameOf(method)}: ${role}`);
    assert.equal(open, scope === ResourceScope.UNSPECIFIED, nameOf(method));
    if (open) {
      assert.deepEqual([permission, named], ['', []], nameOf(method));
    } else if (scope === ResourceScope.SYSTEM && named.length === 0) {
      assert.equal(permission, '', nameOf(method));
    } else {
      const resource = `${method.parent.typeName.split('.')[2]}:${method.parent.name}`;
      assert.match(permission, new RegExp(`^${resource}\\.(read|write)$`), nameOf(method));
      assert.equal(named.length === 0, scope === ResourceScope.USER, nameOf(method));
    }
  }
});

test('no token is needed by plugins, to log in and for what comes before that; for nothing else', () => {
  const open = methods.filter(method => getOption(method, policy).public).map(nameOf);
  const plugins = methods.map(nameOf).filter(name => /^spaceone\.api\.\w+\.plugin\./.test(name));
  assert.deepEqual(
    open.sort(),
    [
      ...plugins,
      'spaceone.api.core.v1.ServerInfo.get_version',
      'spaceone.api.identity.v2.Domain.get_auth_info',
      'spaceone.api.identity.v2.Domain.get_public_key',
      'spaceone.api.identity.v2.Endpoint.list',
      'spaceone.api.identity.v2.System.init',
      'spaceone.api.identity.v2.Token.grant',
      'spaceone.api.identity.v2.Token.issue',
      'spaceone.api.identity.v2.UserProfile.reset_password',
    ].sort(),
  );
});

test('only services read secret data and see into other domains', () => {
  const closed = methods.filter(method => {
    const { scope, roles } = getOption(method, policy);
    return scope === ResourceScope.SYSTEM && roles.length === 0;
  });
  assert.deepEqual(
    closed.map(nameOf).filter(name => !name.startsWith('spaceone.api.plugin.v1.Supervisor.')),
    [
      'spaceone.api.identity.v2.App.check',
      'spaceone.api.identity.v2.Workspace.check',
      'spaceone.api.plugin.v1.Plugin.get_plugin_endpoint',
      'spaceone.api.plugin.v1.Plugin.notify_failure',
      'spaceone.api.secret.v1.Secret.get_data',
      'spaceone.api.secret.v1.TrustedSecret.get_data',
    ],
  );
});

test('reads may be repeated, what creates or deletes may not, and what writes is no read', () => {
  const { NO_SIDE_EFFECTS, IDEMPOTENCY_UNKNOWN } = MethodOptions_IdempotencyLevel;
  for (const method of methods) {
    const { name, idempotency } = method;
    if (/^(get|list|stat|analyze|check|find)(_|$)/.test(name) && name !== 'get_plugin_endpoint') {
      assert.equal(idempotency, NO_SIDE_EFFECTS, nameOf(method));
    }
    if (/^(create|delete|add|remove|register|issue|grant|collect)(_|$)/.test(name)) {
      assert.equal(idempotency, IDEMPOTENCY_UNKNOWN, nameOf(method));
    }
    if (getOption(method, policy).permission.endsWith('.write') && idempotency === NO_SIDE_EFFECTS) {
      assert.match(name, /^(find|test|verify_plugin)$/, nameOf(method));
    }
  }
});

test('every service and method is documented and keeps to the conventions of SpaceONE', () => {
  const text: Record<string, string | undefined> = docs;
  for (const service of services) {
    assert.ok(text[service.typeName], service.typeName);
    assert.equal(getOption(service, servicePolicy).convention, Convention.SPACEONE, service.typeName);
  }
  for (const method of methods) assert.ok(text[nameOf(method)], nameOf(method));
});
