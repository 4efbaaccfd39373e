import { createHmac } from 'node:crypto';
import { type DescMessage, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { LRUCache } from 'lru-cache';
import { Transaction } from '../../../transaction/index.ts';
import type { Postgres } from '../postgres.ts';

/** How long a request counts as a repetition of one before it, in seconds. */
const windowSeconds = 60;
/** One create in so many also removes keys that are too old. */
const sweepEvery = 50;

/** Keys of creates in the last minute. Part of every service's database; made by `migrate`. */
export const createRepeats = `create table if not exists hawser_creates (
  key bytea primary key, id text, at timestamptz not null)`;

const reserve = `insert into hawser_creates as c (key, at) values ($1, now()) on conflict (key) do update
  set id = case when c.at > now() - interval '${windowSeconds} s' then c.id end, at = now() returning id`;
const remember = 'update hawser_creates set id = $2 where key = $1';
const forget = 'delete from hawser_creates where key = $1';
const sweep = `delete from hawser_creates where key in (select key from hawser_creates
  where at < now() - interval '${windowSeconds} s' limit 1000 for update skip locked)`;

/** Creates that this process has answered, by key, with what tells whether the call was broken off. */
const answered = new LRUCache<string, AbortSignal>({ max: 10_000, ttl: windowSeconds * 1000 });

/**
 * Makes `create` safe to repeat, for clients that send a request again when its answer was lost: the same request with
 * the same token within a minute answers what the first one made. One that comes while the first still runs waits for
 * it. Where this process knows that the first one got its answer, whoever asks again means a second one.
 *
 * The key is an HMAC of method and request under the caller's token, so that the table tells nothing of the request,
 * a password in it for example. Calls without a token aren't remembered.
 *
 * @param idOf the id of what `create` made
 * @param again answers for the id of an earlier call; undefined when it isn't there any more, and `create` runs
 */
export async function createOnce<D extends DescMessage, T>(
  postgres: Postgres,
  schema: D,
  request: MessageShape<D>,
  parts: {
    create: () => Promise<T>;
    idOf: (made: T) => string;
    again: (id: string) => Promise<T | undefined>;
  },
): Promise<T> {
  const transaction = Transaction.current();
  const token = transaction?.token;
  if (!transaction || !token) return postgres.transaction(parts.create);
  const { path } = transaction.method;
  const key = createHmac('sha256', token).update(path).update(toBinary(schema, request)).digest();
  const name = key.toString('base64');
  const isAnother = wasAnswered(name);
  const made = await postgres.transaction(async () => {
    const id = (await postgres.query(reserve, [key]))[0]!.id as string | null;
    const known = id === null || isAnother ? undefined : await parts.again(id);
    if (known !== undefined) return known;
    const fresh = await parts.create();
    await postgres.execute(remember, [key, parts.idOf(fresh)]);
    if (Math.random() * sweepEvery < 1) await postgres.execute(sweep);
    postgres.onRollback(async () => void (await postgres.execute(forget, [key])));
    return fresh;
  });
  answered.set(name, transaction.signal);
  return made;
}

/** A call that was broken off before its end, by its caller or its deadline, hasn't told its answer to anyone. */
function wasAnswered(name: string): boolean {
  const signal = answered.get(name);
  return signal !== undefined && !signal.aborted;
}
