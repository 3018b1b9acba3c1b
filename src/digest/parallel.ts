/** Works on things in their order, `limit` at a time. Rejects with the first failure. */
export async function inParallel<T>(
  things: Iterable<T>,
  limit: number,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const queue = [...things].values();
  const lane = async () => {
    for (const thing of queue) await work(thing);
  };
  await Promise.all(Array.from({ length: limit }, lane));
}
