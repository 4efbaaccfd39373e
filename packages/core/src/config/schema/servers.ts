import { z } from 'zod';
import { count, port, seconds } from './types.ts';

const MiB = 1024 * 1024;
const bytes = (most: number) => z.int().min(1024).max(most);

const host = () =>
  z.string().default('0.0.0.0').describe('Address to listen on. `hawser up` gives 127.0.0.1.');

const tls = z
  .strictObject({
    cert: z.string().describe('PEM file of the certificate and its chain.'),
    key: z.string().describe('PEM file of its private key.'),
    ca: z
      .string()
      .optional()
      .describe('PEM file of the authorities that sign clients; a client has to have a certificate then.'),
  })
  .optional()
  .describe('Serve TLS. Left out: plain text, for inside of a cluster or a machine.');

const grpc = z
  .strictObject({
    host: host(),
    port: port().default(50051).describe('Port; 0 takes a free one.'),
    tls,
    maxMessageBytes: bytes(1024 * MiB)
      .default(16 * MiB)
      .describe('Largest request, in bytes. Hawser’s clients accept answers of 256 MiB.'),
    keepaliveSeconds: seconds()
      .min(1)
      .default(60)
      .describe('A quiet connection is pinged every so many seconds.'),
    maxConnectionAgeSeconds: seconds()
      .default(300)
      .describe(
        'A connection is closed after about so many seconds, once its calls have ended, so that clients find servers that are new; 0 never.',
      ),
    processes: count(256).default(1).describe('Processes that share the port.'),
  })
  .prefault({})
  .describe('The gRPC server.');

const rest = z
  .strictObject({
    host: host(),
    port: port().default(8080).describe('Port; 0 takes a free one.'),
    bodyLimitBytes: bytes(1024 * MiB)
      .default(16 * MiB)
      .describe('Largest request body, in bytes.'),
    cors: z
      .strictObject({
        origins: z
          .array(z.string())
          .default([])
          .describe(
            'Origins that pages may call from, such as `https://console.example.com`; `*` is any. Empty: none but the server’s own.',
          ),
      })
      .prefault({})
      .describe('Calls by pages of other origins.'),
  })
  .prefault({})
  .describe('The REST server.');

const health = z
  .strictObject({
    host: host(),
    port: port().default(8081).describe('Port; 0 takes a free one.'),
  })
  .prefault({})
  .describe(
    'Probes and metrics (`/healthz`, `/readyz`, `/metrics`) of what `hawser start` runs. `hawser up` has them on its REST server.',
  );

/** How the servers listen and stop. */
export const SERVERS = z
  .strictObject({
    grpc,
    rest,
    health,
    drainSeconds: seconds()
      .default(30)
      .describe('Time that running calls and jobs have to end in when a server stops, in seconds.'),
  })
  .prefault({})
  .describe('How the servers listen and stop.');
