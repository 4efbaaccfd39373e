import type { Conflict } from './conflict.ts';
import type { TarsValues } from './values.ts';

/** A private template that isn't of TARS's format: domains that don't close, or text that is no option. */
export function checkProfile({ profile }: TarsValues): Conflict[] {
  if (typeof profile !== 'string') return [];
  const open: string[] = [];
  for (const [i, line] of profile.split('\n').entries()) {
    const text = line.replace(/#.*/, '').trim();
    const wrong = text && wrongIn(text, open);
    if (wrong) return [{ path: ['profile'], message: `${wrong}, in line ${i + 1} of it` }];
  }
  return open.length > 0 ? [{ path: ['profile'], message: `<${open.at(-1)}> isn’t closed` }] : [];
}

/** What is wrong with a line, given the domains that it is in, which are changed by it. */
function wrongIn(text: string, open: string[]): string | undefined {
  const [, slash, name = ''] = /^<(\/?)([^<>/\s]+)>$/.exec(text) ?? [];
  if (name === '')
    return /[<>]/.test(text.split('=')[0]!)
      ? `"${text}" isn’t one domain: <name> and </name> stand on lines of their own`
      : open.length === 0
        ? `"${text}" stands in no domain such as <tars>`
        : undefined;
  if (!slash) {
    open.push(name);
    return undefined;
  }
  const last = open.pop();
  return last === name ? undefined : `</${name}> closes ${last ? `<${last}>` : 'nothing'}`;
}
