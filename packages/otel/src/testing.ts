import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** How a field of a message is read: a message's fields by number, or a scalar. Repeated ones are all kept. */
type Form = 'text' | 'hex' | 'varint' | 'fixed' | 'double' | 'fixeds' | 'doubles' | Fields;
interface Fields {
  readonly [number: number]: readonly [name: string, form: Form];
}
type Read = { [name: string]: (string | number | boolean | number[] | Read)[] };

const attribute: Fields = {
  1: ['key', 'text'],
  2: [
    'value',
    { 1: ['text', 'text'], 2: ['boolean', 'varint'], 3: ['integer', 'varint'], 4: ['double', 'double'] },
  ],
};
const resource: Fields = { 1: ['attributes', attribute] };
const span: Fields = {
  1: ['traceId', 'hex'],
  2: ['spanId', 'hex'],
  3: ['traceState', 'text'],
  4: ['parentSpanId', 'hex'],
  5: ['name', 'text'],
  6: ['kind', 'varint'],
  9: ['attributes', attribute],
  15: ['status', { 2: ['message', 'text'], 3: ['code', 'varint'] }],
};
const point: Fields = {
  4: ['count', 'fixed'],
  5: ['sum', 'double'],
  6: ['value', 'fixed'],
  7: ['attributes', attribute],
};
const bucketed: Fields = {
  4: ['count', 'fixed'],
  5: ['sum', 'double'],
  6: ['counts', 'fixeds'],
  7: ['bounds', 'doubles'],
  9: ['attributes', attribute],
};
const metric: Fields = {
  1: ['name', 'text'],
  3: ['unit', 'text'],
  7: ['sum', { 1: ['points', point] }],
  9: ['histogram', { 1: ['points', bucketed] }],
};
const requests: Readonly<Record<string, Fields>> = {
  '/v1/traces': { 1: ['groups', { 1: ['resource', resource], 2: ['scopes', { 2: ['items', span] }] }] },
  '/v1/metrics': { 1: ['groups', { 1: ['resource', resource], 2: ['scopes', { 2: ['items', metric] }] }] },
};

function read(bytes: Uint8Array, fields: Fields): Read {
  const reader = new BinaryReader(bytes);
  const message: Read = {};
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const field = fields[number];
    if (!field) reader.skip(wire, number);
    else {
      const [name, form] = field;
      message[name] = [...(message[name] ?? []), value(reader, wire, form)];
    }
  }
  return message;
}

function value(reader: BinaryReader, wire: WireType, form: Form): Read[string][number] {
  if (form === 'text') return reader.string();
  if (form === 'hex') return Buffer.from(reader.bytes()).toString('hex');
  if (form === 'varint') return Number(reader.int64());
  if (form === 'fixed') return Number(reader.fixed64());
  if (form === 'double') return reader.double();
  if (form === 'fixeds' || form === 'doubles') {
    const one = (from: BinaryReader) => (form === 'doubles' ? from.double() : Number(from.fixed64()));
    if (wire !== WireType.LengthDelimited) return one(reader);
    const packed = new BinaryReader(reader.bytes());
    const values: number[] = [];
    while (packed.pos < packed.len) values.push(one(packed));
    return values;
  }
  return read(reader.bytes(), form);
}

/** A span or metric as it arrived, with `service` it is from. Attributes are a plain object, and one value stands alone. */
export type Received = { readonly [name: string]: unknown } & {
  readonly service: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
};

/** An OTLP/HTTP collector that keeps what it is sent. */
export async function startCollector() {
  const spans: Received[] = [];
  const metrics: Received[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const fields = requests[request.url ?? ''];
    headers.push(request.headers);
    if (fields) {
      const into = request.url === '/v1/traces' ? spans : metrics;
      into.push(...itemsOf(read(Buffer.concat(chunks), fields)));
    }
    response.writeHead(fields ? 200 : 404, { 'content-type': 'application/x-protobuf' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { endpoint, spans, metrics, headers, stop };
}

function itemsOf(request: Read): Received[] {
  return (request.groups as Read[]).flatMap(group => {
    const service = attributesOf(group.resource![0] as Read)['service.name'] as string;
    return (group.scopes as Read[])
      .flatMap(scope => (scope.items ?? []) as Read[])
      .map(
        item =>
          ({ ...(plain(item) as object), service, attributes: attributesOf(item) }) as unknown as Received,
      );
  });
}

function attributesOf({ attributes = [] }: Read): Record<string, unknown> {
  return Object.fromEntries(
    (attributes as Read[]).map(({ key, value }) => [key![0], Object.values(value![0] as Read)[0]![0]]),
  );
}

/** Messages as objects, in which a field that came once is its value. */
function plain(item: unknown): unknown {
  if (Array.isArray(item)) return item.length === 1 ? plain(item[0]) : item.map(plain);
  if (typeof item !== 'object' || item === null) return item;
  const { attributes, ...rest } = item as Read;
  const entries = Object.entries(rest).map(([key, inner]) => [key, plain(inner)]);
  return { ...Object.fromEntries(entries), ...(attributes && { attributes: attributesOf(item as Read) }) };
}
