import { Convention } from '@hawser/proto/hawser/v1/options_pb.js';
import { codes } from '../../../error/index.ts';
import type { MethodInfo } from '../../../pipeline/index.ts';
import type { JsonSchema } from './rules.ts';

const listed = Object.entries(codes);

/** The two shapes that errors have, by convention. */
export const errorSchemas: Readonly<Record<string, JsonSchema>> = {
  'hawser.Error': {
    type: 'object',
    description: 'The JSON mapping of google.rpc.Status.',
    properties: {
      error: {
        type: 'object',
        properties: {
          code: { type: 'integer', description: 'The HTTP status.' },
          status: { type: 'string', description: 'The name of the google.rpc.Code.' },
          message: { type: 'string' },
          details: {
            type: 'array',
            description:
              'A google.rpc.ErrorInfo, whose `reason` is the stable code; of a refused request also a google.rpc.BadRequest with every wrong field.',
            items: { type: 'object', properties: { '@type': { type: 'string' } }, required: ['@type'] },
          },
        },
        required: ['code', 'status', 'message', 'details'],
      },
    },
    required: ['error'],
  },
  'spaceone.Error': {
    type: 'object',
    description: 'An error as SpaceONE answers it.',
    properties: {
      detail: {
        type: 'object',
        properties: {
          code: { type: 'string', enum: listed.map(([code]) => `ERROR_${code}`) },
          message: { type: 'string' },
        },
        required: ['code', 'message'],
      },
    },
    required: ['detail'],
  },
};

/** The codes of each HTTP status. */
const byStatus = new Map<number, string[]>();
for (const [code, { http }] of listed) byStatus.set(http, [...(byStatus.get(http) ?? []), code]);
const statuses = [...byStatus.keys()].sort((a, b) => a - b);

const schemaOf = (convention: Convention) =>
  convention === Convention.SPACEONE ? 'spaceone.Error' : 'hawser.Error';

/** The responses of all statuses in both shapes, under `components/responses`. */
export const errorComponents: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
  Object.keys(errorSchemas).flatMap(name =>
    statuses.map(status => [
      `${name}.${status}`,
      {
        description: byStatus.get(status)!.join(', '),
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
      },
    ]),
  ),
);

/** The statuses that a method may fail with: those of a token only when it asks for one. */
export function errorResponses({ convention, public: open }: MethodInfo): Record<string, JsonSchema> {
  const possible = statuses.filter(status => !(open && (status === 401 || status === 403)));
  const ref = (status: number) => ({ $ref: `#/components/responses/${schemaOf(convention)}.${status}` });
  return Object.fromEntries(possible.map(status => [String(status), ref(status)]));
}
