/** One part of a path template: a literal, `*` (one segment) or `**` (all that are left). */
export type Segment = { readonly literal: string } | '*' | '**';

/** A variable of a template: the segments from `from` up to, not including, `to`; undefined is the end of the path. */
export interface Capture {
  /** The path of the request's field, as the contract spells it: `book.name`. */
  readonly field: string;
  readonly from: number;
  readonly to: number | undefined;
}

/** A parsed `google.api.http` path, e.g. `/v1/{name=shelves/*}:lend`. */
export interface Template {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly captures: readonly Capture[];
  /** What follows the last colon, e.g. `lend`; empty without one. */
  readonly verb: string;
}

/** Parses a path template. @throws Error naming the template and what is wrong with it. */
export function parseTemplate(text: string): Template {
  const fail = (reason: string): never => {
    throw new Error(`the path "${text}" ${reason}`);
  };
  if (!text.startsWith('/')) fail('does not begin with "/"');
  const segments: Segment[] = [];
  const captures: Capture[] = [];

  const segment = (part: string) => {
    if (segments.at(-1) === '**') fail('has segments after "**"');
    if (part === '*' || part === '**') segments.push(part);
    else if (/^[\w.~!$&'()+,;=@%-]+$/.test(part)) segments.push({ literal: decodeURIComponent(part) });
    else fail(part === '' ? 'has an empty segment' : `has the segment "${part}", which isn't a literal`);
  };
  const variable = (inner: string) => {
    const [field, pattern = '*'] = inner.split(/=(.*)/s) as [string, string?];
    if (!/^\w+(\.\w+)*$/.test(field)) fail(`has the variable "${field}", which isn't a field's path`);
    if (captures.some(capture => capture.field === field)) fail(`binds "${field}" twice`);
    const from = segments.length;
    for (const part of pattern.split('/')) segment(part);
    captures.push({ field, from, to: segments.at(-1) === '**' ? undefined : segments.length });
  };

  const verb = /:([^/{}:]+)$/.exec(text)?.[1] ?? '';
  let rest = text.slice(1, verb === '' ? undefined : -verb.length - 1);
  while (rest !== '') {
    const part = /^(?:\{([^{}]*)\}|([^/{}]*))(\/(?=.)|$)/.exec(rest);
    if (!part) return fail(`is not a template from "${rest}" on`);
    if (part[1] === undefined) segment(part[2]!);
    else variable(part[1]);
    rest = rest.slice(part[0].length);
  }
  return { text, segments, captures, verb };
}

/** Whether two templates, but for their verbs, accept the same paths. */
export const shape = ({ segments }: Template): string =>
  segments
    .map(segment => (typeof segment === 'string' ? segment : encodeURIComponent(segment.literal)))
    .join('/');

/**
 * A function that reads a template's variables from a URL. Of a variable of several segments `%2F` is left as it is,
 * since decoded it could not be told from a separator. Undefined when the template has no variables.
 * @throws URIError when the path is not percent-encoded UTF-8.
 */
export function compileCaptures(template: Template): ((url: string) => readonly string[]) | undefined {
  if (template.captures.length === 0) return undefined;
  const { captures, segments, verb } = template;
  const cut = verb === '' ? 0 : verb.length + 1;
  const readers = captures.map(({ from, to }) => {
    // The path begins with a slash, so its first piece is empty.
    const single = to === from + 1 && segments[from] !== '**';
    if (single) return (pieces: string[]) => decodeURIComponent(pieces[from + 1]!);
    return (pieces: string[]) =>
      pieces
        .slice(from + 1, to === undefined ? undefined : to + 1)
        .map(decodeKeepingSlash)
        .join('/');
  });
  return url => {
    const pieces = pathOf(url).split('/');
    if (cut > 0) pieces[pieces.length - 1] = pieces.at(-1)!.slice(0, -cut);
    return readers.map(read => read(pieces));
  };
}

const decodeKeepingSlash = (piece: string) => piece.split(/%2f/i).map(decodeURIComponent).join('%2F');

/** The path of a request target, which may be absolute (`http://host/path`) and may have a query. */
export function pathOf(url: string): string {
  const query = url.search(/[?#]/);
  const path = query === -1 ? url : url.slice(0, query);
  return path.startsWith('/') ? path : path.replace(/^https?:\/\/[^/]*/, '');
}
