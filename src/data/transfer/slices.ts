/** Long work in slices, so that nobody else waits for it. */
import { setImmediate } from 'node:timers/promises';

/** How long work is watched and stopped. */
export interface Work {
  /** Stops it: what was begun then rejects with the signal's AbortError. */
  readonly signal?: AbortSignal | undefined;
  /** Is told now and then how much is done, from 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** How many records are worked on before others get their turn: 1 to 3 ms, where they are of usual size. */
export const SLICE = 8;

/** Tells how much is done and lets everything else that waits run first. Rejects with an AbortError once stopped. */
export async function giveWay({ signal, onProgress }: Work, done: number): Promise<void> {
  onProgress?.(done);
  await setImmediate(undefined, { signal });
}

/** Part of a larger work: from one share of it to another. */
export function share({ signal, onProgress }: Work, from: number, to: number): Work {
  return { signal, onProgress: (done) => onProgress?.(from + done * (to - from)) };
}
