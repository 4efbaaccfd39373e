/** Something that is waited for. */
export interface Condition {
  /** As lines name it: `service identity (grpc://identity:50051)`. */
  readonly name: string;
  /**
   * Looks once. What it throws counts as "not yet", with the message as the reason.
   * @param signal fires when the look has taken too long
   */
  check(signal: AbortSignal): Promise<Look>;
  /** Lets go of what it holds. */
  close?(): Promise<void> | void;
}

/** What a look showed: whether the condition holds, and in words how it is. */
export interface Look {
  holds: boolean;
  /** `one ready endpoint`, `answers NOT_SERVING`. */
  says: string;
}

export const holds = (says: string): Look => ({ holds: true, says });
export const notYet = (says: string): Look => ({ holds: false, says });
