import { z } from 'zod';
import { endpoint, secret } from './types.ts';

const handler = z
  .looseObject({ backend: z.string().describe('Name of the handler, or SpaceONE’s name of it.') })
  .meta({ backend: 'handler' });

const chain = (text: string) => z.array(handler).default([]).describe(text);

/** Which handlers a request passes, and in which order. */
export const HANDLERS = z
  .strictObject({
    authentication: chain('Tell who is calling, or refuse. All of them run, in order.'),
    authorization: chain('Decide whether the caller may do it. All have to agree.'),
    mutation: chain('Change requests, first to last, and responses, last to first.'),
    event: chain('Hear of every call: an audit trail. They can’t fail a call.'),
  })
  .prefault({})
  .describe(
    'Pre- and post-processing of every call, whatever interface it came by. Other keys of an item are its handler’s own.',
  );

const connector = z
  .looseObject({
    backend: z.string().optional().describe('Name of the connector. Left out: the entry’s own name.'),
    endpoint: z.record(z.string(), endpoint()).optional().describe('Address by API version.'),
    endpoints: z.record(z.string(), endpoint()).optional().describe('Address by service.'),
    token: secret().optional().describe('Token that calls are made with. Left out: the caller’s own.'),
  })
  .meta({ backend: 'connector' });

/** Options of connectors, by connector. */
export const CONNECTORS = z
  .record(z.string(), connector)
  .default({})
  .describe(
    'How connectors reach their source, by connector. Other keys of an entry are its connector’s own.',
  );

/** Addresses of services. */
export const ENDPOINTS = z
  .record(z.string(), endpoint())
  .default({})
  .meta({ listOf: { key: 'service', value: 'endpoint' } })
  .describe(
    'Address by service, used when a service isn’t hosted in the same process. SpaceONE’s list of `{service, name, endpoint}` is read as this map.',
  );

/** Token that the platform’s own calls are made with. */
export const TOKEN = secret()
  .default('')
  .describe(
    'Token of the platform itself: schedulers, workers and calls between services without a caller use it.',
  );

/** Where else the token is. */
export const TOKEN_INFO = z
  .strictObject({
    protocol: z
      .enum(['file', 'consul'])
      .optional()
      .describe(
        'How the token is fetched. Of `consul`, as SpaceONE’s files have it, nothing is fetched: what needs the token fails and says so.',
      ),
    uri: z.string().optional().describe('Path of the file that holds it, such as a mounted Secret.'),
    config: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ noEffect: 'nothing is asked of Consul; give TOKEN, or a file by TOKEN_INFO' }),
  })
  .prefault({})
  .describe('Fetches TOKEN from elsewhere, so that no ConfigMap holds it. TOKEN wins where both are given.');
