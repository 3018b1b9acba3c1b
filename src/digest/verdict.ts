/** What an attempt at an occasion comes to, and what the book then says. Pure. */
import {
  type Book,
  type Delivery,
  findSubscription,
  type Intent,
  intend,
  markDone,
  type Occasion,
  pause,
  postpone,
  type Settlement,
  settle,
} from './book.ts';
import { consequenceOf, type Failure, reasonOf } from './outcome.ts';
import type { LookResult } from './ports.ts';
import type { Reason } from './reason.ts';

/** How long a destination must be found dead before its subscription is paused, in milliseconds: an outage looks alike. */
export const DEAD_FOR = 30 * 60_000;

/**
 * What an attempt comes to:
 * - `settled`: known for good, and its date is done.
 * - `paused`: failed, and so would the next; its date may still be told once the subscription is resumed.
 * - `later`: to be attempted again.
 * - `stop-all`: nothing more may be sent by anyone.
 */
export type Verdict =
  | ({ readonly to: 'settled' } & Readonly<Settlement>)
  | { readonly to: 'paused'; readonly reason: Reason }
  | { readonly to: 'later'; readonly reason: Reason; readonly cause: unknown }
  | { readonly to: 'stop-all'; readonly reason: Reason; readonly cause: unknown };

/** The message is in the channel. */
export const sent = (messageId: string): Verdict => ({ to: 'settled', state: 'sent', messageId });

/** Nothing, or nothing more, is to be expected. */
export const over = (state: Delivery['state'], reason: Reason): Verdict => ({ to: 'settled', state, reason });

/** What a failed request comes to, for an occasion with this intent. */
export function verdictOf(failure: Failure, intent: Intent | undefined, now: number): Verdict {
  const consequence = consequenceOf(failure);
  const reason = reasonOf(failure);
  if (consequence === 'content-refused') return over('failed', reason);
  if (consequence === 'stop-all') return { to: 'stop-all', reason, cause: failure.cause };
  const deadSince = consequence === 'destination-dead' ? intent?.deadSince : undefined;
  if (deadSince !== undefined && now - Date.parse(deadSince) >= DEAD_FOR) return { to: 'paused', reason };
  return { to: 'later', reason, cause: failure.cause };
}

/**
 * What a look comes to; undefined when it shows that nothing was posted. `matters` says whether a channel found dead is
 * the one that is to be posted into, so that the subscription cannot go on.
 */
export function verdictOfLook(
  looked: LookResult,
  intent: Intent | undefined,
  matters: boolean,
  now: number,
): Verdict | undefined {
  if (looked === 'absent') return undefined;
  if (looked === 'cannot-look') return over('unknown', { code: looked });
  if ('found' in looked) return sent(looked.found);
  if (consequenceOf(looked) === 'content-refused') return over('unknown', reasonOf(looked));
  const verdict = verdictOf(looked, intent, now);
  return verdict.to === 'paused' && !matters ? over('unknown', verdict.reason) : verdict;
}

/** Writes down what an attempt in a channel came to. When all sending stops, intents stay as they are. */
export function record(
  book: Book,
  occasion: Occasion,
  channelId: string,
  verdict: Verdict,
  now: number,
): Book {
  switch (verdict.to) {
    case 'stop-all':
      return book;
    case 'later':
      return postpone(intend(book, occasion, channelId, now), occasion, verdict.reason, now);
    case 'settled': {
      const { to: _, ...settlement } = verdict;
      return markDone(settle(book, occasion, channelId, settlement, now), occasion);
    }
    case 'paused': {
      const { reason } = verdict;
      const settled = settle(book, occasion, channelId, { state: 'failed', reason }, now);
      const isThere = findSubscription(settled, occasion.subscription) !== undefined;
      return isThere ? pause(settled, occasion.subscription, reason, now) : settled;
    }
  }
}
