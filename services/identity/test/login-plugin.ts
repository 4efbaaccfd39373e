import { after } from 'node:test';
import { errors, Service } from '@hawser/core';
import { startPlugin } from '@hawser/core/interface/plugin';
import {
  type AuthorizeRequest,
  ExternalAuth,
} from '@hawser/proto/spaceone/api/identity/plugin/external_auth_pb.js';
import type { InitRequest } from '@hawser/proto/spaceone/api/identity/plugin/init_pb.js';

/** What the plugin was asked with, last. */
export const asked: { init?: InitRequest; authorize?: AuthorizeRequest } = {};

/** Knows whoever has the ticket that the domain's secret names. */
class Tickets extends Service(ExternalAuth) {
  init(request: InitRequest) {
    asked.init = request;
    return { metadata: { identity_provider: 'tickets', protocol: String(request.options?.protocol) } };
  }

  authorize(request: AuthorizeRequest) {
    asked.authorize = request;
    const { credentials = {}, secretData = {} } = request;
    if (credentials.ticket !== secretData.ticket) throw errors.unauthenticated('no such ticket');
    return { userId: String(credentials.user), name: 'Ticket Holder', email: 'holder@example.com' };
  }
}

/** Starts a plugin that logs in, as a server of its own. @returns its endpoint */
export async function startLoginPlugin(): Promise<string> {
  process.env.LOG_LEVEL = 'silent';
  const options = { name: 'tickets', version: '1.0.0', summary: 'Logs in by ticket', services: [Tickets] };
  const plugin = await startPlugin({ ...options, host: '127.0.0.1', port: 0 });
  after(() => plugin.stop(0));
  return `grpc://${plugin.servers[0]!.address}`;
}
