import { randomUUID } from 'node:crypto';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { errors, Manager } from '@hawser/core';
import { type DatabaseRow, Postgres } from '@hawser/core/connector/postgres';

/** The items in the database. */
export class ItemManager extends Manager {
  readonly #database = this.connector(Postgres);

  /** @throws NOT_UNIQUE when the name is taken */
  async create(name: string) {
    const [row] = await this.#database.query(
      'insert into items (item_id, name) values ($1, $2) on conflict (name) do nothing returning *',
      [randomUUID(), name],
    );
    if (!row) throw errors.notUnique('name', name);
    // A step that fails later in the same call takes this one back.
    this.#database.onRollback(() => this.delete(String(row.item_id)));
    return toItem(row);
  }

  /** @throws NOT_FOUND */
  async get(itemId: string) {
    const [row] = await this.#database.query('select * from items where item_id = $1', [itemId]);
    if (!row) throw errors.notFound('item_id', itemId);
    return toItem(row);
  }

  /** The items whose names come after one, at most `limit`. */
  async after(name: string, limit: number) {
    const rows = await this.#database.query('select * from items where name > $1 order by name limit $2', [
      name,
      limit,
    ]);
    return rows.map(toItem);
  }

  /** @throws NOT_FOUND */
  async delete(itemId: string) {
    const count = await this.#database.execute('delete from items where item_id = $1', [itemId]);
    if (count === 0) throw errors.notFound('item_id', itemId);
  }
}

const toItem = (row: DatabaseRow) => ({
  itemId: String(row.item_id),
  name: String(row.name),
  createdAt: timestampFromDate(new Date(String(row.created_at))),
});
