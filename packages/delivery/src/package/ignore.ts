import { DeliveryError } from '../error.ts';

/** Says of a path in a chart (with `/`, relative) whether the package leaves it out. A folder's answer holds for all in it. */
export type Ignore = (path: string, isFolder: boolean) => boolean;

interface Rule {
  pattern: RegExp;
  foldersOnly: boolean;
  /** Whether the pattern is for the last part of a path alone. */
  byName: boolean;
}

/**
 * Reads a `.helmignore` as Helm does: Go's patterns (`*` and `?` within one part of a path, `[a-z]`), one a line; with a slash at its
 * start or within, for the path from the chart's root, else for names at any depth; with one at its end, for folders alone.
 * `templates/.?*` is always left out.
 *
 * Negation (`!`) is refused, though Helm reads it: there a file that such a line does not match is left out, Chart.yaml
 * too, which nobody means.
 *
 * @param where the file's name in messages
 * @throws DeliveryError CHART_INVALID with the line
 */
export function parseIgnore(text: string, where: string): Ignore {
  const rules = [...text.replace(/^\uFEFF/, '').split(/\r?\n/), 'templates/.?*'].flatMap((line, index) => {
    const rule = line.trim();
    if (rule === '' || rule.startsWith('#')) return [];
    const fail = (why: string) =>
      new DeliveryError('CHART_INVALID', `${where}:${index + 1}: ${rule}: ${why}`);
    if (rule.includes('**')) throw fail('Helm knows no ** here');
    if (rule.startsWith('!'))
      throw fail('! leaves out everything that it does not name; list what to leave out');
    const foldersOnly = rule.endsWith('/');
    const path = foldersOnly ? rule.slice(0, -1) : rule;
    const byName = !path.includes('/');
    try {
      return [{ pattern: globPattern(path.replace(/^\//, '')), foldersOnly, byName }];
    } catch (error) {
      throw fail((error as Error).message);
    }
  });
  return (path, isFolder) => rules.some(rule => matches(rule, path, isFolder));
}

const matches = ({ pattern, foldersOnly, byName }: Rule, path: string, isFolder: boolean): boolean =>
  (isFolder || !foldersOnly) && pattern.test(byName ? path.slice(path.lastIndexOf('/') + 1) : path);

const literal = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

/** A pattern of Go's `path.Match` as a regular expression. @throws Error for one that is malformed */
function globPattern(glob: string): RegExp {
  let source = '';
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at]!;
    if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '\\') {
      const escaped = glob[++at];
      if (escaped === undefined) throw new Error('a backslash at the end escapes nothing');
      source += literal(escaped);
    } else if (char === '[') {
      const found = /^\[(\^?)((?:\\.|[^\]\\])+)\]/.exec(glob.slice(at));
      if (!found) throw new Error('[ has no ]');
      const [whole, not, members] = found;
      source += `(?!/)[${not}${members!.replace(/[[&|~^]/g, '\\$&')}]`;
      at += whole.length - 1;
    } else source += literal(char);
  }
  return new RegExp(`^${source}$`, 'u');
}
