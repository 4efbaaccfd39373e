import { Service } from '@hawser/core';
import {
  ItemStoreService as Contract,
  type CreateItemRequest,
  type DeleteItemRequest,
  type GetItemRequest,
  type ListItemsRequest,
} from '../../gen/item_store/v1/item_store_pb.js';
import { ItemManager } from '../manager/item.ts';

/** What the contract promises. Requests arrive valid: its rules were checked before. */
export class ItemStoreService extends Service(Contract) {
  readonly #items = this.manager(ItemManager);

  createItem({ name }: CreateItemRequest) {
    return this.#items.create(name);
  }

  getItem({ itemId }: GetItemRequest) {
    return this.#items.get(itemId);
  }

  async listItems({ pageSize, pageToken }: ListItemsRequest) {
    const limit = pageSize || 100;
    const items = await this.#items.after(pageToken, limit);
    return { items, nextPageToken: items.length === limit ? items.at(-1)!.name : '' };
  }

  async deleteItem({ itemId }: DeleteItemRequest) {
    await this.#items.delete(itemId);
    return {};
  }
}
