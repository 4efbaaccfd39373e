import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Convention } from '@hawser/proto/hawser/v1/options_pb.js';
import { fastify } from 'fastify';
import type { Log } from '../../log.ts';
import type { CompiledMethod } from '../../pipeline/index.ts';
import type { RunningServer } from '../server.ts';
import { AllowedMethods } from './allowed.ts';
import { registerCors } from './cors.ts';
import { drainServer } from './drain.ts';
import type { ErrorStyle } from './error-body.ts';
import { answerClientError, answerFailure, type FallbackParts, registerFallback } from './fallback.ts';
import { type ReadinessSource, registerHealth } from './health.ts';
import { registryOf } from './json/codec.ts';
import { registerMetrics } from './metrics.ts';
import { registerOpenApi } from './openapi/index.ts';
import { registerPage } from './page/index.ts';
import type { Draining } from './reply.ts';
import { type PlainRoutes, registerRoutes, routesOf } from './routes.ts';
import { defaultTimes, type StreamTimes } from './stream/answer.ts';

/** One application as the REST server serves it; an `Application` has all of this. */
export interface RestApplication extends ReadinessSource {
  /** SemVer, shown in the API's description. */
  readonly version: string;
  readonly summary: string;
  readonly methods: readonly CompiledMethod[];
}

export interface RestOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** The largest request body and, of a streamed request, the longest line. */
  bodyLimitBytes: number;
  /** The origins whose pages may call, e.g. `https://console.example.com`; `*` is any. Empty: the server's own alone. */
  cors: { origins: readonly string[] };
}

export interface RestParts {
  /** All of them answer on the one port. */
  applications: readonly RestApplication[];
  options: RestOptions;
  log: Log;
  /** The contracts' comments by full name, shown in the API's description. Default: those of the platform's contracts. */
  docs?: Readonly<Record<string, string>>;
  /** Default: the status of a stream leaves after 1 s at the latest, heartbeats every 15 s. */
  times?: StreamTimes;
}

/** A REST server that is running. */
export interface RestServer extends RunningServer {
  readonly port: number;
}

/** The longest wait for a request's end, in milliseconds; a streamed request may last as long as its method. */
const requestTimeoutMs = 300_000;
/** Longer path segments than SpaceONE's and most others' ids; the header limit bounds the whole path. */
const maxSegment = 2048;

/**
 * Serves the methods that have an HTTP rule, `/healthz`, `/readyz`, `/metrics`, `/openapi.json` and the page at `/`.
 * @throws Error when a rule is wrong or two methods claim a path; `EADDRINUSE` and the like when it can't listen.
 */
export async function startRest(parts: RestParts): Promise<RestServer> {
  const { applications, options, log } = parts;
  const methods = applications.flatMap(application => application.methods);
  const routes = routesOf(methods);
  const style = serverStyle(routes.map(({ method }) => method));
  const draining: Draining = { now: false };
  const fallback: FallbackParts = { draining, log, style };
  const streamed = Math.max(0, ...routes.map(({ method }) => method.info.deadlineMs));

  const app = fastify({
    return503OnClosing: false,
    requestTimeout: Math.max(requestTimeoutMs, streamed + 10_000),
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: maxSegment },
    frameworkErrors: (error, request, reply) => answerFailure(error, request, reply, fallback),
    clientErrorHandler: (error, socket) => answerClientError(error, socket, style),
  });
  registerCors(app, options.cors.origins);
  registerFallback(app, new AllowedMethods(routes), fallback);
  const plain = registerRoutes(app, routes, {
    registry: registryOf(routes.map(({ method }) => method.info.desc)),
    draining,
    log,
    bodyLimit: options.bodyLimitBytes,
    times: parts.times ?? defaultTimes,
  });
  registerHealth(app, applications);
  registerMetrics(app, methods);
  registerOpenApi(app, { applications, routes, docs: parts.docs });
  await registerPage(app);
  await app.ready();

  const { server } = app;
  if (options.cors.origins.length === 0) shortcut(server, plain);
  // Fastify's own listen would make two servers of `localhost`, of which a drain would have to know.
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    kind: 'rest',
    address: `${host}:${port}`,
    port,
    drain: async graceMs => {
      await drainServer(server, draining, graceMs);
      await app.close();
    },
  };
}

/** Parameters of a request whose URL is its path. */
const noQuery = Object.freeze({});

/**
 * Answers requests for a path that is one text, as all of SpaceONE's are, ahead of Fastify: with its hooks and parsers
 * unused, what it makes for each request would be dropped unread. It gets all others.
 */
function shortcut(server: Server, plain: PlainRoutes): void {
  const others = server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const handler = plain.get(`${request.method} ${request.url}`);
    if (handler) return handler(request, response, noQuery);
    for (const other of others) other.call(server, request, response);
  });
}

/** Errors of no method in particular leave in SpaceONE's form only from servers that know no other. */
function serverStyle(methods: readonly CompiledMethod[]): ErrorStyle {
  const spaceone = methods.length > 0 && methods.every(({ info }) => info.convention === Convention.SPACEONE);
  return { convention: spaceone ? Convention.SPACEONE : Convention.UNSPECIFIED, domain: 'hawser' };
}
