/**
 * One step of a database's schema. Steps run in the order of the list, each in a transaction, once. An applied step is
 * never edited: its checksum is compared at every start.
 */
export interface Migration {
  /** Sorts and names the step, e.g. `0001_regions`. */
  name: string;
  /** SQL statements. */
  up: string;
}
