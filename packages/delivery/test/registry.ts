import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startServer, type TestServer } from './http.ts';

/** A registry in memory that does what pushing and pulling need, and counts what is sent to it. */
export interface TestRegistry extends TestServer {
  /** Digests of the blobs that were uploaded, in order. */
  uploads: string[];
  /** `<repository>:<tag>` of the manifests that were put. */
  manifests: string[];
}

/** Starts a registry that speaks the part of the OCI distribution protocol that Helm and Hawser use, with checks of digests. */
export async function startRegistry(): Promise<TestRegistry> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, { data: Buffer; type: string }>();
  const uploads: string[] = [];
  const puts: string[] = [];
  let sessions = 0;

  const send = (response: ServerResponse, status: number, headers: Record<string, string>, data?: Buffer) =>
    response
      .writeHead(status, { ...headers, ...(data ? { 'content-length': String(data.length) } : {}) })
      .end(data);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://x');
    const method = request.method!;
    const body = method === 'HEAD' ? undefined : (data: Buffer) => data;
    if (url.pathname === '/v2/') return void send(response, 200, {});
    const [, repository = '', kind, name = ''] =
      /^\/v2\/(.+)\/(blobs|manifests)\/(.*)$/.exec(url.pathname) ?? [];
    if (kind === 'blobs' && method === 'POST') {
      return void send(response, 202, { location: `/v2/${repository}/blobs/uploads/${++sessions}?state=x` });
    }
    if (kind === 'blobs' && method === 'PUT') {
      const data = await buffer(request);
      const digest = digestOf(data);
      if (url.searchParams.get('digest') !== digest || url.searchParams.get('state') !== 'x')
        return void send(response, 400, {});
      blobs.set(`${repository}@${digest}`, data);
      uploads.push(digest);
      return void send(response, 201, { location: `/v2/${repository}/blobs/${digest}` });
    }
    if (kind === 'manifests' && method === 'PUT') {
      const data = await buffer(request);
      const manifest = { data, type: request.headers['content-type']! };
      manifests.set(`${repository}:${name}`, manifest).set(`${repository}:${digestOf(data)}`, manifest);
      puts.push(`${repository}:${name}`);
      return void send(response, 201, { location: url.pathname, 'docker-content-digest': digestOf(data) });
    }
    const manifest = kind === 'manifests' ? manifests.get(`${repository}:${name}`) : undefined;
    const data = manifest?.data ?? blobs.get(`${repository}@${name}`);
    if (!data) return void send(response, 404, {});
    const type = manifest?.type ?? 'application/octet-stream';
    const headers = {
      'content-type': type,
      'docker-content-digest': digestOf(data),
      'content-length': String(data.length),
    };
    response.writeHead(200, headers).end(body?.(data));
  }

  const server = await startServer((request, response) => {
    answer(request, response).catch(error => response.destroy(error));
  });
  return { ...server, uploads, manifests: puts };
}

const digestOf = (data: Buffer): string => `sha256:${createHash('sha256').update(data).digest('hex')}`;
