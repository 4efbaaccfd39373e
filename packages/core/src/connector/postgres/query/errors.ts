import { errors, HawserError } from '../../../error/index.ts';

/** Text of a caller is repeated in an error up to this many characters. */
const quoted = 100;

const quote = (text: string) =>
  `'${(text.length > quoted ? `${text.slice(0, quoted)}…` : text).toWellFormed()}'`;

/**
 * The errors of queries. `at` is the path of what is wrong as the contract spells it (`query.filter[0].operator`).
 * Which of them are ERROR_DB_QUERY (INTERNAL, although the caller is to blame) is SpaceONE's choice, whose clients
 * know them so.
 */
export const queryErrors = {
  required: (at: string) => errors.required(at),
  invalid: (at: string, reason: string) => errors.invalid(at, reason),
  wrongType: (at: string, type: string) => errors.invalidType(at, type),
  unknownKey: (at: string, key: string) => errors.invalid(at, `${quote(key)} is not a key of this resource`),
  tooMany: (at: string, max: number) => errors.invalid(at, `at most ${max} are allowed`),
  unsupported: (at: string) => errors.invalid(at, 'is not supported'),
  incomplete: (at: string) => errors.dbQuery(`${at}: key, value and operator are required.`),
  unknownOperator: (at: string, operator: string, known: Iterable<string>) =>
    errors.dbQuery(
      `${at}: operator ${quote(operator)} is not supported. (supported_operator = ${[...known].join(', ')})`,
    ),
  badTime: (at: string, format: string) => errors.dbQuery(`${at}: ${format} is required.`),
};

/**
 * The error for what PostgreSQL threw while it ran a compiled query. Only what depends on the data or on a regular
 * expression can fail then; anything else (a lost connection, a missing table) is passed on as it is.
 *
 * @param regexes paths of the query's regular expressions, which only PostgreSQL itself can judge
 */
export function fromDatabase(thrown: unknown, regexes: readonly string[]): unknown {
  if (!(thrown instanceof Error) || thrown instanceof HawserError) return thrown;
  const { code } = thrown as { code?: unknown };
  if (typeof code !== 'string' || code.length !== 5) return thrown;
  if (code === '2201B') return queryErrors.invalid(regexes.join(', '), 'is not a valid regular expression');
  if (code.startsWith('22')) return errors.dbQuery(`a value does not fit its type (SQLSTATE ${code})`);
  if (code.startsWith('54')) return errors.dbQuery('the query is too complex');
  return thrown;
}
