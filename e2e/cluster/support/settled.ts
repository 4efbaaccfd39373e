import { isDeepStrictEqual } from 'node:util';

/** How often a look is repeated because the cluster changed meanwhile: other tests and controllers work in it, too. */
const tries = 20;

/**
 * What `work` returns, with what `look` saw before and after it, once both were the same.
 *
 * @throws Error when the cluster never keeps still
 */
export async function settled<Seen, Result>(
  look: () => Promise<Seen>,
  work: () => Promise<Result>,
): Promise<{ seen: Seen; result: Result }> {
  let seen = await look();
  for (let attempt = 0; attempt < tries; attempt++) {
    const result = await work();
    const after = await look();
    if (isDeepStrictEqual(seen, after)) return { seen, result };
    seen = after;
  }
  throw new Error(`the cluster changed in each of ${tries} looks`);
}
