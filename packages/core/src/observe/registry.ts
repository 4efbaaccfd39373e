import { ConfigError } from '../config/index.ts';
import type { TelemetryFactory } from './telemetry.ts';

let factory: TelemetryFactory | undefined;

/** Says what `OTEL` is served by. The package `@hawser/otel` does so when it is imported; later ones replace it. */
export function registerTelemetry(made: TelemetryFactory): void {
  factory = made;
}

/** By a name of its own, since the framework works without it. */
const standard: string = '@hawser/otel';

/**
 * What is registered, else what comes with `@hawser/otel`, which is loaded now.
 * @throws ConfigError when that isn't installed
 */
export async function telemetryFactory(): Promise<TelemetryFactory> {
  if (!factory) {
    await import(standard).catch((thrown: { code?: unknown }) => {
      if (thrown.code !== 'ERR_MODULE_NOT_FOUND') throw thrown;
      throw missing(thrown);
    });
  }
  if (!factory) throw missing(undefined);
  return factory;
}

function missing(cause: unknown): ConfigError {
  const message = `needs the package ${standard}: \`npm install ${standard}\`, or leave OTEL out`;
  const error = new ConfigError([
    { code: 'CONFIG_UNKNOWN_BACKEND', path: 'OTEL.endpoint', source: { layer: 'default' }, message },
  ]);
  error.cause = cause;
  return error;
}
