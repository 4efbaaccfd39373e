import { z } from 'zod';

/**
 * What an HTTP connector can be told: by its class (`defaults`) and, over that, by `CONNECTORS.<class name>`.
 */
export const httpOptions = z.strictObject({
  /** Where the API is, e.g. `https://api.example.com/v1`. Requests can't leave its host and path. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  /** Sent as `Authorization: Bearer …`. Default: none. */
  token: z.string().min(1).optional().meta({ secret: true }),
  /** Sent with every request. Default: none. */
  headers: z.record(z.string(), z.string()).default({}).meta({ secret: true }),
  /** How long one try may take, answer included, in seconds; the transaction's deadline holds as well. Default: 30. */
  timeoutSeconds: z.number().positive().max(3_600).default(30),
  /** How often an idempotent request is repeated when the server is away or overloaded. Default: 2. */
  retries: z.int().min(0).max(10).default(2),
  /** The longest answer that is taken, in bytes, after decompression. Default: 10 MiB. */
  maxResponseBytes: z
    .int()
    .positive()
    .default(10 * 1024 * 1024),
  /**
   * The only hosts that requests and redirects may go to: names, or `*.example.com` for all below. Set it whenever a user
   * has a say in `baseUrl`; without it, a URL could lead to addresses that only this server reaches. Default: any.
   */
  allowedHosts: z.array(z.string().min(1)).optional(),
});

export type HttpOptions = z.output<typeof httpOptions>;

/** What every connector's configuration has, whether or not it is for this kind. */
const common = ['backend', 'endpoint', 'endpoints'];

/** @throws Error naming the connector and the wrong options. */
export function readHttpOptions(
  name: string,
  defaults: Partial<HttpOptions>,
  configured: Readonly<Record<string, unknown>>,
): HttpOptions {
  const own = Object.entries(configured).filter(([key]) => !common.includes(key));
  const checked = httpOptions.safeParse({ ...defaults, ...Object.fromEntries(own) });
  if (checked.success) return checked.data;
  throw new Error(`CONNECTORS.${name} is wrong:\n${z.prettifyError(checked.error)}`);
}
