import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import {
  type CollectorRuleActions,
  type CollectorRuleCondition,
  type CollectorRuleInfo,
  ConditionsPolicy,
  type MatchRule,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_rule_pb.js';
import type { Place } from './item.ts';
import { valueAt } from './item.ts';
import type { Draft } from './kind.ts';

/** Where projects and service accounts are found, by a field of theirs. */
export interface Finder {
  project(field: string, value: string): Promise<Place | undefined>;
  serviceAccount(field: string, value: string): Promise<Place | undefined>;
}

/**
 * Applies a collector's rules to a cloud service that it found, in order: first those of the plugin, then those of
 * users. One that stops processing ends its own list.
 *
 * @param rules each list in its order
 * @returns the draft and the place as the rules leave them
 */
export async function applyRules(
  rules: readonly (readonly CollectorRuleInfo[])[],
  draft: Draft,
  place: Place,
  finder: Finder,
): Promise<{ draft: Draft; place: Place }> {
  let result = { draft, place };
  for (const list of rules) {
    for (const rule of list) {
      if (!holds(rule, result.draft as JsonObject)) continue;
      if (rule.actions) result = await act(rule.actions, result.draft, result.place, finder);
      if (rule.options?.stopProcessing) break;
    }
  }
  return result;
}

/** Whether a rule is for this resource. */
export function holds({ conditionsPolicy, conditions }: CollectorRuleInfo, draft: JsonObject): boolean {
  if (conditionsPolicy === ConditionsPolicy.ALWAYS) return true;
  const test = (condition: CollectorRuleCondition) => fulfils(condition, draft);
  return conditionsPolicy === ConditionsPolicy.ALL ? conditions.every(test) : conditions.some(test);
}

/** A key without a value fulfils no condition, not even `not`. */
function fulfils({ key, value, operator }: CollectorRuleCondition, draft: JsonObject): boolean {
  const found = fieldOf(draft, key);
  if (found === undefined) return false;
  switch (operator) {
    case 'eq':
      return found === value;
    case 'not':
      return found !== value;
    case 'contain':
      return found.toLowerCase().includes(value.toLowerCase());
    case 'not_contain':
      return !found.toLowerCase().includes(value.toLowerCase());
    default:
      return false;
  }
}

/** The value at a key as text. What follows `tags.` is one key, with its dots. */
function fieldOf(draft: JsonObject, key: string): string | undefined {
  const value = key.startsWith('tags.')
    ? (draft.tags as JsonObject | undefined)?.[key.slice('tags.'.length)]
    : valueAt(draft, key);
  return textOf(value);
}

function textOf(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

async function act(
  { changeProject, matchProject, matchServiceAccount, addAdditionalInfo }: CollectorRuleActions,
  draft: Draft,
  place: Place,
  finder: Finder,
): Promise<{ draft: Draft; place: Place }> {
  let found = place;
  const move = (to: Place | undefined) => {
    if (to) found = { ...found, ...to, serviceAccountId: to.serviceAccountId ?? found.serviceAccountId };
  };
  if (changeProject) move(await finder.project('project_id', changeProject));
  if (matchProject) move(await match(matchProject, 'project_id', draft, (...by) => finder.project(...by)));
  if (matchServiceAccount) {
    move(
      await match(matchServiceAccount, 'service_account_id', draft, (...by) => finder.serviceAccount(...by)),
    );
  }
  if (!addAdditionalInfo) return { draft, place: found };
  return {
    draft: { ...draft, data: { ...(draft.data as JsonObject | undefined), ...addAdditionalInfo } },
    place: found,
  };
}

async function match(
  { source, target }: MatchRule,
  byDefault: string,
  draft: Draft,
  find: (field: string, value: string) => Promise<Place | undefined>,
): Promise<Place | undefined> {
  const value = fieldOf(draft as JsonObject, source);
  return value === undefined || value === '' ? undefined : find(target || byDefault, value);
}
