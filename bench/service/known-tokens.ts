import { importJWK, type JWK, type JWTPayload, jwtVerify } from 'jose';

/** What a careful author of a peer's service writes: a token's signature is verified once and remembered. */
export class KnownTokens {
  readonly #known = new Map<string, JWTPayload>();
  readonly #key: ReturnType<typeof importJWK>;

  constructor(publicKey: JWK) {
    this.#key = importJWK(publicKey, 'RS256');
  }

  async check(token: string): Promise<JWTPayload> {
    const known = this.#known.get(token);
    if (known && known.exp! * 1000 > Date.now()) return known;
    const { payload } = await jwtVerify(token, await this.#key);
    this.#known.set(token, payload);
    return payload;
  }
}
