import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileCaptures, parseTemplate, pathOf } from './template.ts';

describe('a path template', () => {
  it('is parsed into segments, variables and a verb', () => {
    const { segments, captures, verb } = parseTemplate('/v1/{name=shelves/*/books/**}:lend');
    assert.deepEqual(segments, [{ literal: 'v1' }, { literal: 'shelves' }, '*', { literal: 'books' }, '**']);
    assert.deepEqual(captures, [{ field: 'name', from: 1, to: undefined }]);
    assert.equal(verb, 'lend');
    assert.deepEqual(parseTemplate('/a:b').segments, [{ literal: 'a' }]);
    assert.deepEqual(parseTemplate('/{a.b}/{c}').captures, [
      { field: 'a.b', from: 0, to: 1 },
      { field: 'c', from: 1, to: 2 },
    ]);
  });

  it('is refused with what is wrong with it', () => {
    const wrong = (text: string) => {
      try {
        parseTemplate(text);
      } catch (thrown) {
        return (thrown as Error).message;
      }
      return assert.fail(`${text} was taken`);
    };
    assert.equal(wrong('v1'), 'the path "v1" does not begin with "/"');
    assert.equal(wrong('/a//b'), 'the path "/a//b" has an empty segment');
    assert.equal(wrong('/**/b'), 'the path "/**/b" has segments after "**"');
    assert.equal(wrong('/{a}/{a}'), 'the path "/{a}/{a}" binds "a" twice');
    assert.match(wrong('/{a-b}'), /has the variable "a-b", which isn't a field's path/);
    assert.match(wrong('/a b'), /has the segment "a b", which isn't a literal/);
    assert.match(wrong('/{a'), /is not a template from "\{a" on/);
    assert.match(wrong('/{a=x/{b}}'), /is not a template/);
  });

  it('gives back what was put into a path, whatever it is', () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 12 })
      .map(value => value.toWellFormed());
    const one = compileCaptures(parseTemplate('/v1/{id}:lend'))!;
    const many = compileCaptures(parseTemplate('/v1/{name=shelves/*}/{rest=**}'))!;
    fc.assert(
      fc.property(text, text, fc.array(text, { minLength: 1, maxLength: 3 }), (id, shelf, rest) => {
        assert.deepEqual(one(`/v1/${encodeURIComponent(id)}:lend?x=/y#z`), [id]);
        const path = `/v1/shelves/${encodeURIComponent(shelf)}/${rest.map(encodeURIComponent).join('/')}`;
        // Of several segments only the slashes stay encoded.
        const kept = (value: string) => value.replaceAll('/', '%2F');
        assert.deepEqual(many(path), [`shelves/${kept(shelf)}`, rest.map(kept).join('/')]);
        assert.deepEqual(many(`http://host:80${path}`), many(path));
      }),
    );
  });

  it('tells the path of any request target', () => {
    assert.equal(pathOf('/a?b'), '/a');
    assert.equal(pathOf('http://host/a#b'), '/a');
    assert.equal(pathOf('*'), '*');
  });
});
