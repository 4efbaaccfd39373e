import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { streams } from '../../../packages/cli/src/terminal/streams.ts';

/** What a command prints to standard output while it runs in this process. One at a time. */
export async function captured(work: () => Promise<void>): Promise<string> {
  const before = streams.out;
  const out = new PassThrough();
  Object.assign(streams, { out });
  try {
    await work();
    out.end();
    return await text(out);
  } finally {
    Object.assign(streams, { out: before });
  }
}
