import { Application, defineService, errors, Service, serverStarters } from '@hawser/core';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Endpoint } from '@hawser/proto/spaceone/api/identity/v2/endpoint_pb.js';
import {
  type GrantTokenRequest,
  GrantTokenRequest_Scope,
  type IssueTokenRequest,
  Token,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';

/** How the gate behaves, and what it was asked. */
export const gate = {
  /** Seconds that tokens are valid. */
  access: 1_800,
  refresh: 10_800,
  issued: 0,
  granted: [] as { scope: string; workspace: string }[],
  /** Refresh tokens of before aren't accepted any more. */
  revoked: false,
  others: [] as { service: string; endpoint: string }[],
};

let serial = 0;
/** A JWT as clients read it; nobody checks its signature here. */
const jwt = (seconds: number, kind: string): string =>
  [
    '{"alg":"none"}',
    JSON.stringify({ exp: Math.floor(Date.now() / 1000) + seconds, jti: `${kind}-${++serial}` }),
    'x',
  ]
    .map(part => Buffer.from(part).toString('base64url'))
    .join('.');

class TokenService extends Service(Token) {
  issue({ credentials, domainId }: IssueTokenRequest) {
    const { user_id, password } = (credentials ?? {}) as Record<string, unknown>;
    if (domainId !== 'domain-1' || user_id !== 'ada' || password !== 'secret word')
      throw errors.unauthenticated('there is no such user with that password');
    gate.issued++;
    gate.revoked = false;
    return { accessToken: jwt(gate.access, 'user'), refreshToken: jwt(gate.refresh, 'refresh') };
  }
  grant({ scope, workspaceId }: GrantTokenRequest) {
    if (gate.revoked) throw errors.unauthenticated('the refresh token is no longer valid');
    gate.granted.push({ scope: GrantTokenRequest_Scope[scope], workspace: workspaceId });
    return { accessToken: jwt(gate.access, 'access') };
  }
}

class DomainService extends Service(Domain) {
  get_auth_info({ name }: { name: string }) {
    if (name !== 'example') throw errors.notFound('name', name);
    return { domainId: 'domain-1', name };
  }
}

class EndpointService extends Service(Endpoint) {
  list() {
    return { results: gate.others, totalCount: gate.others.length };
  }
}

const manifest = defineService({
  name: 'identity',
  version: '1.0.0',
  summary: 'What a login needs of the identity service',
  services: [TokenService, DomainService, EndpointService],
  servers: ['grpc'],
});

/** Starts the gate on a free port. */
export async function startGate(): Promise<{ address: string; stop(): Promise<void> }> {
  const config = {
    LOG: { level: 'silent' as const },
    HANDLERS: { authentication: [{ backend: 'anonymous' }] },
    SERVERS: { grpc: { host: '127.0.0.1', port: 0 } },
  };
  const application = new Application(manifest, { config });
  await application.start([serverStarters.grpc]);
  return { address: application.servers[0]!.address, stop: () => application.stop(0) };
}
