import { METHODS } from 'node:http';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { errors } from '../../error/index.ts';
import type { CompiledMethod } from '../../pipeline/index.ts';
import type { ErrorStyle } from './error-body.ts';
import { compileHandler, type HandlerParts, type RouteHandler, styleOf } from './handler.ts';
import { type Binding, bindingsOf } from './http-rule.ts';
import type { Query } from './query.ts';
import { sendError } from './reply.ts';
import { pathOf, shape, type Template } from './template.ts';

/** The HTTP methods that a custom rule of kind `*` is served by. */
const anyVerb = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A method's binding as it is served. */
export interface Route {
  readonly method: CompiledMethod;
  readonly binding: Binding;
}

/** Every binding of every method that has an HTTP rule. @throws Error when a rule is wrong. */
export const routesOf = (methods: readonly CompiledMethod[]): readonly Route[] =>
  methods.flatMap(method => bindingsOf(method.info.desc).map(binding => ({ method, binding })));

/** The routes of one HTTP method whose paths differ in their verbs alone, which the router can't tell apart. */
interface Group {
  readonly verb: string;
  readonly paths: readonly string[];
  readonly style: ErrorStyle;
  readonly byVerb: Map<string, Route>;
}

/** The handlers of routes whose path is one text, by `VERB path`. */
export type PlainRoutes = ReadonlyMap<string, RouteHandler>;

/**
 * Registers every route with Fastify's router, whose tree finds one without looking at the others.
 * @returns those that a look-up finds as well
 * @throws Error naming both methods when two claim the same path.
 */
export function registerRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  parts: HandlerParts,
): PlainRoutes {
  const groups = groupRoutes(routes);
  const plain = new Map<string, RouteHandler>();
  // Handlers read bodies themselves: Fastify's parsers cost a tenth of a call.
  for (const verb of new Set([...app.supportedMethods, ...groups.map(group => group.verb)]))
    app.addHttpMethod(verb, { hasBody: false, overrideExisting: true });
  for (const group of groups) {
    const handler = dispatch(group, parts);
    for (const url of group.paths) {
      const method = group.verb as HTTPMethods;
      app.route({
        method,
        url,
        handler: (request, reply) => {
          // Whatever comes is written by us: Fastify has nothing left to do.
          reply.hijack();
          handler(request.raw, reply.raw, request.query as Query);
        },
        config: { style: group.style },
      });
      if (!/[:*]/.test(url)) plain.set(`${method} ${url}`, handler);
    }
  }
  return plain;
}

function groupRoutes(routes: readonly Route[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const route of routes) {
    const { template, verb: kind } = route.binding;
    for (const verb of kind === '*' ? anyVerb : [kind]) {
      if (!METHODS.includes(verb))
        throw new Error(`${route.method.info.path}: ${verb} is not an HTTP method`);
      // A literal end has its verb in the path itself.
      const literal = template.verb !== '' && typeof template.segments.at(-1) === 'object';
      const key = `${verb} ${shape(template)}${literal ? `:${template.verb}` : ''}`;
      const found = groups.get(key);
      const group = found ?? {
        verb,
        paths: routerPaths(template, literal),
        style: styleOf(route.method),
        byVerb: new Map(),
      };
      groups.set(key, group);
      const other = group.byVerb.get(literal ? '' : template.verb);
      if (other) {
        const both = `${other.method.info.path} and ${route.method.info.path}`;
        throw new Error(`${both} both claim ${verb} ${template.text}`);
      }
      group.byVerb.set(literal ? '' : template.verb, route);
    }
  }
  return [...groups.values()];
}

/** The router's spelling of a template; `**` takes nothing as well. */
function routerPaths({ segments, verb }: Template, literal: boolean): readonly string[] {
  const pieces = segments.map((segment, i) =>
    segment === '*' ? `:p${i}` : segment === '**' ? '*' : segment.literal.replaceAll(':', '::'),
  );
  const path = `/${pieces.join('/')}${literal ? `::${verb}` : ''}`;
  return segments.at(-1) === '**' && segments.length > 1 ? [path, path.slice(0, -2)] : [path];
}

/** One handler for a group: the verb, what follows the path's last colon, decides. */
function dispatch({ byVerb, style }: Group, parts: HandlerParts): RouteHandler {
  const handlers = new Map<string, RouteHandler>();
  for (const [verb, { method, binding }] of byVerb)
    handlers.set(verb, compileHandler(method, binding, parts));
  const plain = handlers.get('');
  if (plain && handlers.size === 1) return plain;
  return (request, response, query) => {
    const path = pathOf(request.url!);
    const colon = path.indexOf(':', path.lastIndexOf('/'));
    const verb = colon === -1 ? '' : path.slice(path.lastIndexOf(':') + 1);
    const handler = (verb !== '' && handlers.get(verb)) || plain;
    if (handler) handler(request, response, query);
    else sendError(response, parts.draining, style, errors.notFound('path', path.slice(0, 200)));
  };
}
