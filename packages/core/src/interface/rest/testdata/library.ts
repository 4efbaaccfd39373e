import { setTimeout as wait } from 'node:timers/promises';
import { defineService, errors, HawserError, isErrorCode, Service } from '../../../index.ts';
import {
  type Book,
  type CreateBookRequest,
  type FailRequest,
  type FindFileRequest,
  type GetBookRequest,
  type LendBookRequest,
  Library,
  type ListBooksRequest,
  type Remark,
  Shelf,
  type ShelfRequest,
  type UpdateBookRequest,
  type WatchBooksRequest,
} from './gen/hawser/test/v1/library_pb.js';

/** What the tests look at afterwards. */
export const seen = { cancelled: [] as string[], watched: 0 };

export class LibraryService extends Service(Library) {
  getBook({ name }: GetBookRequest) {
    if (name.endsWith('/missing')) throw errors.notFound('name', name);
    return { name, title: 'Emma', genre: 1, pageCount: 474, copiesSold: 12345678901n };
  }
  listBooks(request: ListBooksRequest) {
    return { books: [{ name: `${request.parent}/books/1` }], totalSize: 1, request };
  }
  getTitles({ parent, pageSize }: ListBooksRequest) {
    return { books: Array.from({ length: pageSize }, (_, i) => ({ name: `${parent}/books/${i}` })) };
  }
  createBook({ parent, book, bookId }: CreateBookRequest) {
    return { ...book, name: `${parent || 'shelves/none'}/books/${bookId || 'new'}` };
  }
  updateBook({ book }: UpdateBookRequest) {
    return book!;
  }
  deleteBook() {
    return {};
  }
  lendBook({ name, reader }: LendBookRequest) {
    return { name, lent: true, labels: { reader } };
  }
  findFile({ path }: FindFileRequest) {
    return { path };
  }
  purgeFile({ path }: FindFileRequest) {
    return { path, purged: true };
  }
  ping() {
    const { call, token = '', deadline, id } = this.transaction;
    const left = Math.min(deadline - Date.now(), 1e9);
    return { transport: call.transport, token, domainId: call.header('x_domain_id') ?? '', traceId: id, left };
  }
  async fail({ code, text }: FailRequest) {
    if (code === 'WAIT') {
      const { signal, id } = this.transaction;
      await new Promise(resolve => signal.addEventListener('abort', resolve));
      seen.cancelled.push(id);
      throw signal.reason;
    }
    if (code === 'SLOW') return wait(300, {});
    if (isErrorCode(code)) throw new HawserError(code, {}, { text });
    throw new Error(text);
  }
  async *watchBooks({ count, failWith, wait }: WatchBooksRequest) {
    try {
      for (let i = 0; i < count; i++) {
        seen.watched = i;
        yield { title: `Volume ${i}`, pageCount: i };
      }
      if (isErrorCode(failWith)) throw new HawserError(failWith, {}, { text: 'as asked' });
      if (wait) await new Promise(resolve => this.transaction.signal.addEventListener('abort', resolve));
    } finally {
      if (wait) seen.cancelled.push(this.transaction.id);
    }
  }
  async importBooks(books: AsyncIterable<Book>) {
    let imported = 0;
    let lastTitle = '';
    for await (const { title } of books) {
      imported++;
      lastTitle = title;
    }
    return { imported, lastTitle };
  }
  async *discuss(remarks: AsyncIterable<Remark>) {
    for await (const { text } of remarks) yield { text: `re: ${text}` };
  }
}

export class ShelfService extends Service(Shelf) {
  get({ shelfId }: ShelfRequest) {
    if (shelfId === 'missing') throw errors.notFound('shelf_id', shelfId);
    return { shelfId, createdAt: '2026-01-01T00:00:00.000Z' };
  }
}

export const manifest = defineService({
  name: 'library',
  version: '1.2.3',
  summary: 'Lends books.',
  services: [LibraryService, ShelfService],
  servers: ['rest'],
});
