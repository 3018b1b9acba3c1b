/** What an attempt at an occasion comes to, and what the book then says. Pure. */
import type { Attempts } from './attempts.ts';
import { type Book, type Delivery, findSubscription, type Occasion, pause } from './book.ts';
import { begunOf, intend, markDone, postpone, type Settlement, settle } from './ledger.ts';
import { consequenceOf, type Failure, reasonOf } from './outcome.ts';
import type { LookResult } from './ports.ts';
import type { Reason } from './reason.ts';

/** How long a destination must be found dead before its subscription is paused, in milliseconds: an outage looks alike. */
export const DEAD_FOR = 30 * 60_000;

/** How many digests must be refused in a row before their subscription is paused: the next would be as well. */
const REFUSALS = 3;

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

/** What a failed request comes to, after the attempts so far. */
export function verdictOf(failure: Failure, before: Attempts | undefined, now: number): Verdict {
  const consequence = consequenceOf(failure);
  const reason = reasonOf(failure);
  if (consequence === 'content-refused') return over('failed', reason);
  if (consequence === 'stop-all') return { to: 'stop-all', reason, cause: failure.cause };
  const deadSince = consequence === 'destination-dead' ? before?.deadSince : undefined;
  if (deadSince !== undefined && now - Date.parse(deadSince) >= DEAD_FOR) return { to: 'paused', reason };
  return { to: 'later', reason, cause: failure.cause };
}

/**
 * What a look comes to; undefined when it shows that nothing was posted. `matters` says whether a channel found dead is
 * the one that is to be posted into, so that the subscription cannot go on.
 */
export function verdictOfLook(
  looked: LookResult,
  before: Attempts | undefined,
  matters: boolean,
  now: number,
): Verdict | undefined {
  if (looked === 'absent') return undefined;
  if (looked === 'cannot-look') return over('unknown', { code: looked });
  if ('found' in looked) return sent(looked.found);
  if (consequenceOf(looked) === 'content-refused') return over('unknown', reasonOf(looked));
  const verdict = verdictOf(looked, before, now);
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
    case 'later': {
      const shared = begunOf(book, occasion)?.shared;
      return postpone(intend(book, occasion, { channelId, shared }, now), occasion, verdict.reason, now);
    }
    case 'settled': {
      const { to: _, ...settlement } = verdict;
      const settled = markDone(settle(book, occasion, channelId, settlement, now), occasion);
      const refusal = refusalOf(settled, occasion.subscription);
      return refusal ? pauseIfThere(settled, occasion.subscription, refusal, now) : settled;
    }
    case 'paused': {
      const { reason } = verdict;
      const settled = settle(book, occasion, channelId, { state: 'failed', reason }, now);
      return pauseIfThere(settled, occasion.subscription, reason, now);
    }
  }
}

const pauseIfThere = (book: Book, id: string, reason: Reason, now: number) =>
  findSubscription(book, id) ? pause(book, id, reason, now) : book;

/** The latest refusal of a subscription's messages, if nothing but refusals came of the last ones. */
function refusalOf(book: Readonly<Book>, id: string): Reason | undefined {
  const last = book.deliveries
    .filter(({ subscription, state }) => subscription === id && state !== 'skipped')
    .slice(-REFUSALS);
  const isRefused = ({ state, reason }: Delivery) => state === 'failed' && reason?.code === 'content-refused';
  return last.length === REFUSALS && last.every(isRefused) ? last.at(-1)?.reason : undefined;
}
