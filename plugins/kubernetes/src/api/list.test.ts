import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ApiRequest } from './cluster.ts';
import { ApiError } from './error.ts';
import { listObjects } from './list.ts';

const { signal } = new AbortController();

/** Stands for a server that forgets a list's moment, which a real one takes five minutes for. */
class ForgetfulServer {
  readonly asked: unknown[] = [];
  readonly #answers: readonly unknown[];

  constructor(...answers: readonly unknown[]) {
    this.#answers = answers;
  }

  ask<T>({ query }: ApiRequest): Promise<T> {
    const answer = this.#answers[this.asked.length % this.#answers.length];
    this.asked.push(query?.continue);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as T);
  }
}

const gone = (token?: string) => new ApiError(410, 'The provided continue parameter is too old', token);

async function namesOf(server: ForgetfulServer) {
  const names: string[] = [];
  for await (const name of listObjects<string>(server, '/api/v1/pods', { signal })) names.push(name);
  return names;
}

describe('a list', () => {
  it('goes from page to page', async () => {
    const server = new ForgetfulServer(
      { metadata: { continue: 'p2' }, items: ['a', 'b'] },
      { metadata: { continue: '' }, items: ['c'] },
    );
    assert.deepEqual(await namesOf(server), ['a', 'b', 'c']);
    assert.deepEqual(server.asked, [undefined, 'p2']);
  });

  it('may be empty', async () => {
    assert.deepEqual(await namesOf(new ForgetfulServer({ metadata: {}, items: null })), []);
  });

  it('goes on where it was when its moment is forgotten, and gives nothing twice', async () => {
    const server = new ForgetfulServer({ metadata: { continue: 'old' }, items: ['a'] }, gone('fresh'), {
      metadata: {},
      items: ['b'],
    });
    assert.deepEqual(await namesOf(server), ['a', 'b']);
    assert.deepEqual(server.asked, [undefined, 'old', 'fresh']);
  });

  it('fails when it can go on nowhere, or loses its place for ever', async () => {
    await assert.rejects(namesOf(new ForgetfulServer(gone())), /too old/);
    await assert.rejects(namesOf(new ForgetfulServer(gone('again'))), /again and again/);
  });
});
