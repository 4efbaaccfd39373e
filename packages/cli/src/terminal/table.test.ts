import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { cellText, displayWidth, renderTable } from './table.ts';

const rows = [
  ['region-1', 'Seoul', 'a text that is far too long for the terminal'],
  ['region-2', '서울', null],
];
const table = (width?: number) =>
  stripVTControlCharacters(renderTable(['ID', 'NAME', 'NOTE'], rows, { width }));

describe('a table', () => {
  it('is as wide as its cells need', () => {
    assert.equal(
      table(),
      [
        'ID        NAME   NOTE',
        'region-1  Seoul  a text that is far too long for the terminal',
        'region-2  서울',
        '',
      ].join('\n'),
    );
  });

  it('cuts the widest cells to the terminal', () => {
    assert.equal(
      table(40),
      ['ID        NAME   NOTE', 'region-1  Seoul  a text that is far too…', 'region-2  서울', ''].join('\n'),
    );
    for (let width = 26; width < 70; width++)
      for (const line of table(width).split('\n'))
        assert.ok(displayWidth(line) <= width, `${width}: ${line}`);
  });

  it('cuts columns to no less than can be read', () => {
    assert.match(table(5), /^region-1 {2}Seoul {2}a text …$/m);
  });
});

describe('a cell', () => {
  it('shows values by their kind', () => {
    const texts = [undefined, null, '', 0, false, [1, { a: 'b' }], { a: [] }].map(cellText);
    assert.deepEqual(texts, ['', '', '', '0', 'false', '[1,{"a":"b"}]', '{"a":[]}']);
  });

  it('lets no answer steer the terminal', () => {
    assert.equal(cellText('a\x1b[31mred\x07\r\nb\u009b2J'), 'a [31mred b 2J');
  });
});

it('knows how many columns a text takes', () => {
  assert.deepEqual(['abc', '서울', 'é', 'e\u0301', '日本', '🚢'].map(displayWidth), [3, 4, 1, 1, 4, 2]);
});
