/** What a check found: fine, in the way, or of no matter here (with the reason). */
export interface Finding {
  state: 'ok' | 'failed' | 'skipped';
  detail: string;
  /** What to do about it. */
  hint?: string | undefined;
}

/** One thing that is looked at. */
export interface Check {
  name: string;
  look(): Finding | Promise<Finding>;
}

export const ok = (detail: string): Finding => ({ state: 'ok', detail });
export const failed = (detail: string, hint: string): Finding => ({ state: 'failed', detail, hint });
export const skipped = (detail: string): Finding => ({ state: 'skipped', detail });
