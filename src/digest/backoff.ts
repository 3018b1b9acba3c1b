/** How long a failed attempt waits for the next. */
import type { Intent } from './book.ts';
import { deliveryKey } from './key.ts';

const MINUTE = 60_000;
const LONGEST = 8 * MINUTE;

/** A number from 0 up to 1 that follows from a text (32-bit FNV-1a, RFC 9923), so that not all retry at once. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash / 2 ** 32;
}

/** How long an intent waits after its latest attempt, in milliseconds: half a minute, then twice as long each time up to 8, and up to half as much again. */
export function waitOf({ subscription, date, attempts }: Intent): number {
  const wait = Math.min(2 ** (attempts - 2) * MINUTE, LONGEST);
  return wait * (1 + spread(deliveryKey(subscription, date) + attempts) / 2);
}

/** Whether an intent is still to wait. One that was attempted in the future, by a clock that ran ahead, is not. */
export function isWaiting(intent: Intent, now: number): boolean {
  if (intent.attemptedAt === undefined) return false;
  const since = now - Date.parse(intent.attemptedAt);
  return since >= 0 && since < waitOf(intent);
}
