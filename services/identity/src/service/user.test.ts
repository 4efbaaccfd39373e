import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { ErrorCode } from '@hawser/core';
import {
  UserRequiredAction as Action,
  AuthType,
  UserInfo_State as State,
  User,
} from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { resultsOf, runCases } from '../../test/cases.ts';
import { password, startPlatform } from '../../test/platform.ts';
import { createTenant, LOCAL } from '../../test/tenants.ts';

describe('User', async () => {
  const platform = await startPlatform();
  const tenant = await createTenant(platform, 'tenant');
  await platform.postgres.query(
    `insert into users (domain_id, user_id, auth_type, mfa) values ($1, 'two-factors', 'LOCAL', '{"state": "ENABLED", "mfa_type": "EMAIL"}')`,
    [tenant.domainId],
  );
  const kim = { userId: 'kim' };
  const absent = { userId: 'nobody' };
  const created = {
    ...kim,
    name: ' Kim ',
    password,
    authType: LOCAL,
    email: 'kim@example.com',
    tags: { a: 'b' },
  };

  const refusals: [what: string, parts: object, code: ErrorCode, text: RegExp][] = [
    ['without a password', { password: '' }, 'REQUIRED_PARAMETER', /password/],
    ['with a short password', { password: 'Ab1' }, 'INVALID_PARAMETER', /at least 8/],
    ['with a bad address', { email: 'kim' }, 'INVALID_PARAMETER', /key = email/],
    ['with no such time zone', { timezone: 'Moon/Base' }, 'INVALID_PARAMETER', /key = timezone/],
    ['with a password by mail', { resetPassword: true }, 'NOT_IMPLEMENTED', /mail/],
    ['with a second factor', { enforceMfaState: 'ENABLED' }, 'NOT_IMPLEMENTED', /factor/],
  ];

  runCases(platform, User, () => tenant.admin, [
    {
      rpc: 'create',
      what: 'with a password',
      request: () => created,
      gives: ({ userId, name, state, authType, language, timezone, domainId, email, tags }) =>
        assert.deepEqual(
          { userId, name, state, authType, language, timezone, domainId, email, tags },
          {
            ...kim,
            name: 'Kim',
            state: State.PENDING,
            authType: AuthType.LOCAL,
            language: 'en',
            timezone: 'UTC',
            domainId: tenant.domainId,
            email: 'kim@example.com',
            tags: { a: 'b' },
          },
        ),
    },
    {
      rpc: 'create',
      what: 'who logs in elsewhere',
      request: () => ({ userId: 'ext', authType: AuthType.EXTERNAL }),
      gives: ({ authType }) => assert.equal(authType, AuthType.EXTERNAL),
    },
    {
      rpc: 'create',
      what: 'an id that is taken',
      request: () => ({ ...created, name: 'Other' }),
      fails: 'NOT_UNIQUE',
      text: /user_id = kim/,
    },
    ...refusals.map(([what, parts, code, text]) => ({
      rpc: 'create' as const,
      what,
      request: () => ({ ...created, userId: 'x', ...parts }),
      fails: code,
      text,
    })),
    {
      rpc: 'create',
      what: 'by an owner of a workspace',
      token: () => tenant.owners[0],
      request: () => created,
      fails: 'PERMISSION_DENIED',
    },
    {
      rpc: 'update',
      what: 'what is given',
      request: () => ({ ...kim, timezone: 'Asia/Seoul', tags: {} }),
      gives: ({ name, timezone, tags, email }) =>
        assert.deepEqual([name, timezone, tags, email], ['Kim', 'Asia/Seoul', {}, 'kim@example.com']),
    },
    {
      rpc: 'update',
      what: 'to the password that it is',
      request: () => ({ ...kim, password }),
      fails: 'INVALID_PARAMETER',
      text: /the one that the user has/,
    },
    {
      rpc: 'update',
      what: 'a password of one who logs in elsewhere',
      request: () => ({ userId: 'ext', password }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'update',
      what: 'nobody',
      request: () => ({ ...absent, name: 'x' }),
      fails: 'NOT_FOUND',
      text: /user_id = nobody/,
    },
    {
      rpc: 'verify_email',
      what: 'another address',
      request: () => ({ ...kim, email: 'k@example.com' }),
      gives: () => {},
    },
    {
      rpc: 'verify_email',
      what: 'no address',
      request: () => ({ ...kim, email: 'k' }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'get',
      what: 'with the verified address',
      request: () => kim,
      gives: ({ email, emailVerified }) => assert.deepEqual([email, emailVerified], ['k@example.com', true]),
    },
    { rpc: 'get', what: 'nobody', request: () => absent, fails: 'NOT_FOUND' },
    {
      rpc: 'disable_mfa',
      what: 'that is on',
      request: () => ({ userId: 'two-factors' }),
      gives: ({ mfa }) => assert.deepEqual([mfa?.state, mfa?.mfaType], [2, '']),
    },
    { rpc: 'disable_mfa', what: 'that is off', request: () => kim, fails: 'INVALID_PARAMETER' },
    {
      rpc: 'set_required_actions',
      what: 'a new password',
      request: () => ({ ...kim, requiredActions: [Action.UPDATE_PASSWORD] }),
      gives: ({ requiredActions }) => assert.deepEqual(requiredActions, [Action.UPDATE_PASSWORD]),
    },
    {
      rpc: 'set_required_actions',
      what: 'of one who logs in elsewhere',
      request: () => ({ userId: 'ext', requiredActions: [Action.UPDATE_PASSWORD] }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'set_required_actions',
      what: 'a second factor',
      request: () => ({ ...kim, requiredActions: [Action.ENFORCE_MFA] }),
      fails: 'NOT_IMPLEMENTED',
    },
    {
      rpc: 'update',
      what: 'the password, which was required',
      request: () => ({ ...kim, password: 'Other-12345' }),
      gives: ({ requiredActions }) => assert.deepEqual(requiredActions, []),
    },
    {
      rpc: 'set_refresh_timeout',
      what: 'in seconds',
      request: () => ({ ...kim, refreshTimeout: 60 }),
      gives: ({ refreshTimeout }) => assert.equal(refreshTimeout, 60),
    },
    {
      rpc: 'set_refresh_timeout',
      what: 'below zero',
      request: () => ({ ...kim, refreshTimeout: -1 }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'disable',
      what: 'a user',
      request: () => kim,
      gives: ({ state }) => assert.equal(state, State.DISABLED),
    },
    {
      rpc: 'disable',
      what: 'the last administrator',
      request: () => ({ userId: 'admin' }),
      fails: 'INVALID_PARAMETER',
      text: /last enabled administrator/,
    },
    {
      rpc: 'enable',
      what: 'a user',
      request: () => kim,
      gives: ({ state }) => assert.equal(state, State.ENABLED),
    },
    { rpc: 'enable', what: 'nobody', request: () => absent, fails: 'NOT_FOUND' },
    {
      rpc: 'list',
      what: 'by way of logging in',
      request: () => ({ authType: AuthType.EXTERNAL }),
      gives: ({ results }) =>
        assert.deepEqual(
          results.map(one => one.userId),
          ['ext'],
        ),
    },
    {
      rpc: 'list',
      what: 'by a private column',
      request: () => ({
        query: {
          filter: [
            {
              keyAlias: { case: 'k', value: 'password_hash' },
              operatorAlias: { case: 'o', value: 'eq' },
            },
          ],
        },
      }),
      fails: 'INVALID_PARAMETER',
      text: /password_hash' is not a key/,
    },
    {
      rpc: 'stat',
      what: 'the ids',
      request: () => ({ query: { distinct: 'user_id' } }),
      gives: answer => assert.equal((resultsOf(answer) as string[]).length, 7),
    },
    {
      rpc: 'stat',
      what: 'a private column',
      request: () => ({ query: { distinct: 'password_hash' } }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'delete',
      what: 'the last administrator',
      request: () => ({ userId: 'admin' }),
      fails: 'INVALID_PARAMETER',
    },
    {
      rpc: 'delete',
      what: 'a member, who leaves all',
      request: () => ({ userId: 'member' }),
      gives: () => {},
    },
    { rpc: 'delete', what: 'nobody', request: () => absent, fails: 'NOT_FOUND' },
  ]);
});
