import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parsePlatform } from './platform.ts';

it('reads platforms in OCI’s words', () => {
  assert.deepEqual(parsePlatform('linux/amd64'), { os: 'linux', architecture: 'amd64', cpu: 'x64' });
  assert.equal(parsePlatform('linux/arm64').cpu, 'arm64');
  assert.equal(parsePlatform().cpu, process.arch);
});

for (const text of ['windows/amd64', 'linux', 'linux/x64', 'linux/arm64/v8', ''])
  it(`refuses "${text}"`, () => {
    assert.throws(() => parsePlatform(text), { code: 'IMAGE_PLATFORM', hint: /linux\/amd64, linux\/arm64/ });
  });
