/**
 * Gathers what a source yields into batches of up to `size`, and of what there is after `waitMs`, so that a slow source
 * shows too. What came before the source broke is yielded before its error is thrown.
 */
export async function* batches<T>(
  source: AsyncIterable<T>,
  size: number,
  waitMs: number,
): AsyncGenerator<T[]> {
  const iterator = source[Symbol.asyncIterator]();
  let batch: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  let due: Promise<'due'> | undefined;
  let next: Promise<IteratorResult<T>> | undefined;
  const rest = () => {
    clearTimeout(timer);
    due = undefined;
    const full = batch;
    batch = [];
    return full;
  };
  try {
    for (;;) {
      next ??= iterator.next();
      const result = await (due ? Promise.race([next, due]) : next);
      if (result === 'due') {
        yield rest();
        continue;
      }
      next = undefined;
      if (result.done) break;
      batch.push(result.value);
      if (batch.length >= size) yield rest();
      else
        due ??= new Promise(resolve => {
          timer = setTimeout(resolve, waitMs, 'due');
        });
    }
    if (batch.length > 0) yield rest();
  } catch (thrown) {
    if (batch.length > 0) yield rest();
    throw thrown;
  } finally {
    clearTimeout(timer);
    next?.catch(() => {});
    await iterator.return?.();
  }
}
