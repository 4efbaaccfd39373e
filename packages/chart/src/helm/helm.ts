import { HelmError } from './error.ts';
import { type ProcessOptions, type ProcessResult, runProcess } from './process.ts';
import type { HelmMajor } from './version.ts';

/** Where a Helm came from. */
export type HelmSource = 'path' | 'cache' | 'download' | 'build';

/** No more characters of standard output get into an error. */
const longestOutput = 4_000;

/** A Helm on this machine. */
export class Helm {
  readonly major: HelmMajor;
  /** As it says itself: `v4.3.1`; one built by `go install` leaves out the patch number. */
  readonly version: string;
  /** The program's absolute path. */
  readonly path: string;
  readonly source: HelmSource;

  constructor(fields: { major: HelmMajor; version: string; path: string; source: HelmSource }) {
    this.major = fields.major;
    this.version = fields.version;
    this.path = fields.path;
    this.source = fields.source;
  }

  /** Runs a command to its end and gives what it wrote, whatever its exit code is. */
  attempt(args: readonly string[], options?: ProcessOptions): Promise<ProcessResult> {
    return runProcess(this.path, args, options);
  }

  /**
   * Runs a command that has to succeed.
   *
   * @throws HelmError HELM_COMMAND_FAILED with what Helm says; the signal's reason when that was given
   */
  async run(args: readonly string[], options?: ProcessOptions): Promise<ProcessResult> {
    const result = await this.attempt(args, options);
    if (result.exitCode === 0) return result;
    // Some commands, such as lint, say what is wrong on standard output.
    const said = [helmMessage(result.stderr), result.stdout.trim().slice(-longestOutput)]
      .filter(Boolean)
      .join('\n');
    throw new HelmError(
      'HELM_COMMAND_FAILED',
      `helm ${args[0] ?? ''}: ${said || `exit code ${result.exitCode}`}`,
    );
  }
}

/** What Helm wrote without the word `Error:`, and without log lines and warnings that stand before it. */
export function helmMessage(output: string): string {
  const at = output.search(/^Error: /m);
  return (at < 0 ? output : output.slice(at + 'Error: '.length)).trim();
}
