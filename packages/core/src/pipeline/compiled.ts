import type { StatusText } from '../error/index.ts';
import { errors, toHawserError, toStatus } from '../error/index.ts';
import type { Handler } from '../handler/handler.ts';
import type { Log } from '../log.ts';
import type { ServiceBase, ServiceClass } from '../service/service.ts';
import { describeMethod, type MethodInfo } from './method.ts';
import { CallMetrics } from './metrics.ts';
import { compileStream, compileUnary, type StreamPipeline, type UnaryPipeline } from './pipeline.ts';
import type { RequestLog } from './steps.ts';

/** One rpc, ready to be called by any interface: exactly one of `unary` and `stream` is set. */
export interface CompiledMethod {
  readonly info: MethodInfo;
  readonly metrics: CallMetrics;
  readonly unary: UnaryPipeline | undefined;
  readonly stream: StreamPipeline | undefined;
  /** Whether the service class has a method for it; else it answers NOT_IMPLEMENTED. */
  readonly implemented: boolean;
  /** How an error of it leaves. */
  status(thrown: unknown): StatusText;
}

/** Compiles every rpc of a service's contract against the object that implements it. */
export function compileService(
  type: ServiceClass,
  object: ServiceBase,
  parts: {
    handlers: readonly Handler[];
    log: Log;
    requestLog: RequestLog;
    /** Methods, as `Service.rpc`, of which only failures through our own fault are logged. */
    quiet?: readonly string[];
  },
): CompiledMethod[] {
  return type.service.methods.map(desc => {
    const method = describeMethod(desc);
    const metrics = new CallMetrics();
    const implementation = (object as unknown as Record<string, unknown>)[method.localName];
    const implemented = typeof implementation === 'function';
    const body = implemented
      ? (implementation as (input: never) => unknown).bind(object)
      : () => {
          throw errors.notImplemented(method.path);
        };
    const quiet = parts.requestLog === 'all' && parts.quiet?.includes(`${desc.parent.name}.${desc.name}`);
    const requestLog = quiet ? 'errors' : parts.requestLog;
    const all = { ...parts, requestLog, method, body, metrics } as const;
    const streams = desc.methodKind === 'server_streaming' || desc.methodKind === 'bidi_streaming';
    const { convention } = method;
    const domain = desc.parent.file.proto.package;
    return {
      info: method,
      metrics,
      implemented,
      unary: streams ? undefined : compileUnary(all),
      stream: streams ? compileStream(all) : undefined,
      status: thrown => toStatus(toHawserError(thrown, ''), convention, domain),
    };
  });
}
