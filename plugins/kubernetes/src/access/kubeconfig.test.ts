import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readKubeconfig } from './kubeconfig.ts';

const certificate = 'LS0tLS1CRUdJTg==';

function kubeconfig(changes: { cluster?: object; user?: object } = {}) {
  return {
    'current-context': 'here',
    contexts: [
      { name: 'elsewhere', context: { cluster: 'x', user: 'x' } },
      { name: 'here', context: { cluster: 'main', user: 'me' } },
    ],
    clusters: [
      {
        name: 'main',
        cluster: {
          server: 'https://api.example:6443/',
          'certificate-authority-data': certificate,
          ...changes.cluster,
        },
      },
    ],
    users: [{ name: 'me', user: { token: 'secret-token', ...changes.user } }],
  };
}

const refusal = (reason: RegExp) => ({ code: 'INVALID_PARAMETER', message: reason });

describe('a kubeconfig from elsewhere', () => {
  it('gives what its current context names', () => {
    assert.deepEqual(readKubeconfig(kubeconfig(), 'k'), {
      cluster: {
        name: 'main',
        server: 'https://api.example:6443',
        skipTLSVerify: false,
        caData: certificate,
      },
      user: { name: 'me', token: 'secret-token' },
    });
    const byCertificate = kubeconfig({
      user: { token: undefined, 'client-certificate-data': 'a', 'client-key-data': 'b', as: 'someone' },
    });
    assert.deepEqual(readKubeconfig(byCertificate, 'k').user, {
      name: 'me',
      certData: 'a',
      keyData: 'b',
      impersonateUser: 'someone',
    });
  });

  for (const [field, value] of [
    ['exec', { command: '/bin/sh', args: ['-c', 'id'] }],
    ['auth-provider', { name: 'gcp', config: { 'cmd-path': '/bin/sh' } }],
    ['token-file', '/etc/passwd'],
    ['tokenFile', '/etc/passwd'],
    ['client-certificate', '/etc/passwd'],
    ['client-key', '/etc/passwd'],
  ] as const) {
    it(`is refused when its user has ${field}`, () => {
      const config = kubeconfig({ user: { [field]: value } });
      assert.throws(() => readKubeconfig(config, 'k'), refusal(new RegExp(`${field} isn't taken`)));
    });
  }

  for (const [field, value] of [
    ['certificate-authority', '/etc/passwd'],
    ['proxy-url', 'http://10.0.0.1'],
    ['insecure-skip-tls-verify', true],
  ] as const) {
    it(`is refused when its cluster has ${field}`, () => {
      const config = kubeconfig({ cluster: { [field]: value } });
      assert.throws(() => readKubeconfig(config, 'k'), refusal(new RegExp(`${field} isn't taken`)));
    });
  }

  for (const server of [
    'http://api.example',
    'file:///etc/passwd',
    'https://u:p@api.example',
    'api',
    '',
    5,
  ]) {
    it(`is refused when the server is ${JSON.stringify(server)}`, () => {
      assert.throws(
        () => readKubeconfig(kubeconfig({ cluster: { server } }), 'k'),
        refusal(/https:\/\/ address/),
      );
    });
  }

  it('is refused with what is missing', () => {
    const { users: _, ...noUsers } = kubeconfig();
    assert.throws(() => readKubeconfig(noUsers, 'k'), refusal(/has no user "me"/));
    assert.throws(() => readKubeconfig({ ...kubeconfig(), contexts: [] }, 'k'), refusal(/no context "here"/));
    assert.throws(() => readKubeconfig({ ...kubeconfig(), clusters: 5 }, 'k'), refusal(/no cluster "main"/));
    assert.throws(() => readKubeconfig({}, 'k'), refusal(/no current-context/));
    for (const other of [null, 'text', [], 5]) {
      assert.throws(() => readKubeconfig(other, 'k'), refusal(/is no kubeconfig/));
    }
  });
});
