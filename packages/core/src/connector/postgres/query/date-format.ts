import { queryErrors } from './errors.ts';

/** MongoDB's specifiers of `$dateToString` as PostgreSQL's `to_char` has them. */
const specifiers: Readonly<Record<string, string>> = {
  Y: 'YYYY',
  m: 'MM',
  d: 'DD',
  H: 'HH24',
  M: 'MI',
  S: 'SS',
  L: 'MS',
  j: 'DDD',
  G: 'IYYY',
  V: 'IW',
  u: 'ID',
  z: '"+0000"',
  '%': '"%"',
};

/** A format like `%Y-%m` for `to_char`, where anything that isn't a specifier stands for itself. */
export function toCharFormat(format: string, at: string): string {
  if (format.includes('\0')) throw queryErrors.invalid(at, 'a null character is not allowed');
  return format.toWellFormed().replace(/%(.?)|[^%]+/gsu, (text, letter: string | undefined) => {
    if (letter === undefined) return `"${text.replace(/["\\]/g, '\\$&')}"`;
    const specifier = specifiers[letter];
    if (specifier === undefined) throw queryErrors.invalid(at, `%${letter} is not supported`);
    return specifier;
  });
}
