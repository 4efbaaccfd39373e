import { LRUCache } from 'lru-cache';
import { errors, HawserError } from '../../error/index.ts';
import {
  decodeToken,
  maxTokenLength,
  type TokenType,
  verifyToken,
  WrongKeyError,
} from '../../token/index.ts';
import type { Identity } from '../../transaction/index.ts';
import { identityOf } from './identity.ts';
import { PublicKeys } from './keys.ts';
import type { IdentitySource } from './source.ts';

/** The tokens that open methods: a refresh token doesn't. */
const types: readonly TokenType[] = ['ACCESS_TOKEN', 'CLIENT_SECRET', 'SYSTEM_TOKEN'];

const maxRemembered = 10_000;
const maxRefused = 1_000;
/** How long a checked token is good without its signature being checked again. Its own expiry ends that earlier. */
const rememberMs = 3_600_000;
/** How long an app is taken to be what it was when it was last asked about: so long does a disabled one get in. */
const appMs = 60_000;
/** How long a refused token is refused without another look. */
const refuseMs = 5_000;

interface Remembered {
  identity: Identity;
  /** Until when, in milliseconds since the epoch. */
  until: number;
}

/**
 * Turns tokens into identities. A token's signature is checked once and remembered; a remembered token costs one look-up
 * and a clock read. What is remembered is bounded, the least used going first.
 */
export class TokenVerifier {
  readonly #source: IdentitySource;
  readonly #keys: PublicKeys;
  readonly #remembered = new LRUCache<string, Remembered>({ max: maxRemembered });
  readonly #refused: LRUCache<string, HawserError>;
  readonly #running = new Map<string, Promise<Identity>>();

  constructor(source: IdentitySource) {
    this.#source = source;
    this.#keys = new PublicKeys(source);
    this.#refused = new LRUCache({ max: maxRefused, ttl: refuseMs });
  }

  /** The identity of a token that was checked before and is still good. */
  remembered(token: string): Identity | undefined {
    const known = this.#remembered.get(token);
    return known !== undefined && Date.now() < known.until ? known.identity : undefined;
  }

  /**
   * Checks a token; calls that come with the same one meanwhile share the check.
   * @throws HawserError AUTHENTICATE_FAILURE, or GRPC_CONNECTION when the identity service is away.
   */
  verify(token: string): Promise<Identity> {
    const running = this.#running.get(token);
    if (running) return running;
    const check = this.#check(token).finally(() => this.#running.delete(token));
    this.#running.set(token, check);
    return check;
  }

  async #check(token: string): Promise<Identity> {
    const refusal = this.#refused.get(token);
    if (refusal) throw refusal;
    try {
      const { identity, until } = await this.#look(token);
      this.#remembered.set(token, { identity, until });
      return identity;
    } catch (thrown) {
      if (thrown instanceof HawserError && thrown.code === 'AUTHENTICATE_FAILURE') {
        this.#remembered.delete(token);
        if (token.length <= maxTokenLength) this.#refused.set(token, thrown);
      }
      throw thrown;
    }
  }

  async #look(token: string): Promise<Remembered> {
    const claims = await this.#signed(token);
    const isApp = claims.own === 'APP';
    const identity = identityOf(claims, isApp ? await this.#app(claims.jti, claims.did) : undefined);
    const until = Date.now() + (isApp ? appMs : rememberMs);
    return { identity, until: Math.min(until, (claims.exp ?? Infinity) * 1000) };
  }

  /** The claims, once the signature is found to be of the key that the domain has, or has by now. */
  async #signed(token: string) {
    const { did } = decodeToken(token).claims;
    const key = await this.#keys.get(did);
    if (!key) throw errors.unauthenticated("the token's domain is not known");
    try {
      return await verifyToken(token, key, types);
    } catch (thrown) {
      if (!(thrown instanceof WrongKeyError)) throw thrown;
    }
    const renewed = await this.#keys.renewed(did, key);
    if (!renewed) throw errors.unauthenticated("the token's signature is wrong");
    return verifyToken(token, renewed, types).catch((thrown: unknown) => {
      throw thrown instanceof WrongKeyError
        ? errors.unauthenticated("the token's signature is wrong")
        : thrown;
    });
  }

  async #app(clientId: string | undefined, domainId: string) {
    if (clientId === undefined) throw errors.unauthenticated('the token names no client');
    try {
      return await this.#source.checkApp(clientId, domainId);
    } catch (thrown) {
      if (thrown instanceof HawserError && refusals.has(thrown.code))
        throw errors.unauthenticated('the app is disabled, expired or deleted');
      throw thrown;
    }
  }
}

/** What the identity service answers for an app that may not come in; anything else says nothing about the app. */
const refusals = new Set(['NOT_FOUND', 'PERMISSION_DENIED', 'INVALID_PARAMETER', 'FAILED_PRECONDITION']);
