import { setImmediate } from 'node:timers/promises';

/**
 * Works on things in their order, `limit` at a time. Each of those begins in a turn of its own, so that the event loop
 * has its own in between. `work` takes care of what goes wrong.
 */
export async function inParallel<T>(
  things: readonly T[],
  limit: number,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const queue = things.values();
  const lane = async (_: unknown, n: number) => {
    for (let turn = 0; turn < n; turn += 1) await setImmediate();
    for (const thing of queue) await work(thing);
  };
  await Promise.all(Array.from({ length: Math.min(limit, things.length) }, lane));
}
