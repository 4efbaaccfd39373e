import type { RequestLog } from './pipeline/index.ts';

/** A handler named in the configuration. Its further keys are its own options. */
export interface HandlerSetting {
  backend: string;
  [option: string]: unknown;
}

/** What the framework itself reads of a service's configuration. */
export interface Settings extends Readonly<Record<string, unknown>> {
  readonly HANDLERS: Readonly<
    Record<'authentication' | 'authorization' | 'mutation' | 'event', readonly HandlerSetting[]>
  >;
  /** Addresses of other services, by service name: `grpc://host:port`. */
  readonly ENDPOINTS: Readonly<Record<string, string>>;
  /** The system token. */
  readonly TOKEN?: string | undefined;
  readonly LOG: { readonly level: string; readonly requests: RequestLog };
  /** `drain` in seconds. */
  readonly SERVERS: { readonly drain: number };
}
