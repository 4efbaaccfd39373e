import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config, DeepReadonly } from './config/index.ts';
import { prettyLine } from './pretty.ts';

/** What the framework asks of a logger; pino's loggers are ones. */
export interface Log {
  debug(fields: object, message?: string): void;
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
}

/**
 * A service's logger, at the level and in the format that `LOG` says.
 * @param to where lines go. Default: standard output.
 */
export function createLog(
  name: string,
  { level, format }: Pick<DeepReadonly<Config['LOG']>, 'level' | 'format'>,
  to: DestinationStream = pino.destination(1),
): Logger {
  return pino({ name, level }, format === 'json' ? to : { write: line => to.write(prettyLine(line)) });
}
