import { lineOf, type Manifest, parseManifests } from './manifests.ts';
import { describeObject, type Problem } from './problem.ts';
import { checkReferences } from './references/references.ts';
import type { ReferenceOptions } from './references/release.ts';
import { checkRestricted } from './restricted/restricted.ts';
import { type ValidateOptions, validateObjects } from './schema/schema.ts';

/** What rendered manifests are checked for. */
export interface CheckOptions extends ValidateOptions, ReferenceOptions {
  /** Whether pods must keep to the restricted Pod Security Standard. Default: true. */
  restricted?: boolean;
}

/** A problem with where its object comes from. */
export interface PlacedProblem extends Problem {
  /** The template, where Helm names it. */
  source?: string;
  /** The line of the text, counted from 1; absent for what can't be parsed, whose message has it. */
  line?: number;
}

/**
 * Checks the text of `helm template` in all respects that need no cluster: that it is YAML without keys that are there twice,
 * schemas, the restricted profile, and what objects say of each other. All problems, in that order.
 */
export async function checkManifests(text: string, options: CheckOptions = {}): Promise<PlacedProblem[]> {
  const { manifests, problems } = parseManifests(text);
  const objects = manifests.map(({ object }) => object);
  const found = [
    ...(await validateObjects(objects, options)),
    ...(options.restricted === false ? [] : objects.flatMap(checkRestricted)),
    ...checkReferences(objects, options),
  ];
  if (found.length === 0) return problems;
  const byName = new Map(manifests.map(manifest => [describeObject(manifest.object), manifest]));
  return [...problems, ...found.map(problem => place(problem, byName.get(problem.object)))];
}

function place(problem: Problem, manifest: Manifest | undefined): PlacedProblem {
  if (manifest === undefined) return problem;
  const { source } = manifest;
  return { ...problem, ...(source !== undefined && { source }), line: lineOf(manifest, problem.path) };
}
