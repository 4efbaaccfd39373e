import { errors } from '../../error/index.ts';

/** Where a service answers, as `ENDPOINTS` and SpaceONE's connectors write it. */
export interface Address {
  /** `host:port`, for the engine. */
  target: string;
  tls: boolean;
}

/**
 * Reads `grpc://host:port` or `grpc+ssl://host:port`; what follows the port is ignored, as SpaceONE does (`/v1`).
 * A name that resolves to several addresses (a headless Service) is balanced over all of them.
 * @throws HawserError INVALID_PARAMETER when it is neither.
 */
export function parseAddress(text: string): Address {
  const found = /^(grpc|grpc\+ssl):\/\/(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})(\/|$)/i.exec(text);
  if (!found)
    throw errors.invalid(
      'endpoint',
      `"${text.slice(0, 200)}" is not grpc://HOST:PORT or grpc+ssl://HOST:PORT`,
    );
  return { target: `${found[2]}:${found[3]}`, tls: found[1]!.toLowerCase() === 'grpc+ssl' };
}
