import type { Route } from '../routes.ts';
import { shape } from '../template.ts';
import { errorComponents, errorSchemas } from './errors.ts';
import { type OpenApiPath, openApiPath, operation } from './operation.ts';
import type { JsonSchema } from './rules.ts';
import { type Docs, described, Schemas } from './schemas.ts';

/** What the document says of an application. */
export interface DescribedApplication {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
}

/** The HTTP methods that OpenAPI knows; a rule of kind `*` is described as POST. */
const describable = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);

/** The OpenAPI 3.1 document of all routes. The same routes give the same document, in the contracts' order. */
export function openApiDocument(
  applications: readonly DescribedApplication[],
  routes: readonly Route[],
  docs: Docs,
): JsonSchema {
  const schemas = new Schemas(docs);
  const paths: Record<string, JsonSchema> = {};
  const ids = new Map<string, number>();
  // Paths that differ in their names alone would be one path twice.
  const named = new Map<string, OpenApiPath>();
  for (const route of routes) {
    const { info } = route.method;
    const verb = route.binding.verb === '*' ? 'POST' : route.binding.verb;
    if (!describable.has(verb)) continue;
    const name = `${info.service.typeName}.${info.desc.name}`;
    const nth = (ids.get(name) ?? 0) + 1;
    ids.set(name, nth);
    const { template } = route.binding;
    const key = `${shape(template)}:${template.verb}`;
    const at = named.get(key) ?? openApiPath(template);
    named.set(key, at);
    const id = nth === 1 ? name : `${name}.${nth}`;
    paths[at.path] ??= {};
    paths[at.path]![verb.toLowerCase()] ??= operation(route, id, at, schemas, docs);
  }
  const services = new Map(routes.map(({ method }) => [method.info.service.typeName, method.info.service]));
  return {
    openapi: '3.1.0',
    info: infoOf(applications),
    tags: [...services.keys()].map(name => ({ name, ...described(docs[name]) })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: errorComponents,
      schemas: { ...sorted(schemas.components), ...errorSchemas },
    },
    security: [{ token: [] }],
  };
}

function infoOf(applications: readonly DescribedApplication[]): JsonSchema {
  const parts = applications.map(({ name, version, summary }) => ({ name, version, summary }));
  const [first] = parts;
  if (first && parts.length === 1)
    return { title: first.name, version: first.version, ...described(first.summary) };
  // Their versions are in the list; a document has to have one all the same.
  return { title: 'Hawser', version: first?.version ?? '0.0.0', 'x-hawser-applications': parts };
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
