import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FailedPod, lastWords } from './last-words.ts';

const pod = (status: FailedPod['status']): FailedPod => ({
  metadata: { name: 'one' },
  ...(status && { status }),
});
const ended = (message: string, finishedAt: string, exitCode = 1) => ({
  terminated: { exitCode, finishedAt, message, reason: 'Error' },
});

describe('the last words of a Job’s pods', () => {
  it('are those of the container that failed last', () => {
    const pods = [
      pod({
        containerStatuses: [
          { name: 'a', restartCount: 2, lastState: ended('no\n  database\n', '2026-01-02T00:00:00Z') },
        ],
      }),
      pod({
        containerStatuses: [{ name: 'b', restartCount: 1, state: ended('earlier', '2026-01-01T00:00:00Z') }],
      }),
    ];
    assert.equal(lastWords(pods), 'the last that failed, a, after 3 restarts, said: no database');
  });

  it('are cut at their beginning, where they are long', () => {
    const long = `${'x'.repeat(1000)} the reason`;
    const said = lastWords([
      pod({ containerStatuses: [{ name: 'a', state: ended(long, '2026-01-01T00:00:00Z') }] }),
    ])!;
    assert.match(said, /^the last that failed, a, said: …x+ the reason$/);
    assert.ok(said.length < 450);
  });

  it('are its exit code where it said nothing', () => {
    const failed = pod({ containerStatuses: [{ name: 'a', state: ended('', '2026-01-01T00:00:00Z', 137) }] });
    assert.equal(lastWords([failed]), 'the last that failed, a, ended with 137 (Error)');
  });

  it('are of a container that can’t start, or of the step that runs', () => {
    const waiting = { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } };
    assert.equal(
      lastWords([pod({ containerStatuses: [{ name: 'a', state: waiting }] })]),
      'a can’t start: ImagePullBackOff: no such image',
    );
    assert.equal(
      lastWords([pod({ initContainerStatuses: [{ name: 'init', state: { running: {} } }] })]),
      'a pod of it is in its first step, init',
    );
  });

  it('are none where nothing is wrong', () => {
    assert.equal(
      lastWords([pod({ containerStatuses: [{ name: 'a', state: ended('', '', 0) }] }), pod(undefined)]),
      undefined,
    );
  });
});
