import type { DescMethod, JsonObject, JsonValue } from '@bufbuild/protobuf';

/** What a caller sees of a call's end, in whichever way it was made. */
export type Answer = { answer: JsonValue } | { error: { code: string; message: string } };

/** One way to call a method. Requests and answers are JSON with the contract's field names. */
export interface Transport {
  name: string;
  call(method: DescMethod, request: JsonObject, token: string | undefined): Promise<Answer>;
  close(): void;
}

/** An error as `ERROR_CODE: text`, the convention of these services. */
export function spaceoneError(text: string): Answer {
  const [, code, message] = /^(ERROR_[A-Z_]+): (.*)$/s.exec(text) ?? [];
  return { error: { code: code ?? 'none', message: message ?? text } };
}

const ids = /\b([a-z][a-z-]*)-[0-9a-f]{12,32}\b/g;

/** Lists come in the order of their ids, which are random: they are put in the order of everything else. */
function sorted(list: readonly JsonValue[]): readonly JsonValue[] {
  if (typeof list[0] !== 'object') return list;
  const keys = new Map(list.map(item => [item, JSON.stringify(item).replace(ids, '$1')]));
  return [...list].sort((a, b) => (keys.get(a)! < keys.get(b)! ? -1 : 1));
}

/**
 * Makes answers to different tenants comparable: ids become numbered in the order in which they appear; times, keys and
 * tokens become their kind.
 */
export class Normalizer {
  readonly #ids = new Map<string, string>();

  normalize(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return sorted(value).map(item => this.normalize(item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.normalize(item)]));
  }

  #text(text: string): string {
    return text
      .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>')
      .replace(/\{"(kty|crv|e|n|alg|use|kid)":.*\}/g, '<key>')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replace(ids, (id, kind: string) => {
        const known = this.#ids.get(id) ?? `<${kind} ${this.#ids.size + 1}>`;
        this.#ids.set(id, known);
        return known;
      });
  }
}
