import type { JsonValue } from '@bufbuild/protobuf';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, less than 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Whole, at least 0, less than `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }

  /** Text: plain, empty, of strange characters, hostile to SQL, paths or logs, or long. */
  text(): string {
    switch (this.below(8)) {
      case 0:
        return '';
      case 1:
        return this.pick(hostile);
      case 2:
        return this.bytes(this.below(40)).toString('latin1');
      case 3:
        return String.fromCodePoint(...Array.from({ length: this.below(12) }, () => this.below(0xd7ff)));
      case 4:
        return this.chance(0.1) ? 'long '.repeat(this.below(4_000)) : 'long '.repeat(this.below(80));
      case 5:
        return String(this.number());
      default:
        return this.word();
    }
  }

  /** A word that services know, or might. */
  word(): string {
    return this.pick(words);
  }

  number(): number {
    return this.pick([
      0,
      -0,
      1,
      -1,
      0.5,
      2 ** 31,
      -(2 ** 31) - 1,
      2 ** 53,
      1e308,
      5e-324,
      this.below(1e6),
      this.next(),
    ]);
  }

  /** JSON of any shape. */
  json(depth = 3): JsonValue {
    switch (this.below(depth > 0 ? 8 : 5)) {
      case 0:
        return null;
      case 1:
        return this.chance(0.5);
      case 2:
        return this.number();
      case 3:
      case 4:
        return this.text();
      case 5:
        return Array.from({ length: this.below(4) }, () => this.json(depth - 1));
      default:
        return Object.fromEntries(
          Array.from({ length: this.below(4) }, () => [this.text().slice(0, 50), this.json(depth - 1)]),
        );
    }
  }
}

const hostile = [
  "'; drop table users; --",
  '" or 1=1 --',
  "\\'; select pg_sleep(1); --",
  '$1',
  '%s%n%x',
  '../../../etc/passwd',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor.prototype',
  'a'.repeat(1025),
  'a.'.repeat(600),
  '(a+)+$',
  '[',
  '#{7*7}',
  '\r\nx: y',
  '2026-13-45T99:99:99Z',
  '9999999999999999999999999999',
  'NaN',
  '{"$gt": ""}',
];

const words = [
  '__proto__',
  'constructor',
  'toString',
  'name',
  'provider',
  'aws',
  'ENABLED',
  'domain_id',
  'data',
  'created_at',
  '2026-01-01T00:00:00Z',
  'x',
  '*',
];
