// Works through a list, some at once, results in order. Knows nothing of feeds.
/** Calls `work` for each item, at most `limit` at a time; rejects with the first failure, after which nothing new is begun. */
export async function mapAtOnce<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  let isFailed = false;
  const worker = async () => {
    for (const [at, item] of rest) {
      if (isFailed) return;
      try {
        results[at] = await work(item, at);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
