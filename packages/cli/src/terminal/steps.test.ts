import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { jsonStepView, stepView } from './steps.ts';

function stream(isTTY: boolean) {
  let written = '';
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      written += chunk;
      done();
    },
  });
  const made = Object.assign(sink, { isTTY, columns: 40 }) as unknown as NodeJS.WriteStream;
  return { stream: made, text: () => written };
}

/** What stays on a terminal's screen: `ESC[nF` goes up n lines, and what is below is cleared. */
function screen(text: string): string[] {
  const [first = '', ...redrawn] = text.split('\x1b[').reduce<string[]>((parts, part, i) => {
    if (i === 0 || /^\d+F/.test(part)) parts.push(part);
    else parts[parts.length - 1] += part.replace(/^(0J|\d+m)/, '');
    return parts;
  }, []);
  const lines = first.split('\n');
  for (const part of redrawn) {
    const [, up = '', rest = ''] = /^(\d+)F(.*)$/s.exec(part)!;
    lines.length -= Number(up) + 1;
    lines.push(...rest.split('\n'));
  }
  return lines;
}

describe('steps', () => {
  it('are a line each at their end, where nothing can move', () => {
    const { stream: plain, text } = stream(false);
    const view = stepView(plain);
    view.report({ step: 'PostgreSQL', state: 'running' });
    view.report({ step: 'PostgreSQL', state: 'done', detail: 'port 5432' });
    view.note('so far');
    view.report({ step: 'identity', state: 'failed', detail: 'no' });
    view.close();
    assert.equal(text(), '✓ PostgreSQL: port 5432\nso far\n✗ identity: no\n');
  });

  it('stand below what has ended while they run, on a terminal', () => {
    const { stream: tty, text } = stream(true);
    const view = stepView(tty);
    view.report({ step: 'one', state: 'running' });
    view.report({ step: 'two', state: 'running', detail: 'x'.repeat(100) });
    assert.deepEqual(
      screen(text()).map(line => line.slice(2)),
      ['one', `two  ${'x'.repeat(32)}`, ''],
    );
    view.report({ step: 'one', state: 'done' });
    view.note('a note');
    const [first, second, third, end] = screen(text());
    assert.deepEqual([first, second, end], ['✓ one', 'a note', '']);
    assert.match(third!, /^. two/);
    view.report({ step: 'two', state: 'failed', detail: 'why' });
    view.close();
    assert.deepEqual(screen(text()), ['✓ one', 'a note', '✗ two  why', '']);
  });

  it('are objects for programs', () => {
    const events: object[] = [];
    const view = jsonStepView(event => events.push(event));
    view.report({ step: 'one', state: 'done', detail: 'x' });
    view.note('text');
    assert.deepEqual(events, [
      { event: 'step', step: 'one', state: 'done', detail: 'x' },
      { event: 'note', text: 'text' },
    ]);
  });
});
