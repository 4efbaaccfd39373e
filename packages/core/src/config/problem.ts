import { formatSource, type Source } from './source.ts';

/** What can be wrong with a configuration. Codes are stable. */
export type ProblemCode =
  | 'CONFIG_FILE'
  | 'CONFIG_SYNTAX'
  | 'CONFIG_IMPORT'
  | 'CONFIG_ENVIRONMENT'
  | 'CONFIG_FORBIDDEN_KEY'
  | 'CONFIG_UNKNOWN_KEY'
  | 'CONFIG_UNKNOWN_BACKEND'
  | 'CONFIG_DUPLICATE_KEY'
  | 'CONFIG_TYPE_CLASH'
  | 'CONFIG_MISSING_KEY'
  | 'CONFIG_INVALID_VALUE'
  | 'CONFIG_NO_AUTHENTICATION'
  | 'CONFIG_NO_EFFECT';

/** One thing that is wrong, and where. */
export interface Problem {
  code: ProblemCode;
  /** The key, as `formatPath` writes it; empty when the problem is a whole file's. */
  path: string;
  /** Where the key stands; a key that is missing has none of its own, then it is the map's that lacks it. */
  source: Source;
  message: string;
  /** The type that was expected, as the reference names it. */
  expected?: string;
  /** The known key or value that was probably meant. */
  nearest?: string;
}

/** Stops the start: a configuration is used whole or not at all. Has every problem, not just the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems));
    this.problems = problems;
  }
}

/** Two lines a problem: where and which key, then what is wrong and its code. Ordered as found: layer by layer. */
export function formatProblems(problems: readonly Problem[]): string {
  const head = `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:`;
  const texts = problems.map(problem => {
    const hint = problem.nearest === undefined ? '' : `; did you mean "${problem.nearest}"?`;
    // What no layer has, no layer can be blamed for.
    const place = problem.source.layer === 'default' ? '' : formatSource(problem.source);
    const where = [place, problem.path].filter(Boolean).join('  ');
    return `  ${where}\n    ${problem.message}${hint} [${problem.code}]`;
  });
  return [head, ...texts].join('\n');
}
