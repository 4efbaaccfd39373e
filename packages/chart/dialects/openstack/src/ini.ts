import { isMap } from './defaults.ts';
import type { KeySaying } from './walk.ts';

/** Keys beside the sections, which are texts around the file. */
const around = new Set(['override', 'append', 'prefix']);

/** Finds what an INI file can't hold in `section → … → option → value`. */
export function checkIni(path: readonly PropertyKey[], sections: unknown): KeySaying[] {
  if (!isMap(sections)) return [];
  return Object.entries(sections).flatMap(([section, options]) => {
    const at = [...path, section];
    if (around.has(section) || options === null) return [];
    if (!isMap(options))
      return [{ path: at, message: `expected a map of options, got ${JSON.stringify(options)}` }];
    if (/[\]\r\n]/.test(section))
      return [{ path: at, message: 'a section’s name has no "]" and no line break' }];
    return checkOptions(at, options);
  });
}

function checkOptions(path: readonly PropertyKey[], options: object): KeySaying[] {
  return Object.entries(options).flatMap(([option, value]) => {
    const at = [...path, option];
    if (/[=\r\n]|^[[#;]/.test(option))
      return [
        {
          path: at,
          message: 'an option’s name has no "=" and no line break, and doesn’t begin a comment or a section',
        },
      ];
    if (isMap(value)) {
      const { type, values } = value;
      if (typeof type !== 'string' || !Array.isArray(values)) return checkOptions(at, value);
      if (type === 'multistring' || type === 'csv')
        return values.flatMap((item, i) => checkValue([...at, 'values', i], item));
      return [{ path: [...at, 'type'], message: `expected multistring or csv, got "${type}"` }];
    }
    if (Array.isArray(value)) return value.flatMap((item, i) => checkValue([...at, i], item));
    return checkValue(at, value);
  });
}

function checkValue(path: PropertyKey[], value: unknown): KeySaying[] {
  if (typeof value === 'object' && value !== null)
    return [
      {
        path,
        message: `expected a single value, got ${Array.isArray(value) ? 'a list' : 'a map'} in a list`,
      },
    ];
  const broken = /[\r\n]/.test(String(value).replace(/\n$/, ''));
  return broken
    ? [
        {
          path,
          message: `${JSON.stringify(value)} has a line break, which an INI file can’t hold: what follows would be options of their own`,
        },
      ]
    : [];
}
