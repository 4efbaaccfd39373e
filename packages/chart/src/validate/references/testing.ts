import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesObject } from '../problem.ts';
import { exampleExternal, exampleRelease } from '../testing.ts';
import { checkReferences } from './references.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests break any field of the example
export type Loose = any;

/** The objects of the example release, any of whose fields may be changed. */
export type Example = Record<keyof ReturnType<typeof exampleRelease>, Loose>;

/** What a test changes in the example release, and the problems that follow, as patterns of `object path: message`. */
export type Case = [name: string, change: (release: Example) => void, expected: RegExp[]];

/** The spec of the example's pod. */
export const pod = (release: Example): Loose => release.deployment.spec.template.spec;

/** The problems of the example release after a change, as lines. */
export function broken(change: (release: Example) => void, external = exampleExternal): string[] {
  const release = exampleRelease();
  change(release);
  const problems = checkReferences(Object.values(release) as KubernetesObject[], { external });
  return problems.map(({ object, path, message }) => `${object} ${path}: ${message}`);
}

/** A test for each case: these problems are found, and no others. */
export function testCases(cases: readonly Case[]): void {
  for (const [name, change, expected] of cases) {
    test(`finds ${name}, and nothing else`, () => {
      const found = broken(change);
      assert.equal(found.length, expected.length, found.join('\n'));
      for (const [index, pattern] of expected.entries()) assert.match(found[index]!, pattern);
    });
  }
}
