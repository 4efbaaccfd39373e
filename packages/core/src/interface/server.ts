/** A server that is running, as the application's lifecycle sees it. */
export interface RunningServer {
  /** `grpc`, `rest`, … */
  readonly kind: string;
  /** Where it answers, e.g. `0.0.0.0:50051`; empty for servers that nobody calls. */
  readonly address: string;
  /** Takes no new work, waits for the running one for at most `graceMs`, then ends it. */
  drain(graceMs: number): Promise<void>;
}
