import type { DescMessage, JsonObject, MessageShape } from '@bufbuild/protobuf';
import type { AnalyzeQuery, Query, StatisticsQuery } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { errors } from '../../../error/index.ts';
import type { Scope } from '../../../transaction/index.ts';
import type { DatabaseRow, Postgres } from '../postgres.ts';
import {
  type Condition,
  fromAnalyzeQuery,
  fromQuery,
  fromStatisticsQuery,
  runAnalyze,
  runList,
  runStat,
} from '../query/index.ts';
import { fromDatabase } from './errors.ts';
import { newId } from './id.ts';
import { compileMessage, type ToMessage } from './message.ts';
import { createOnce } from './repeat.ts';
import { quote, type Resource } from './resource.ts';
import { asQueryScope, type Bounds, bind, boundsOf, claim, withoutRepeated } from './tenancy.ts';
import { toColumns, type Values, type Where } from './values.ts';
import { Conditions } from './where.ts';

/** One page of resources. */
export interface Listed<D extends DescMessage> {
  results: MessageShape<D>[];
  /** How many match in all. */
  totalCount: number;
}

/**
 * The rows of one type of resource. Every statement is bound to the scope of the running call, or of {@link in}. A row
 * out of bounds doesn't exist: it is NOT_FOUND, whoever asks.
 */
export class ResourceStore<D extends DescMessage, E extends string = never> {
  readonly resource: Resource<D, E>;
  readonly #postgres: Postgres;
  readonly #toMessage: ToMessage<D>;
  readonly #within: Scope | undefined;

  constructor(postgres: Postgres, resource: Resource<D, E>, toMessage?: ToMessage<D>, within?: Scope) {
    this.#postgres = postgres;
    this.resource = resource;
    this.#toMessage = toMessage ?? compileMessage(resource);
    this.#within = within;
  }

  /**
   * The same rows bound to another scope: what a public method works on, or the rest of the caller's domain.
   * Using it throws PERMISSION_DENIED when a caller of one domain is led into another.
   */
  in(scope: Scope): ResourceStore<D, E> {
    return new ResourceStore(this.#postgres, this.resource, this.#toMessage, scope);
  }

  /**
   * Writes a new row; id and tenancy are set where they aren't given. If the method fails later, the row is deleted.
   *
   * @throws NOT_UNIQUE, or PERMISSION_DENIED when the row would belong to another tenant
   */
  async create(values: Values<D, E>): Promise<MessageShape<D>> {
    const { resource } = this;
    const row = toColumns(resource, values);
    claim(resource, this.#bounds(), row, true);
    if (resource.prefix && row.get(resource.id.name) == null)
      row.set(resource.id.name, newId(resource.prefix));
    const names = [...row.keys()].map(quote).join(', ');
    const places = Array.from(row, (_, i) => `$${i + 1}`).join(', ');
    const text = `insert into ${resource.table} (${names}) values (${places}) returning ${resource.selected}`;
    const made = this.#toMessage((await this.#run(text, [...row.values()], row))[0]!);
    this.#postgres.onRollback(() => this.#undo(row));
    return made;
  }

  /**
   * Runs `create`, in a database transaction, unless the caller sent the very same request less than a minute ago: then
   * what that one made is the answer. See docs/decisions/repeatable-create.md.
   *
   * @param create makes and returns one row of this store, and whatever belongs to it
   */
  createOnce<R extends DescMessage>(
    schema: R,
    request: MessageShape<R>,
    create: () => Promise<MessageShape<D>>,
  ): Promise<MessageShape<D>> {
    return createOnce(this.#postgres, schema, request, {
      create,
      idOf: made => (made as Record<string, unknown>)[this.resource.id.key] as string,
      again: id => this.find(this.#byId(id)),
    });
  }

  /** The row with that id. @throws NOT_FOUND */
  async get(id: string): Promise<MessageShape<D>> {
    const found = await this.find(this.#byId(id));
    if (!found) throw errors.notFound(this.resource.id.name, id);
    return found;
  }

  /** The first row with these values, by the resource's order, or undefined. */
  async find(where: Where<D, E>): Promise<MessageShape<D> | undefined> {
    return (await this.all(where, 1))[0];
  }

  /** All rows with these values, by the resource's order. */
  async all(where: Where<D, E>, limit?: number): Promise<MessageShape<D>[]> {
    const { conditions } = this.#where(where, 'read');
    const order = this.resource.model.sort
      .map(({ key, desc }) => `${quote(key)}${desc ? ' desc' : ''}`)
      .join(', ');
    const bound = limit === undefined ? '' : ` limit ${conditions.parameter(limit)}::int8`;
    const text = `select ${this.resource.selected} from ${this.resource.table}${conditions.text} order by ${order}${bound}`;
    return (await this.#run(text, conditions.parameters)).map(this.#toMessage);
  }

  async exists(where: Where<D, E>): Promise<boolean> {
    const { conditions } = this.#where(where, 'read');
    const text = `select exists (select from ${this.resource.table}${conditions.text}) as found`;
    return (await this.#run(text, conditions.parameters))[0]!.found === true;
  }

  async count(where: Where<D, E>): Promise<number> {
    const { conditions } = this.#where(where, 'read');
    const text = `select count(*)::float8 as count from ${this.resource.table}${conditions.text}`;
    return (await this.#run(text, conditions.parameters))[0]!.count as number;
  }

  /** Columns of the row with that id as they are in the table, private ones as well, or undefined. */
  async columns(id: string, ...names: string[]): Promise<DatabaseRow | undefined> {
    const { conditions } = this.#where(this.#byId(id), 'read');
    const text = `select ${names.map(quote).join(', ')} from ${this.resource.table}${conditions.text}`;
    return (await this.#run(text, conditions.parameters))[0];
  }

  /**
   * Writes the given fields of a row; the others stay. An update isn't undone when the method fails later: put what
   * belongs together into one {@link Postgres.transaction}, or do it last.
   *
   * @throws NOT_FOUND, NOT_UNIQUE, or PERMISSION_DENIED when the row would belong to another tenant
   */
  async update(id: string, values: Values<D, E>): Promise<MessageShape<D>> {
    const [row] = await this.#update(this.#byId(id), values);
    if (!row) throw errors.notFound(this.resource.id.name, id);
    return row;
  }

  /** As {@link update} for all rows with these values. @returns the rows written */
  updateAll(where: Where<D, E>, values: Values<D, E>): Promise<MessageShape<D>[]> {
    return this.#update(where, values);
  }

  /** Deletes a row. @throws NOT_FOUND */
  async delete(id: string): Promise<void> {
    if ((await this.deleteAll(this.#byId(id))) === 0) throw errors.notFound(this.resource.id.name, id);
  }

  /** Deletes all rows with these values. @returns how many */
  async deleteAll(where: Where<D, E>): Promise<number> {
    const { conditions } = this.#where(where, 'write');
    const text = `delete from ${this.resource.table}${conditions.text} returning 1`;
    return (await this.#run(text, conditions.parameters)).length;
  }

  /**
   * Lists by a query of the API and further conditions that have to hold. Those that just repeat the caller's own scope,
   * as requests do whose ids the token has set, don't keep rows out that belong to all.
   */
  async list(query: Query | undefined, and: readonly Condition[] = []): Promise<Listed<D>> {
    const { db } = this.#postgres;
    const { scope, filter } = this.#narrowed(fromQuery(query), and);
    const { results, totalCount } = await runList(db, this.resource.model, filter, scope);
    return { results: results.map(this.#toMessage), totalCount };
  }

  /** Aggregates by a query of the API over the rows that fulfil further conditions. */
  async stat(query: StatisticsQuery | undefined, and: readonly Condition[] = []): Promise<JsonObject> {
    const { scope, filter } = this.#narrowed(fromStatisticsQuery(query), and);
    return { ...(await runStat(this.#postgres.db, this.resource.model, filter, scope)) };
  }

  /** Groups by a query of the API the rows that fulfil further conditions. */
  async analyze(query: AnalyzeQuery | undefined, and: readonly Condition[] = []): Promise<JsonObject> {
    const { scope, filter } = this.#narrowed(fromAnalyzeQuery(query), and);
    return { ...(await runAnalyze(this.#postgres.db, this.resource.model, filter, scope)) };
  }

  #narrowed<Q extends { filter: Condition[] }>(filter: Q, and: readonly Condition[]) {
    const bounds = this.#bounds();
    // After those of the query, whose errors name them by their numbers.
    filter.filter.push(...withoutRepeated(bounds, this.resource, and));
    return { filter, scope: asQueryScope(bounds) };
  }

  #bounds(): Bounds {
    return boundsOf(this.resource, this.#within);
  }

  #byId(id: string): Where<D, E> {
    return { [this.resource.id.key]: id } as Where<D, E>;
  }

  #where(where: Where<D, E>, use: 'read' | 'write', parameters: unknown[] = []) {
    const conditions = new Conditions(parameters);
    conditions.equal(this.resource, where as Record<string, unknown>);
    bind(this.resource, this.#bounds(), conditions, use);
    return { conditions };
  }

  async #update(where: Where<D, E>, values: Values<D, E>): Promise<MessageShape<D>[]> {
    const { resource } = this;
    const row = toColumns(resource, values);
    claim(resource, this.#bounds(), row, false);
    if (row.size === 0) return this.all(where);
    const set = [...row.keys()].map((name, i) => `${quote(name)} = $${i + 1}`);
    if (resource.updatedAt) set.push(`${quote(resource.updatedAt)} = now()`);
    const { conditions } = this.#where(where, 'write', [...row.values()]);
    const text = `update ${resource.table} set ${set.join(', ')}${conditions.text} returning ${resource.selected}`;
    return (await this.#run(text, conditions.parameters, row)).map(this.#toMessage);
  }

  async #run(
    text: string,
    values: readonly unknown[],
    row: ReadonlyMap<string, unknown> = new Map(),
  ): Promise<DatabaseRow[]> {
    try {
      return await this.#postgres.query(text, values);
    } catch (thrown) {
      throw fromDatabase(thrown, this.resource, row);
    }
  }

  async #undo(row: ReadonlyMap<string, unknown>): Promise<void> {
    const conditions = new Conditions();
    for (const column of new Set([this.resource.id.name, ...this.resource.tenancy])) {
      const value = row.get(column);
      if (typeof value === 'string') conditions.among(column, [value]);
    }
    await this.#postgres.execute(
      `delete from ${this.resource.table}${conditions.text}`,
      conditions.parameters,
    );
  }
}
