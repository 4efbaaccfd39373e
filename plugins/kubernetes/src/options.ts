import type { JsonObject } from '@bufbuild/protobuf';
import { errors } from '@hawser/core';
import { type Kind, kindNames, kinds } from './kind/index.ts';

/** What a collection is narrowed to. */
export interface Options {
  /** Default: all. */
  kinds: readonly Kind[];
  /** Of kinds that are in namespaces, and of namespaces themselves. Undefined: all namespaces. */
  namespaces: readonly string[] | undefined;
  /** For objects of every kind, as kubectl's `--selector` has it. */
  labelSelector: string | undefined;
}

/** The most namespaces that can be named: each is asked for by itself. */
const maxNamespaces = 200;
const maxSelector = 1_000;
/** As Kubernetes names namespaces; nothing else may get into a path. */
const namespaceName = '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$';

/** The schema of the options, for forms that ask for them. */
export const optionsSchema: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    kinds: { type: 'array', title: 'Kinds', items: { type: 'string', enum: kindNames } },
    namespaces: {
      type: 'array',
      title: 'Namespaces',
      maxItems: maxNamespaces,
      items: { type: 'string', pattern: namespaceName },
    },
    label_selector: { type: 'string', title: 'Label selector', maxLength: maxSelector },
  },
};

/** @throws INVALID_PARAMETER naming the option that is wrong */
export function readOptions(options: JsonObject): Options {
  const known = Object.keys(optionsSchema.properties as JsonObject);
  const unknown = Object.keys(options).find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw errors.invalid(`options.${unknown.slice(0, 100)}`, `is unknown; there are ${known.join(', ')}`);
  }
  const chosen = listOf(options, 'kinds', name => kindNames.includes(name), kindNames.join(', '));
  const isName = (name: string) => new RegExp(namespaceName).test(name);
  const namespaces = listOf(options, 'namespaces', isName, 'names of namespaces');
  if (namespaces && namespaces.length > maxNamespaces) {
    throw errors.invalid('options.namespaces', `has more than ${maxNamespaces} items`);
  }
  return {
    kinds: chosen ? kinds.filter(({ name }) => chosen.includes(name)) : kinds,
    namespaces: namespaces && [...new Set(namespaces)],
    labelSelector: selectorOf(options.label_selector),
  };
}

/** An empty list is as good as none: forms send it for a field that was left alone. */
function listOf(options: JsonObject, key: string, allowed: (item: string) => boolean, what: string) {
  const value = options[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.some(item => typeof item !== 'string' || !allowed(item))) {
    throw errors.invalid(`options.${key}`, `must be a list of ${what}`);
  }
  return value.length > 0 ? (value as string[]) : undefined;
}

function selectorOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw errors.invalidType('options.label_selector', 'text');
  if (value.length > maxSelector) {
    throw errors.invalid('options.label_selector', `is longer than ${maxSelector} characters`);
  }
  return value;
}
