/** Attempts at one thing: how often it failed, when last and how, and how long it waits for the next. */
import { z } from 'zod';
import { type Reason, reasonSchema } from './reason.ts';

const MINUTE = 60_000;
const LONGEST = 8 * MINUTE;

/** An instant, ISO 8601 in UTC. */
export const instantSchema = z.iso.datetime();

/** Milliseconds since the epoch as ISO 8601 in UTC. */
export const instant = (now: number): string => new Date(now).toISOString();

/** What is kept of the attempts at something that is still to be done. */
export const attemptsSchema = z.strictObject({
  /** How often it failed. */
  attempts: z.int().min(0),
  attemptedAt: instantSchema.optional(),
  /** How the latest failed. */
  reason: reasonSchema.optional(),
  /** Since when each attempt found the destination dead. */
  deadSince: instantSchema.optional(),
});

/** See {@link attemptsSchema}. */
export type Attempts = z.infer<typeof attemptsSchema>;

/** The same after one more attempt that failed. */
export function failed<T extends Attempts>(thing: T, reason: Reason, now: number): T {
  const { deadSince = instant(now), ...rest } = thing;
  const next = { ...rest, reason, attempts: thing.attempts + 1, attemptedAt: instant(now) };
  return (reason.code === 'destination-dead' ? { ...next, deadSince } : next) as T;
}

/** A number from 0 up to 1 that follows from a text (32-bit FNV-1a, RFC 9923), so that not all retry at once. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash / 2 ** 32;
}

/**
 * How long the thing of that name waits after so many attempts, in milliseconds: half a minute, then twice as long each
 * time up to 8, and up to half as much again.
 */
export function waitOf(name: string, attempts: number): number {
  const wait = Math.min(2 ** (attempts - 2) * MINUTE, LONGEST);
  return wait * (1 + spread(name + attempts) / 2);
}

/** Whether it is still to wait. What was attempted in the future, by a clock that ran ahead, is not. */
export function isWaiting(name: string, { attempts, attemptedAt }: Attempts, now: number): boolean {
  if (attemptedAt === undefined) return false;
  const since = now - Date.parse(attemptedAt);
  return since >= 0 && since < waitOf(name, attempts);
}
