import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { HawserError } from '../../error/index.ts';
import { defineService } from '../../manifest/index.ts';
import { Service } from '../../service/index.ts';
import { Transaction } from '../../transaction/index.ts';
import { HttpConnector, type HttpMethod, type HttpRequest, type HttpStatusError } from './index.ts';

class RegionService extends Service(Region) {
  list() {
    return {};
  }
}

export class Api extends HttpConnector {
  protected override readonly defaults = { headers: { 'x-key': 'k' } };
  send = (method: HttpMethod, path: string | string[], request?: HttpRequest) =>
    this.request(method, path, request);
  read = (method: HttpMethod, path: string | string[], request?: HttpRequest) =>
    this.json(method, path, request);
}

export const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'A test',
  services: [RegionService],
  servers: ['grpc'],
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server whose answers are taken in turn, the last one again and again. */
export async function startServer() {
  const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  let answers: Answer[] = [];
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    (answers.length > 1 ? answers.shift()! : answers[0]!)(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    seen,
    answer: (...given: Answer[]) => {
      seen.splice(0);
      answers = given;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (_, response) => {
    response.writeHead(code, headers).end(body);
  };
export const ok = status(200, {}, '{"ok":true}');

export function transactionOf(deadlineMs: number): Transaction {
  return new Transaction(
    { path: '/a.B/c', deadlineMs },
    { transport: 'local', header: () => undefined, deadline: Infinity, onCancel: () => {} },
  );
}

export const code = (expected: string, cause?: number) => (thrown: unknown) => {
  assert.ok(thrown instanceof HawserError, String(thrown));
  assert.equal(thrown.code, expected, thrown.message);
  if (cause !== undefined) assert.equal((thrown.cause as HttpStatusError).status, cause);
  return true;
};
