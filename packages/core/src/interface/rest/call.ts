import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors } from '../../error/index.ts';
import type { Call } from '../../transaction/index.ts';

/** An HTTP request as a call. Headers are looked up when asked for. */
export class RestCall implements Call {
  readonly transport = 'rest';
  readonly deadline: number;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;

  /** @throws INVALID_PARAMETER when a timeout header is malformed. */
  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    this.deadline = deadlineOf(request);
  }

  /** Names with underscores are also found with hyphens (`x_domain_id`, `x-domain-id`): proxies drop the former. */
  header(name: string): string | undefined {
    const { headers } = this.#request;
    const value = headers[name] ?? (name.includes('_') ? headers[name.replaceAll('_', '-')] : undefined);
    return typeof value === 'string' ? value : undefined;
  }

  onCancel(listener: () => void): void {
    const response = this.#response;
    if (response.closed) {
      if (!response.writableFinished) listener();
      return;
    }
    response.once('close', () => {
      if (!response.writableFinished) listener();
    });
  }
}

/** Milliseconds in each unit of gRPC's timeout header. */
const units: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 1e-3,
  n: 1e-6,
};

/** From `grpc-timeout` (`500m`, `5S`) or `x-request-timeout` (seconds, with a fraction if need be). */
function deadlineOf({ headers }: IncomingMessage): number {
  const grpc = headers['grpc-timeout'];
  if (grpc !== undefined) {
    const [, amount, unit] = /^(\d{1,8})([HMSmun])$/.exec(String(grpc)) ?? [];
    if (amount === undefined)
      throw errors.invalid('grpc-timeout', 'must be up to 8 digits and a unit: H, M, S, m, u or n');
    return Date.now() + Number(amount) * units[unit!]!;
  }
  const seconds = headers['x-request-timeout'];
  if (seconds === undefined) return Number.POSITIVE_INFINITY;
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(String(seconds)))
    throw errors.invalid('x-request-timeout', 'must be seconds');
  return Date.now() + Number(seconds) * 1000;
}
