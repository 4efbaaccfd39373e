/**
 * Bounds of what one query may ask for, so that a single request can't keep a database busy by its size alone. They are
 * far above what SpaceONE's clients send. How long a statement may run is the connection's business.
 */
export const limits = {
  /** Conditions in `filter` and `filter_or` together, and in any other list of conditions. */
  conditions: 1_000,
  /** Values of an `in` or `not_in`. */
  list: 10_000,
  /** Values of `contain_in`, `not_contain_in` and `regex_in`: each is tried on every row. */
  patterns: 100,
  /** Characters of a regular expression. */
  regex: 1_000,
  /** Characters of a text to look for with `contain`, and of a keyword. */
  contain: 4_096,
  /** Characters of a key. */
  key: 1_024,
  /** Parts of a dotted key. */
  depth: 20,
  /** Levels of a value that is an object, and of nested `select` expressions. */
  nesting: 20,
  /** Characters of a name that a query gives to a result's field. */
  name: 255,
  /** Keys in `sort`. */
  sort: 20,
  /** Keys in `only`. */
  only: 500,
  /** Keys and fields of one group or project stage, parts of one of these, and keys in `field_group`. */
  fields: 100,
  /** Stages of `aggregate`. */
  stages: 50,
} as const;
