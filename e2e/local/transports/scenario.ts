import type { DescMethod, JsonObject, JsonValue } from '@bufbuild/protobuf';
import type { Household, Tenant } from '../tenant.ts';
import { type Answer, Normalizer, type Transport } from './answer.ts';
import { cases, type Scene } from './cases.ts';
import { callerOf, isRemoval, methods, nameOf, policyOf } from './methods.ts';
import { broken, plausible } from './request.ts';

/** What one transport saw of a method. The keys are what was tried. */
export type Seen = Record<string, Answer>;

export interface Cast {
  tenant: Tenant;
  stranger: Household;
  systemToken: string;
  /** Names what must be unlike other tenants' names. */
  tag: string;
}

/** What all workspaces of a domain share. */
const ofDomain = new Set(['domain_id', 'role_id', 'user_id', 'provider', 'schema_id', 'plugin_id']);
/** What a token overrides. */
const places = new Set(['domain_id', 'workspace_id']);

const limited = { admin: 'limitedAdmin', owner: 'limitedOwner' } as const;

/** Plays every method in a tenant of its own, through one transport: first what works, then what is refused, then removals. */
export class Scenario {
  readonly seen = new Map<string, Seen>();
  readonly #transport: Transport;
  readonly #cast: Cast;
  readonly #answers = new Map<string, JsonObject>();
  readonly #known: Record<string, JsonValue> = {};
  readonly #normalizer = new Normalizer();
  readonly #requests = new Map<DescMethod, JsonObject>();

  constructor(transport: Transport, cast: Cast) {
    this.#transport = transport;
    this.#cast = cast;
    this.#known.domain_id = cast.tenant.domainId;
    this.#known.workspace_id = cast.tenant.workspaceId;
  }

  async play(settle: (method: string, answer: JsonObject) => Promise<void>): Promise<void> {
    for (const method of methods.filter(method => !isRemoval(method))) {
      const answer = await this.#work(method);
      if (answer) await settle(nameOf(method), answer);
    }
    for (const method of methods) await this.#refusals(method);
    for (const method of methods.filter(isRemoval)) await this.#work(method);
  }

  async #work(method: DescMethod): Promise<JsonObject | undefined> {
    const request = this.#request(method);
    const result = await this.#try(method, 'works', request, this.#tokenOf(method));
    if (!('answer' in result)) return undefined;
    const answer = result.answer as JsonObject;
    this.#answers.set(nameOf(method), answer);
    if (/^(create|register)$/.test(method.name)) this.#learn(method, answer);
    const [first] = (answer.results ?? []) as JsonObject[];
    if (method.name === 'list' && first) this.#learn(method, first);
    return answer;
  }

  /** The own id of what was made, unless it is one of the tenant's own. */
  #learn({ parent }: DescMethod, answer: JsonObject): void {
    const own = `${parent.name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase()}_id`;
    for (const name of [own, own.replace(/_id$/, '')]) {
      if (typeof answer[name] === 'string') this.#known[name] ??= answer[name];
    }
  }

  #request(method: DescMethod): JsonObject {
    const name = nameOf(method);
    const known = this.#requests.get(method);
    if (known) return known;
    const { tenant, tag } = this.#cast;
    const scene: Scene = {
      ...tenant,
      tag,
      of: earlier => {
        const answer = this.#answers.get(earlier);
        if (!answer) throw new Error(`${name} needs ${earlier}, which has no answer`);
        return answer;
      },
    };
    const request = { ...plausible(method.input, this.#known), ...cases[name]?.request?.(scene) };
    this.#requests.set(method, request);
    return request;
  }

  #callerOf(method: DescMethod): ReturnType<typeof callerOf> {
    return cases[nameOf(method)]?.caller ?? callerOf(method);
  }

  #tokenOf(method: DescMethod): string | undefined {
    const caller = this.#callerOf(method);
    if (caller === 'none') return undefined;
    return caller === 'system' ? this.#cast.systemToken : this.#cast.tenant.tokens[caller];
  }

  async #refusals(method: DescMethod): Promise<void> {
    const request = this.#request(method);
    const { public: isPublic, permission } = policyOf(method);
    const token = this.#tokenOf(method);
    if (!isPublic) {
      await this.#try(method, 'no token', request, undefined);
      await this.#try(method, 'a bad token', request, 'bad');
      await this.#try(method, "a token with another's signature", request, forged(token!));
    }
    const caller = this.#callerOf(method);
    if (permission !== '' && caller in limited) {
      const less = this.#cast.tenant.tokens[limited[caller as keyof typeof limited]];
      await this.#try(method, 'a role without the permission', request, less);
    }
    if (caller === 'system')
      await this.#try(
        method,
        'an administrator where only the system may',
        request,
        this.#cast.tenant.tokens.admin,
      );
    const wrong = broken(method.input, request);
    if (wrong) await this.#try(method, wrong.why, wrong.request, token);
    if (caller === 'owner' || caller === 'admin' || caller === 'user') {
      const token = this.#cast.stranger.tokens[caller];
      const result = await this.#try(method, "another tenant's objects", request, token);
      this.#checkForeign(method, request, result, () => true);
    }
    if (caller === 'owner') {
      const { neighbour } = this.#cast.tenant.tokens;
      const result = await this.#try(method, "another workspace's objects", request, neighbour);
      this.#checkForeign(method, request, result, name => !ofDomain.has(name));
    }
  }

  /** What a stranger gets names nothing of the tenant, and of a thing that is named it is an error. */
  #checkForeign(
    method: DescMethod,
    request: JsonObject,
    result: Answer,
    isHidden: (name: string) => boolean,
  ): void {
    if ('error' in result) return;
    const known = Object.entries(this.#known).filter(
      ([name, id]) => isHidden(name) && /-([0-9a-f]{12}|tenant-\d)$/.test(String(id)),
    );
    const answer = JSON.stringify(result.answer);
    for (const [name, id] of known) {
      if (answer.includes(String(id))) throw new Error(`${nameOf(method)} shows a ${name} to a stranger`);
      const searches = ['list', 'stat', 'analyze'].includes(method.name);
      const isTaken = request[name] === id && !searches && !places.has(name);
      if (isTaken) throw new Error(`${nameOf(method)} takes a stranger's ${name}`);
    }
  }

  async #try(
    method: DescMethod,
    what: string,
    request: JsonObject,
    token: string | undefined,
  ): Promise<Answer> {
    const result = await this.#transport.call(method, request, token);
    const name = nameOf(method);
    const seen = this.seen.get(name) ?? {};
    this.seen.set(name, seen);
    seen[what] = this.#normalizer.normalize(result as unknown as JsonValue) as unknown as Answer;
    return result;
  }
}

/** The token with its signature's last characters changed. */
const forged = (token: string) => `${token.slice(0, -8)}AAAAAAAA`;
