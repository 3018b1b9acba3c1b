/** What there is to do for a guild at one moment. */
import { type Attempts, isWaiting } from './attempts.ts';
import { type Book, deliveriesOf, findIntent, findSubscription, type Intent, type Occasion } from './book.ts';
import { deliveryKey } from './key.ts';
import { dueDate, isAhead, windowOf } from './schedule.ts';
import type { LocalTime } from './zone.ts';

/**
 * - `deliver`: post a digest, or find out that it was posted.
 * - `close`: find out what became of one that is no longer to be posted.
 * - `recount`: count a subscription's dates anew, since the clock once ran ahead.
 * - `publish`: publish a digest that was posted.
 * - `tell`: tell whoever subscribed that it was paused.
 */
export interface Work {
  readonly act: 'deliver' | 'close' | 'recount' | 'publish' | 'tell';
  readonly occasion: Occasion;
}

type Clocks = (zone: string) => LocalTime;

/** Whether nothing will post it any more: its time is over, an edit counted it as done, or nobody subscribes. */
function isOver(book: Readonly<Book>, intent: Intent, clocks: Clocks): boolean {
  const subscription = findSubscription(book, intent.subscription);
  if (!subscription || subscription.done >= intent.date) return true;
  return windowOf(subscription, intent.date, clocks(subscription.zone)) === 'over';
}

const isInChannel = (book: Readonly<Book>, occasion: Occasion) =>
  deliveriesOf(book, occasion).some(({ state }) => state === 'sent' || state === 'unknown');

/** Whether an attempt at an occasion is still to wait. */
const isHeldBack = (tried: Occasion & Attempts, now: number) =>
  isWaiting(deliveryKey(tried.subscription, tried.date), tried, now);

/** What is to be posted or closed at an instant, `now` in milliseconds since the epoch; `clocks` are the zones' at that instant. */
export function workOf(book: Readonly<Book>, clocks: Clocks, now: number): Work[] {
  const work: Work[] = [];
  for (const intent of book.intents)
    if (!isHeldBack(intent, now) && isOver(book, intent, clocks))
      work.push({ act: 'close', occasion: { subscription: intent.subscription, date: intent.date } });
  for (const subscription of book.subscriptions) {
    const local = clocks(subscription.zone);
    const date = dueDate(subscription, local);
    if (date !== undefined) {
      const occasion = { subscription: subscription.id, date };
      const intent = findIntent(book, occasion);
      const wait = intent ? isHeldBack(intent, now) : isInChannel(book, occasion);
      if (!wait) work.push({ act: 'deliver', occasion });
    } else if (isAhead(subscription, local)) {
      work.push({ act: 'recount', occasion: { subscription: subscription.id, date: subscription.done } });
    }
  }
  return work;
}

/** What follows from digests that were posted or paused and is to be done at an instant. */
export function errandsOf(book: Readonly<Book>, now: number): Work[] {
  const work: Work[] = [];
  for (const publication of book.publications)
    if (!isHeldBack(publication, now))
      work.push({
        act: 'publish',
        occasion: { subscription: publication.subscription, date: publication.date },
      });
  for (const { id, done, paused } of book.subscriptions)
    if (paused?.notice && !isWaiting(id, paused.notice, now))
      work.push({ act: 'tell', occasion: { subscription: id, date: done } });
  return work;
}
