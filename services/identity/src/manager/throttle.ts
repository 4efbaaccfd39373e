import { HawserError, Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';

/** So many wrong passwords in a row cost nothing. */
const free = 5;
/** The first further one blocks for a second, each after it for twice as long, up to this. */
const longestSeconds = 900;
/** After so long without a try the past is forgotten. */
const memory = '1 day';

/**
 * Slows down the guessing of passwords: after five wrong ones in a row, each further one blocks the user's name for twice
 * as long as the one before. Names that aren't there are treated alike. Counted in the database, for all replicas.
 */
export class ThrottleManager extends Manager {
  readonly #postgres = this.connector(Postgres);

  /** @throws RESOURCE_EXHAUSTED while the name is blocked */
  async check(domainId: string, userId: string): Promise<void> {
    const [row] = await this.#postgres.query(
      `select ceil(extract(epoch from blocked_until - now()))::int as seconds from login_failures
       where domain_id = $1 and user_id = $2 and blocked_until > now() and failures > $3`,
      [domainId, userId, free],
    );
    if (!row) return;
    throw new HawserError('RESOURCE_EXHAUSTED', {
      reason: `Too many failed logins. Try again in ${row.seconds} s.`,
    });
  }

  /** Counts a wrong password. */
  async failed(domainId: string, userId: string): Promise<void> {
    await this.#postgres.query(
      `insert into login_failures as l (domain_id, user_id, failures, blocked_until) values ($1, $2, 1, now())
       on conflict (domain_id, user_id) do update set
         failures = case when l.blocked_until < now() - interval '${memory}' then 1 else l.failures + 1 end,
         blocked_until = now() + make_interval(secs => case when l.failures < $3 then 0
           else least(power(2, least(l.failures - $3, 30)), $4::int) end)`,
      [domainId, userId, free, longestSeconds],
    );
    if (Math.random() < 0.01)
      await this.#postgres.query(
        `delete from login_failures where ctid in (select ctid from login_failures
         where blocked_until < now() - interval '${memory}' limit 1000 for update skip locked)`,
      );
  }

  /** Forgets the wrong passwords before a right one. */
  async succeeded(domainId: string, userId: string): Promise<void> {
    await this.#postgres.query('delete from login_failures where domain_id = $1 and user_id = $2', [
      domainId,
      userId,
    ]);
  }
}
