import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Walkthrough } from './support/walkthrough.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The pages that show a service from nothing to an answer, and where the code generated from its contract is kept. */
const pages = [
  { page: 'README.md', section: 'Write a service', kept: 'examples/greeter' },
  { page: 'docs/guides/write-a-service.md', kept: 'e2e/local/testdata/reminders' },
];

for (const { page, section, kept } of pages) {
  describe(`the service in ${page}`, () => {
    const walk = Walkthrough.of(join(root, page), section);

    it('has the contract that the kept generated code was made from', () => {
      const contract = walk.files.find(({ path }) => path.endsWith('.proto'))!;
      assert.equal(contract.text, readFileSync(join(root, kept, contract.path), 'utf8'));
    });

    it('passes its own test', async () => {
      walk.write({ gen: join(root, kept, 'gen'), nodeModules: join(root, 'node_modules') });
      const { code, output } = await walk.runTest();
      assert.equal(code, 0, output);
      assert.match(output, /^ℹ pass [1-9]/m);
    });

    it('answers as shown', async t => {
      const base = await walk.start(join(root, 'packages/cli/src/main.mjs'));
      t.after(() => walk.stop());
      assert.ok(walk.steps.length > 0, 'the page shows no call with its answer');
      for (const step of walk.steps) {
        const answer = await walk.perform(step, base);
        assert.deepEqual(JSON.parse(answer), JSON.parse(walk.expected(step, answer)), step.command);
      }
    });
  });
}

describe('the plugin in docs/guides/write-a-plugin.md', () => {
  it('collects what is shown', async t => {
    const walk = Walkthrough.of(join(root, 'docs/guides/write-a-plugin.md'));
    walk.write({ nodeModules: join(root, 'node_modules') });
    const base = await walk.startPlugin(join(root, 'packages/cli/src/main.mjs'));
    t.after(() => walk.stop());
    const [step] = walk.steps;
    assert.ok(step, 'the page shows no call with its answer');
    const messages = (text: string) =>
      text
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as unknown);
    assert.deepEqual(messages(await walk.perform(step, base)), messages(step.answer));
  });
});
