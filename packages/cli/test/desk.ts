import { Application, defineService, errors, Service, serverStarters } from '@hawser/core';
import {
  Desk,
  Drawer,
  type DrawerInfo_State,
  type DrawerQuery,
  type DrawerRequest,
  type Saying,
} from '../testdata/gen/desk/v1/desk_pb.js';

/** What the server was asked, for tests to look at. */
export const seen = { queries: [] as DrawerQuery[], tokens: [] as (string | undefined)[], trace: '' };

class DeskService extends Service(Desk) {
  say(request: Saying) {
    seen.tokens.push(this.transaction.call.header('token'));
    seen.trace = this.transaction.call.header('x-trace') ?? '';
    if (request.text === 'fail') throw errors.precondition('the desk is locked');
    if (request.text === 'wait') return new Promise<never>(() => {});
    return request;
  }
  async *count({ text, times }: Saying) {
    for (let i = 1; i <= times; i++) yield { text: `${text}${i}` };
    if (text === 'fail') throw errors.notFound('text', text);
  }
  async join(requests: AsyncIterable<Saying>) {
    const words: string[] = [];
    for await (const { text } of requests) words.push(text);
    return { words };
  }
  async *echo(requests: AsyncIterable<Saying>) {
    for await (const request of requests) yield request;
  }
}

/** Twelve drawers. */
const drawers = Array.from({ length: 12 }, (_, i) => ({
  drawerId: `drawer-${i + 1}`,
  name: i === 2 ? 'a drawer with a name that is a good deal longer than the others' : `drawer ${i + 1}`,
  provider: 'oak',
  state: ((i % 2) + 1) as DrawerInfo_State,
  size: i * 10,
  account: '0042',
  data: { inside: { pens: i } },
  createdAt: `2026-01-${String(i + 1).padStart(2, '0')}T00:00:00.000Z`,
}));

class DrawerService extends Service(Drawer) {
  get({ drawerId }: DrawerRequest) {
    const found = drawers.find(drawer => drawer.drawerId === drawerId);
    if (!found) throw errors.notFound('drawer_id', drawerId);
    return found;
  }
  list(request: DrawerQuery) {
    seen.queries.push(request);
    const { start = 1, limit = 0 } = request.query?.page ?? {};
    const results = request.query?.countOnly
      ? []
      : drawers.slice(start - 1, limit ? start - 1 + limit : undefined);
    return {
      results: request.colour === 'none' ? [] : results,
      totalCount: request.colour === 'none' ? 0 : 12,
    };
  }
}

export const desk = defineService({
  name: 'desk',
  version: '1.0.0',
  summary: 'What the tests call',
  services: [DeskService, DrawerService],
  servers: ['grpc'],
});

/** Starts the desk on a free port. */
export async function startDesk(): Promise<{ address: string; stop(): Promise<void> }> {
  const config = {
    LOG: { level: 'silent' as const },
    HANDLERS: { authentication: [{ backend: 'anonymous' }] },
    SERVERS: { grpc: { host: '127.0.0.1', port: 0 } },
  };
  const application = new Application(desk, { config });
  await application.start([serverStarters.grpc]);
  return { address: application.servers[0]!.address, stop: () => application.stop(0) };
}
