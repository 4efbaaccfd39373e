import { CommanderError } from 'commander';
import { errorLines } from './explain.ts';
import { type CommandTable, createProgram } from './program.ts';
import { streams } from './terminal/streams.ts';

/** Exit codes that scripts can rely on. */
export const exitCodes = {
  ok: 0,
  /** What was asked for failed. */
  failed: 1,
  /** The command line can't be understood. */
  usage: 2,
} as const;

/**
 * Runs one command line, without the program's name. Never throws: errors are lines on standard error.
 *
 * @param table the commands that there are. Default: all.
 */
export async function run(args: readonly string[], table?: CommandTable): Promise<number> {
  // A reader that has seen enough (`hawser list … | head`) isn't an error.
  streams.out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(exitCodes.ok);
  });
  process.exitCode = undefined;
  try {
    const known = table ?? (await import('./command/index.ts')).commands;
    const program = await createProgram(known, args[0]);
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (thrown) {
    // Commander has printed its own errors, and help or version are none.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    const { lines, exitCode } = await errorLines(thrown);
    streams.err.write(`${lines.join('\n')}\n`);
    return exitCode;
  }
}
