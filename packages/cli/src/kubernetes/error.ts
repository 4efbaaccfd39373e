import type { Resource } from './api.ts';

/** A request that the Kubernetes API refused, or that didn't get there. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;

  constructor(status: number, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.status = status;
  }

  /** Whether the same request may succeed later: the server is away, busy or not yet ready. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Says which right is missing, as the rule of a Role that would give it. */
export function missingRight(
  {
    verb,
    resource,
    name,
    namespace,
  }: { verb: string; resource: Resource; name?: string | undefined; namespace: string },
  answer: string | undefined,
): string {
  const { group, plural } = resource;
  const rule = `{apiGroups: ["${group}"], resources: [${plural}], verbs: [${verb}]}`;
  const user = /User "([^"]+)"/.exec(answer ?? '')?.[1] ?? "the pod's service account";
  const what = name === undefined ? plural : `${plural} "${name}"`;
  return `${user} may not ${verb} ${what} in the namespace ${namespace}: its Role lacks the rule ${rule}`;
}
