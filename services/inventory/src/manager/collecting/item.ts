import { hash } from 'node:crypto';
import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { isObject, storable } from './fields.ts';
import type { Draft, Kind } from './kind.ts';
import { Refusal } from './problem.ts';

/** A rule by which a resource is found again: its keys that have a value here, and the values. */
export interface Rule {
  keys: readonly string[];
  values: readonly JsonValue[];
}

/** One resource of a batch, ready to be stored. */
export interface Item {
  kind: Kind;
  /** As the plugin sent it, for errors. */
  resource: JsonObject;
  workspaceId: string;
  /** The service account that it was found with, or that a rule found for it. */
  serviceAccountId: string | undefined;
  /** What is stored, as one JSON object: column → value. */
  json: string;
  values: JsonObject;
  /** Equal for resources that are stored alike. */
  digest: string;
  rules: readonly Rule[];
}

/**
 * Reads match rules: `{"1": ["reference.resource_id", …], "2": […]}`, tried in the order of their numbers. Keys without
 * a value are left out, and so are rules without any key that has one, as they would match anything.
 *
 * @throws Refusal when there is no rule to go by
 */
export function readRules(matchRules: JsonObject | undefined, resource: JsonObject): Rule[] {
  if (!matchRules || Object.keys(matchRules).length === 0)
    throw new Refusal('MATCH_RULE', 'The plugin gave no match rules.');
  const orders = Object.keys(matchRules);
  if (orders.every(order => /^\d+$/.test(order))) orders.sort((a, b) => Number(a) - Number(b));
  else orders.sort();
  const rules: Rule[] = [];
  for (const order of orders) {
    const all = matchRules[order];
    if (!Array.isArray(all) || !all.every(key => typeof key === 'string'))
      throw new Refusal('MATCH_RULE', `The match rule ${order} is no list of keys.`);
    const pairs = (all as string[])
      .map(key => [key, valueAt(resource, key)] as const)
      .filter(([, value]) => isGiven(value));
    if (pairs.length > 0)
      rules.push({ keys: pairs.map(([key]) => key), values: pairs.map(([, value]) => value!) });
  }
  if (rules.length === 0)
    throw new Refusal('MATCH_RULE', 'No key of the match rules has a value in the resource.');
  return rules;
}

/** The value at a dotted key of an object, or undefined. */
export function valueAt(object: JsonObject, key: string): JsonValue | undefined {
  let value: JsonValue | undefined = object;
  for (const part of key.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

/** As plugins' language has it: nothing, zero, false and what is empty are no values. */
const isGiven = (value: JsonValue | undefined): boolean => {
  if (!value) return false;
  if (typeof value !== 'object') return true;
  return (Array.isArray(value) ? value : Object.keys(value)).length > 0;
};

/** Where a resource goes. */
export interface Place {
  workspaceId: string;
  projectId: string | undefined;
  serviceAccountId: string | undefined;
}

/** Makes an item of a draft, as it is after rules. */
export function toItem(
  kind: Kind,
  resource: JsonObject,
  draft: Draft,
  { workspaceId, projectId, serviceAccountId }: Place,
  rules: readonly Rule[],
): Item {
  const stored = kind.tracked ? { ...kind.store(draft), project_id: projectId } : kind.store(draft);
  const given: JsonObject = {};
  for (const column in kind.columns) {
    const value = stored[column];
    if (value !== undefined && value !== null) given[column] = value;
  }
  const { json, value } = storable(given);
  const digest = hash('sha1', `${serviceAccountId ?? ''} ${json}`, 'base64');
  return { kind, resource, workspaceId, serviceAccountId, json, values: value, digest, rules };
}
