import { Application } from '../../../application.ts';
import { type RestOptions, type RestServer, startRest } from '../server.ts';
import { manifest } from './library.ts';

/** The test contract, served on a free port of this machine. */
export async function serve(options: Partial<RestOptions> = {}, times = { openMs: 100, heartbeatMs: 50 }) {
  const application = new Application(manifest, { config: { LOG: { level: 'silent', requests: 'none' } } });
  const { name, methods, readiness, log } = application;
  const { version, summary } = manifest;
  let server: RestServer | undefined;
  await application.start([
    async () => {
      server = await startRest({
        applications: [{ name, version, summary, methods, readiness }],
        options: { host: '127.0.0.1', port: 0, bodyLimitBytes: 100_000, cors: { origins: [] }, ...options },
        log,
        times,
      });
      return server;
    },
  ]);
  const url = `http://127.0.0.1:${server!.port}`;

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(url + path, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
  }
  return { application, server: server!, url, call };
}
