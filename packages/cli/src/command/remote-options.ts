import type { Command } from 'commander';
import { collect, parseDuration } from '../options.ts';

/** Adds what every command that calls a server takes. */
export function withRemoteOptions(command: Command): Command {
  return command
    .optionsGroup('Connection:')
    .option('--endpoint <address>', 'the server: HOST:PORT, grpc://… or grpc+ssl://…')
    .option('--token <token>', 'token to call with (default: that of the login)')
    .option('--header <name=value>', 'further request header; may be repeated', collect)
    .option('--timeout <time>', 'the longest to wait, such as 500ms or 2m', parseDuration)
    .optionsGroup('Options:');
}
