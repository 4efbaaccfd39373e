import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { ResourceScope } from '@hawser/proto/hawser/v1/options_pb.js';
import { hasOwnJson } from '../json/types.ts';
import { inQuery } from '../query.ts';
import type { Route } from '../routes.ts';
import type { Template } from '../template.ts';
import { errorResponses } from './errors.ts';
import { type JsonSchema, rulesOf } from './rules.ts';
import { type Docs, described, type Schemas } from './schemas.ts';

/** How deep into messages query parameters are listed; the server takes any depth. */
const maxQueryDepth = 3;

/** A template as OpenAPI spells it, which has no variables of several segments. */
export interface OpenApiPath {
  readonly path: string;
  /** The names in braces, in order. */
  readonly names: readonly string[];
  /** The one that stands for any number of segments, whose slashes aren't encoded. */
  readonly rest: string | undefined;
}

/**
 * The OpenAPI path of a template. A variable of one segment keeps its name; the parts of a longer one are named after
 * what stands before them: `/v1/{name=shelves/*}` is `/v1/shelves/{shelves}`.
 */
export function openApiPath({ segments, captures, verb }: Template): OpenApiPath {
  const names: string[] = [];
  const pieces = segments.map((segment, i) => {
    if (typeof segment === 'object') return segment.literal;
    const capture = captures.find(({ from, to }) => i >= from && (to === undefined || i < to));
    const before = segments[i - 1];
    const whole = capture && capture.from === i && (capture.to ?? segments.length) === i + 1;
    const base = whole ? capture.field : typeof before === 'object' ? before.literal : 'segment';
    let name = base;
    for (let n = 2; names.includes(name); n++) name = `${base}_${n}`;
    names.push(name);
    return `{${name}}`;
  });
  return {
    path: `/${pieces.join('/')}${verb === '' ? '' : `:${verb}`}`,
    names,
    rest: segments.at(-1) === '**' ? names.at(-1) : undefined,
  };
}

/** One binding of a method as an OpenAPI operation. `id` is unique in the document. */
export function operation(
  route: Route,
  id: string,
  { names, rest }: OpenApiPath,
  schemas: Schemas,
  docs: Docs,
): JsonSchema {
  const { info } = route.method;
  const comment = docs[`${info.service.typeName}.${info.desc.name}`];
  const parameters = [
    ...names.map(name => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
      ...(name === rest ? { 'x-hawser-slashes': true } : {}),
    })),
    ...queryParameters(route, schemas),
  ];
  const body = requestBody(route, schemas);
  return {
    operationId: id,
    tags: [info.service.typeName],
    summary: comment?.split(/(?<=\.)\s/)[0] ?? `${info.service.name}.${info.desc.name}`,
    ...described(comment),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { '200': success(route, schemas), ...errorResponses(info) },
    security: info.public ? [] : [{ token: [] }],
    ...(info.desc.proto.options?.deprecated ? { deprecated: true } : {}),
    'x-hawser-method': info.path,
    'x-hawser-kind': info.desc.methodKind,
    'x-hawser-deadline-seconds': info.deadlineMs / 1000,
    'x-hawser-idempotent': info.idempotent,
    ...(info.permission === '' ? {} : { 'x-hawser-permission': info.permission }),
    ...(info.roles.length === 0 ? {} : { 'x-hawser-roles': info.roles }),
    'x-hawser-scope': ResourceScope[info.scope],
  };
}

function queryParameters({ method, binding }: Route, schemas: Schemas): JsonSchema[] {
  const { input } = method.info.desc;
  const { body } = binding;
  if (body === '*') return [];
  const taken = new Set(binding.template.captures.map(({ field }) => field));
  if (body) taken.add(body.name);
  const found: JsonSchema[] = [];
  const add = (message: DescMessage, prefix: string, depth: number) => {
    for (const field of message.fields) {
      const name = prefix + field.name;
      if (taken.has(name)) continue;
      if (inQuery(field)) found.push(queryParameter(message, field, name, schemas));
      else if (field.fieldKind === 'message' && depth < maxQueryDepth && !prefix.includes(`${field.name}.`))
        add(field.message, `${name}.`, depth + 1);
    }
  };
  add(input, '', 1);
  return found;
}

function queryParameter(message: DescMessage, field: DescField, name: string, schemas: Schemas): JsonSchema {
  const { description, ...schema } = schemas.field(message, field);
  const required = rulesOf(field)?.required === true && !name.includes('.');
  const parameter = {
    name,
    in: 'query',
    ...described(description as string),
    ...(required ? { required } : {}),
  };
  const json = field.message && /\.(Struct|Value|ListValue|Any)$/.test(field.message.typeName);
  return json && hasOwnJson(field.message)
    ? { ...parameter, content: { 'application/json': { schema } } }
    : { ...parameter, schema };
}

function requestBody({ method, binding }: Route, schemas: Schemas): JsonSchema | undefined {
  const { body, template } = binding;
  const { input, methodKind } = method.info.desc;
  if (body === undefined) return undefined;
  if (methodKind === 'client_streaming' || methodKind === 'bidi_streaming') {
    const description = `A stream: one ${input.name} a line.`;
    return { description, content: { 'application/x-ndjson': { schema: schemas.message(input) } } };
  }
  if (body !== '*') {
    const required = rulesOf(body)?.required === true;
    return { required, content: { 'application/json': { schema: schemas.field(input, body) } } };
  }
  // What the path gives isn't asked for again.
  const inPath = new Set(template.captures.map(({ field }) => field));
  const schema = inPath.size === 0 ? schemas.message(input) : schemas.object(input, inPath);
  const required = input.fields.some(field => !inPath.has(field.name) && rulesOf(field)?.required);
  return { required, content: { 'application/json': { schema } } };
}

function success({ method, binding }: Route, schemas: Schemas): JsonSchema {
  const { output, methodKind } = method.info.desc;
  const { responseBody } = binding;
  const schema = responseBody ? schemas.field(output, responseBody) : schemas.message(output);
  if (methodKind === 'unary' || methodKind === 'client_streaming')
    return { description: output.name, content: { 'application/json': { schema } } };
  return {
    description: `A stream of ${output.name}: one a line, or one an event.`,
    content: { 'application/x-ndjson': { schema }, 'text/event-stream': { schema: { type: 'string' } } },
  };
}
