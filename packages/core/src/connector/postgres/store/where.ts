import { quote, type Resource } from './resource.ts';

/** Collects conditions and the parameters that they name. */
export class Conditions {
  readonly parameters: unknown[];
  readonly #all: string[] = [];

  /** @param parameters of what comes before in the statement; further ones are added to it. */
  constructor(parameters: unknown[] = []) {
    this.parameters = parameters;
  }

  /** `$n` for a value. */
  parameter(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  /** A column has one of the values. */
  among(column: string, values: readonly string[]): void {
    this.#all.push(
      values.length === 1
        ? `${quote(column)} = ${this.parameter(values[0])}`
        : `${quote(column)} = any(${this.parameter(values)}::text[])`,
    );
  }

  /** Every given field has its value, or one of its values; a column that is a list contains one. */
  equal(resource: Resource, where: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(where)) {
      if (value === undefined) continue;
      const column = resource.columns.get(key);
      if (!column) throw new Error(`${resource.message.name} has no column for '${key}'`);
      const name = quote(column.name);
      if (value === null) this.#all.push(`${name} is null`);
      else if (column.list) {
        const all = column.codec.toColumn(Array.isArray(value) ? value : [value]);
        this.#all.push(`${name} && ${this.parameter(all)}::text[]`);
      } else if (Array.isArray(value)) {
        this.#all.push(`${name} = any(${this.parameter(value.map(one => column.codec.toColumn(one)))})`);
      } else this.#all.push(`${name} = ${this.parameter(column.codec.toColumn(value))}`);
    }
  }

  /** ` where …`, or nothing. */
  get text(): string {
    return this.#all.length === 0 ? '' : ` where ${this.#all.join(' and ')}`;
  }
}
