import type { JobContext } from '../../interface/worker/index.ts';
import type { Call, Identity } from '../../transaction/index.ts';
import type { CallPayload } from './payload.ts';

/** A call that a worker makes for a job: as the system, on behalf of the tenant whose call sent the job. */
export class JobCall implements Call {
  readonly transport = 'worker';
  readonly deadline = Infinity;
  readonly identity: Identity;
  readonly #headers: Readonly<Record<string, string | undefined>>;
  readonly #context: JobContext;

  constructor(payload: Omit<CallPayload, 'request'>, context: JobContext) {
    this.#context = context;
    this.#headers = {
      x_domain_id: payload.domainId,
      x_workspace_id: payload.workspaceId,
      traceparent: payload.traceparent,
    };
    this.identity = {
      owner: 'SYSTEM',
      audience: 'worker',
      domainId: payload.domainId ?? '',
      workspaceId: payload.workspaceId,
      role: 'SYSTEM',
    };
  }

  header(name: string): string | undefined {
    return this.#headers[name];
  }

  onCancel(listener: () => void): void {
    const { signal } = this.#context;
    if (signal.aborted) listener();
    else signal.addEventListener('abort', listener, { once: true });
  }

  progress(progress: { done: number; total?: number; message?: string }): void {
    this.#context.progress(progress);
  }
}
