import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kinds } from './kind/index.ts';
import { readOptions } from './options.ts';

const refuses = (options: Parameters<typeof readOptions>[0], key: string) =>
  assert.throws(
    () => readOptions(options),
    (error: { metadata: { key: string } }) => error.metadata.key === key,
  );

describe('options', () => {
  it('choose everything when there are none', () => {
    const all = { kinds, namespaces: undefined, labelSelector: undefined };
    assert.deepEqual(readOptions({}), all);
    assert.deepEqual(readOptions({ kinds: [], namespaces: null, label_selector: '' }), all);
  });

  it('narrow what is collected, in the order in which kinds need each other', () => {
    const chosen = readOptions({
      kinds: ['Service', 'Pod'],
      namespaces: ['b', 'a', 'b'],
      label_selector: 'app=web,tier!=back',
    });
    assert.deepEqual(
      chosen.kinds.map(({ name }) => name),
      ['Pod', 'Service'],
    );
    assert.deepEqual(chosen.namespaces, ['b', 'a']);
    assert.equal(chosen.labelSelector, 'app=web,tier!=back');
  });

  it('are refused naming the wrong one', () => {
    refuses({ namespace: ['a'] }, 'options.namespace');
    refuses({ kinds: ['Secret'] }, 'options.kinds');
    refuses({ kinds: 'Pod' }, 'options.kinds');
    refuses({ namespaces: ['../secrets'] }, 'options.namespaces');
    refuses({ namespaces: ['a\nb'] }, 'options.namespaces');
    refuses({ namespaces: [5] }, 'options.namespaces');
    refuses({ namespaces: Array.from({ length: 201 }, (_, i) => `n${i}`) }, 'options.namespaces');
    refuses({ label_selector: 5 }, 'options.label_selector');
    refuses({ label_selector: 'a'.repeat(1_001) }, 'options.label_selector');
  });
});

describe('kinds', () => {
  it('come after those that they need', () => {
    const names = kinds.map(({ name }) => name);
    for (const { name, needs = [] } of kinds) {
      for (const need of needs)
        assert.ok(names.indexOf(need) < names.indexOf(name), `${need} before ${name}`);
    }
  });
});
