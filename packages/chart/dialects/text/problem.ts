/** Something wrong in a values file, where it is and what was expected. */
export interface Problem {
  /** Where in the file, as `mounts[1].mountPath`. Empty for the whole of it. */
  path: string;
  /** From 1; missing where the text names no place, as for a key that isn't there at all. */
  line?: number;
  message: string;
}

/** A values file that can't become a release. Its message has a line for each problem. */
export class ValuesError extends Error {
  override readonly name = 'ValuesError';
  readonly code = 'VALUES_INVALID';
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    super(
      [
        `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:`,
        ...problems.map(problem => `  ${formatProblem(file, problem)}`),
      ].join('\n'),
    );
    this.problems = problems;
  }
}

/** `values.yaml:55 mounts[3].source.tLocalVolume.uid: …` */
export function formatProblem(file: string, { path, line, message }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}${path && ` ${path}`}: ${message}`;
}
