import type { CompiledMethod } from '../pipeline/index.ts';
import { endAfter, endWith } from './finish.ts';
import { ObservedCall } from './observed-call.ts';
import { telemetryFactory } from './registry.ts';
import type { Telemetry, TelemetryParts, Tracer } from './telemetry.ts';

/**
 * An application's way to its telemetry. Methods and clients are compiled with it; calls before it is open, and after it
 * is closed, aren't traced.
 */
export class Observer {
  #telemetry: Telemetry | undefined;

  get tracer(): Tracer | undefined {
    return this.#telemetry;
  }

  /** Loads and makes the telemetry. @throws ConfigError when its package isn't installed */
  async open(parts: TelemetryParts): Promise<void> {
    const make = await telemetryFactory();
    this.#telemetry = make(parts);
  }

  async close(): Promise<void> {
    const telemetry = this.#telemetry;
    this.#telemetry = undefined;
    await telemetry?.close();
  }

  /** The method with a span a call, whatever interface the call comes by. */
  observe(method: CompiledMethod): CompiledMethod {
    const { unary, stream, info } = method;
    return {
      ...method,
      unary:
        unary &&
        ((input, call) => {
          const span = this.tracer?.serve(info.path, call);
          return span
            ? endWith(span, Promise.resolve(unary(input, new ObservedCall(call, span))))
            : unary(input, call);
        }),
      stream:
        stream &&
        ((input, call) => {
          const span = this.tracer?.serve(info.path, call);
          return span ? endAfter(span, stream(input, new ObservedCall(call, span))) : stream(input, call);
        }),
    };
  }
}
