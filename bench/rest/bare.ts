import { fastify } from 'fastify';
import { serve } from '../harness/server-side.ts';
import { jsonRegion } from './answer.ts';

// Fastify with the same body, and nothing else: no token, no validation, no schema.
const app = fastify();
app.post('/inventory/v1/region/create', async request => jsonRegion(request.body as never));
await app.listen({ host: '127.0.0.1', port: 0 });
serve((app.server.address() as { port: number }).port);
