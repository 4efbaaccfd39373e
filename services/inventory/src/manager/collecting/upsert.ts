import { setImmediate as nextTurn } from 'node:timers/promises';
import { Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';
import type { ResourceInfo } from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import type { CollectorRuleInfo } from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import { type Item, toItem } from './item.ts';
import type { Kind } from './kind.ts';
import { writeManaged } from './managed.ts';
import { PartManager } from './parts.ts';
import { problem } from './problem.ts';
import { type Message, readMessage } from './read.ts';
import { applyRules, type Finder } from './rules.ts';
import type { Source } from './source.ts';
import { type Outcome, write } from './write.ts';

/** What a run stores with. */
export interface Storing {
  source: Source;
  /** The plugin's rules, and those of users, each in order. */
  rules: readonly (readonly CollectorRuleInfo[])[];
  finder: Finder;
}

/** So many messages are read before others get their turn: so the database isn't kept waiting for its next statement. */
const slice = 25;

/** A batch that is ready to be stored. */
export interface Prepared {
  messages: readonly Message[];
  items: readonly Item[];
}

/** Stores what a plugin found, batch by batch, together with what the task counts. */
export class UpsertManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #parts = this.manager(PartManager);

  /** Reads a batch, and applies the rules. Nothing is asked of the database, so it may be done while another is stored. */
  async prepare(batch: readonly ResourceInfo[], storing: Storing): Promise<Prepared> {
    const messages: Message[] = [];
    const items: Item[] = [];
    for (const [i, info] of batch.entries()) {
      const message = readMessage(info);
      messages.push(message);
      if (message.is === 'resource') items.push(await placed(message, storing));
      if (i % slice === slice - 1) await nextTurn();
    }
    return { messages, items };
  }

  /**
   * Stores one batch. Where single resources can't be stored, the others are.
   * @returns whether the run goes on: false when the job was cancelled
   */
  store({ messages, items }: Prepared, storing: Storing): Promise<boolean> {
    return this.#store(messages, items, storing);
  }

  async #store(messages: readonly Message[], items: readonly Item[], storing: Storing): Promise<boolean> {
    try {
      return await this.#postgres.transaction(() => this.#write(messages, items, storing));
    } catch (thrown) {
      if (!isAboutData(thrown)) throw thrown;
      // Something of this batch doesn't fit the database: halves are tried until it is found.
      if (items.length > 1) {
        const half = items.length >> 1;
        const goesOn = await this.#store(messages, items.slice(0, half), storing);
        return (await this.#store([], items.slice(half), storing)) && goesOn;
      }
      const [item] = items;
      const failed = problem(
        'DB_QUERY',
        'The resource does not fit the database.',
        item?.kind.describe(item.resource),
      );
      const others = messages.filter(message => message.is === 'problem');
      return this.#postgres.transaction(() =>
        this.#write([...others, { is: 'problem', problem: failed }], [], storing),
      );
    }
  }

  async #write(messages: readonly Message[], items: readonly Item[], { source }: Storing): Promise<boolean> {
    const all: Outcome = { created: 0, updated: 0, problems: [] };
    for (const message of messages) {
      if (message.is === 'problem') all.problems.push(message.problem);
      if (message.is !== 'managed') continue;
      const wrong = await writeManaged(this.#postgres, source, message.type, message.resource);
      if (wrong) all.problems.push(wrong);
    }
    for (const [kind, ofKind] of Map.groupBy(items, ({ kind }): Kind => kind)) {
      for (const round of apart(ofKind)) {
        const { created, updated, problems } = await write(this.#postgres, source, kind, round);
        all.problems.push(...problems);
        if (kind.counted) {
          all.created += created;
          all.updated += updated;
        }
      }
    }
    return this.#parts.add(source, all);
  }
}

/** Applies the rules to a cloud service, and says where it goes. */
async function placed(
  message: Message & { is: 'resource' },
  { source, rules, finder }: Storing,
): Promise<Item> {
  const { kind, resource, draft } = message;
  const { workspaceId, projectId, serviceAccountId } = source;
  const home = { workspaceId, projectId, serviceAccountId };
  if (!kind.tracked) return toItem(kind, resource, draft, home, message.rules);
  const { draft: changed, place } = await applyRules(rules, draft, home, finder);
  return toItem(kind, resource, changed, place, message.rules);
}

/** Divides items so that no two in one round may be the same resource: one that comes twice is updated the second time. */
function apart(items: readonly Item[]): Item[][] {
  const rounds: { items: Item[]; keys: Set<string> }[] = [];
  for (const item of items) {
    const keys = item.rules.map(rule => JSON.stringify([item.workspaceId, rule.keys, rule.values]));
    // A later round than any that has a resource like it, so that the last one wins.
    const after = rounds.findLastIndex(round => keys.some(key => round.keys.has(key)));
    if (after + 1 === rounds.length) rounds.push({ items: [], keys: new Set() });
    const round = rounds[after + 1]!;
    round.items.push(item);
    for (const key of keys) round.keys.add(key);
  }
  return rounds.map(round => round.items);
}

/** SQLSTATE classes 22, 23 and 54: a value doesn't fit its column, a constraint, or a limit. */
function isAboutData(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.length === 5 && /^(22|23|54)/.test(code);
}
