/** A rule that is broken: the field, and what the rule asks for. */
export interface Finding {
  path: string;
  message: string;
}
