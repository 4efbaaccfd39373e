import { randomBytes } from 'node:crypto';
import { errors, Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';

/** One refresh token: the login that it comes from, and the token itself. */
export interface RefreshId {
  family: string;
  token: string;
}

const random = () => randomBytes(8).toString('hex');

/** A refresh token's `jti`. */
export const toTokenId = ({ family, token }: RefreshId): string => `${family}.${token}`;

function fromTokenId(jti: string): RefreshId {
  const [family = '', token = ''] = jti.split('.');
  return { family, token };
}

/**
 * The families of refresh tokens. A login starts one; a renewal puts a new token in the place of the old one. Whoever
 * shows an old one has stolen it, or was stolen from: the whole family is void then.
 */
export class RefreshManager extends Manager {
  readonly #postgres = this.connector(Postgres);

  /** Starts a family. @param seconds until its token expires */
  async start(domainId: string, userId: string, seconds: number): Promise<RefreshId> {
    const id = { family: random(), token: random() };
    await this.#postgres.query(
      `insert into refresh_families (family_id, domain_id, user_id, token_id, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [id.family, domainId, userId, id.token, seconds],
    );
    if (Math.random() < 0.02)
      await this.#postgres.query(
        `delete from refresh_families where family_id in (select family_id from refresh_families
         where expires_at < now() - interval '1 day' limit 1000 for update skip locked)`,
      );
    return id;
  }

  /** Puts a new token in the place of `jti`'s. @throws AUTHENTICATE_FAILURE when that isn't the newest of a good family */
  async renew(jti: string, seconds: number): Promise<RefreshId> {
    const { family, token } = fromTokenId(jti);
    const next = { family, token: random() };
    const renewed = await this.#postgres.execute(
      `update refresh_families set token_id = $3, expires_at = now() + make_interval(secs => $4)
       where family_id = $1 and token_id = $2 and revoked_at is null`,
      [family, token, next.token, seconds],
    );
    if (renewed === 0) throw await this.#reused(family);
    return next;
  }

  /** @throws AUTHENTICATE_FAILURE when the token isn't the newest of a good family */
  async check(jti: string): Promise<void> {
    const { family, token } = fromTokenId(jti);
    const [row] = await this.#postgres.query(
      `select 1 from refresh_families where family_id = $1 and token_id = $2 and revoked_at is null`,
      [family, token],
    );
    if (!row) throw await this.#reused(family);
  }

  /** Voids all refresh tokens of a user. */
  async revoke(domainId: string, userId: string): Promise<void> {
    await this.#postgres.query(
      `update refresh_families set revoked_at = now() where domain_id = $1 and user_id = $2 and revoked_at is null`,
      [domainId, userId],
    );
  }

  async #reused(family: string): Promise<Error> {
    const revoked = await this.#postgres.execute(
      'update refresh_families set revoked_at = now() where family_id = $1 and revoked_at is null',
      [family],
    );
    if (revoked > 0) this.log.warn({ family }, 'a refresh token was used twice: its login is void now');
    return errors.unauthenticated('the refresh token is no longer valid');
  }
}
