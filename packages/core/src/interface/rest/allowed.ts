import type { Route } from './routes.ts';
import { pathOf } from './template.ts';

interface Node {
  readonly literals: Map<string, Node>;
  one?: Node;
  rest?: Node;
  /** The HTTP methods, by the verb after the colon. */
  readonly methods: Map<string, Set<string>>;
}

const node = (): Node => ({ literals: new Map(), methods: new Map() });

/**
 * Which HTTP methods a path has, asked when a request's own isn't among them: the router keeps one tree an HTTP method
 * and only tells that there is nothing in that one.
 */
export class AllowedMethods {
  readonly #root = node();

  constructor(routes: readonly Route[]) {
    for (const { binding } of routes) {
      let at = this.#root;
      for (const segment of binding.template.segments) {
        if (segment === '*') at = at.one ??= node();
        else if (segment === '**') at = at.rest ??= node();
        else {
          const next = at.literals.get(segment.literal) ?? node();
          at.literals.set(segment.literal, next);
          at = next;
        }
      }
      const { verb } = binding.template;
      at.methods.set(verb, (at.methods.get(verb) ?? new Set()).add(binding.verb));
    }
  }

  /** In alphabetical order; empty for a path that isn't served at all. */
  of(url: string): readonly string[] {
    const pieces = pathOf(url).split('/').slice(1);
    const found = new Set<string>();
    collect(this.#root, pieces, 0, '', found);
    const [, end, verb] = /^(.*):([^:]*)$/s.exec(pieces.at(-1) ?? '') ?? [];
    if (verb) collect(this.#root, [...pieces.slice(0, -1), end!], 0, verb, found);
    return [...found].sort();
  }
}

function collect(at: Node, pieces: readonly string[], i: number, verb: string, found: Set<string>): void {
  for (const method of (i === pieces.length ? at : at.rest)?.methods.get(verb) ?? []) found.add(method);
  if (i === pieces.length) {
    for (const method of at.rest?.methods.get(verb) ?? []) found.add(method);
    return;
  }
  const literal = at.literals.get(pieces[i]!);
  if (literal) collect(literal, pieces, i + 1, verb, found);
  if (at.one && pieces[i] !== '') collect(at.one, pieces, i + 1, verb, found);
}
