/**
 * What follows from a digest once it is settled: publishing it, or telling whoever subscribed that it was paused. Each
 * stands in the book until it is done, so that whatever stops in between leaves it to the next look-up. To publish
 * twice is harmless; a notice is told twice only where the process dies between telling and noting it, and Discord has
 * forgotten the nonce when it is back.
 */
import { type Attempts, instant } from './attempts.ts';
import { findPublication, findSubscription, type Occasion } from './book.ts';
import { asFailure, type Scene } from './deliver.ts';
import { noticeOf, postponeNotice, postponePublication, settleNotice, settlePublication } from './ledger.ts';
import { consequenceOf, type Failure, reasonOf } from './outcome.ts';
import type { Result } from './ports.ts';
import type { Reason } from './reason.ts';
import { DEAD_FOR } from './verdict.ts';

/** How long an errand that fails for now is tried, in milliseconds. */
export const TRY_FOR = 24 * 60 * 60_000;

/**
 * What an errand comes to:
 * - `done`, or `failed` for good: the book says so. With a reason, it was let be.
 * - `later`: to be attempted again.
 * - `stop-all`: nothing more may be sent by anyone.
 */
export type Outcome =
  | { readonly to: 'done'; readonly reason?: Reason }
  | { readonly to: 'failed' | 'later' | 'stop-all'; readonly reason: Reason; readonly cause: unknown };

/** What a failure comes to for something that began at `at`, may be late by {@link TRY_FOR}, and whose place may be dead for `patience`. */
function outcomeOf(
  failure: Failure,
  { at, deadSince }: Pick<Attempts, 'deadSince'> & { readonly at: string },
  patience: number,
  now: number,
): Outcome {
  const consequence = consequenceOf(failure);
  const values = { reason: reasonOf(failure), cause: failure.cause };
  if (consequence === 'stop-all') return { to: 'stop-all', ...values };
  const isDead =
    consequence === 'destination-dead' && now - Date.parse(deadSince ?? instant(now)) >= patience;
  const isLate = now - Date.parse(at) >= TRY_FOR;
  return { to: consequence === 'content-refused' || isDead || isLate ? 'failed' : 'later', ...values };
}

/**
 * Publishes a digest that was posted. Undefined where there is nothing to publish any more. Rejects where the disk does
 * not take it.
 */
export async function publish<Body>(scene: Scene<Body>, occasion: Occasion): Promise<Outcome | undefined> {
  const { file, ports, clock } = scene;
  const publication = findPublication(file.data, occasion);
  if (!publication) return undefined;
  const result: Result = await ports.publish(publication.channelId, publication.messageId).catch(asFailure);
  const outcome: Outcome = result.ok ? { to: 'done' } : outcomeOf(result, publication, DEAD_FOR, clock());
  await file.update((book) => {
    if (outcome.to === 'stop-all') return book;
    if (outcome.to === 'later') return postponePublication(book, occasion, outcome.reason, clock());
    const reason = outcome.to === 'failed' ? outcome.reason : undefined;
    return settlePublication(book, occasion, reason, clock());
  });
  return outcome;
}

/**
 * Tells whoever subscribed that it was paused; someone who takes no direct messages is let be. Undefined where there
 * is nothing to tell any more. Rejects where the disk does not take it.
 */
export async function tell<Body>(
  { guildId, file, ports, clock }: Scene<Body>,
  { subscription: id }: Pick<Occasion, 'subscription'>,
): Promise<Outcome | undefined> {
  const subscription = findSubscription(file.data, id);
  const notice = noticeOf(file.data, id);
  if (!subscription || !notice) return undefined;
  const { at, reason } = notice;
  // At most 13 and 9 letters and digits.
  const nonce = id + Date.parse(at).toString(36);
  const result: Result = await ports.tell(guildId, subscription, reason, nonce).catch(asFailure);
  const outcome: Outcome = result.ok ? { to: 'done' } : outcomeOf(result, notice, 0, clock());
  await file.update((book) => {
    if (outcome.to === 'stop-all') return book;
    if (outcome.to === 'later') return postponeNotice(book, id, at, outcome.reason, clock());
    return settleNotice(book, id, at);
  });
  // That someone takes no direct messages is nothing to worry about.
  const isClosed = outcome.to === 'failed' && outcome.reason.code === 'destination-dead';
  return isClosed ? { to: 'done', reason: outcome.reason } : outcome;
}
