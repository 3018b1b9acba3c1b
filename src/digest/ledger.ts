/** What the book says of a digest as it goes from intent to post to log, and of what follows from that. Pure. */
import { type Attempts, failed, instant } from './attempts.ts';
import {
  type Book,
  change,
  type Delivery,
  deliveriesOf,
  findIntent,
  findPublication,
  findSubscription,
  type Intent,
  isOf,
  type Occasion,
} from './book.ts';
import type { Reason } from './reason.ts';

/** How long the log keeps what became of a date, in days. */
const LOG_DAYS = 90;

const DAY = 86_400_000;

/** What became of an intent. */
export type Settlement = Pick<Delivery, 'state' | 'reason' | 'messageId'>;
/** Where a digest is about to be posted, and whether it was composed for other servers too. */
export type Destination = { readonly channelId: string; readonly shared?: true | undefined };

/** What is known of an occasion whose post may be in a channel: its intent, or else the latest attempt given up. */
export function begunOf(book: Readonly<Book>, occasion: Occasion): Intent | Delivery | undefined {
  return (
    findIntent(book, occasion) ?? deliveriesOf(book, occasion).findLast(({ state }) => state === 'failed')
  );
}

/** Notes that an occasion is about to be posted. What is noted already stays as it is. */
export function intend(
  book: Book,
  occasion: Occasion,
  { channelId, shared }: Destination,
  now: number,
): Book {
  const open = findIntent(book, occasion);
  if (open?.channelId === channelId && open.shared === shared) return book;
  const { subscription, date } = occasion;
  const { shared: _, ...kept } = open ?? { at: instant(now), attempts: 0 };
  const intent = { ...kept, subscription, date, channelId, ...(shared && { shared }) };
  return { ...book, intents: [...book.intents.filter((each) => each !== open), intent] };
}

/** Notes that an attempt failed and is to be repeated. */
export function postpone(book: Book, occasion: Occasion, reason: Reason, now: number): Book {
  const isIt = isOf(occasion);
  const intents = book.intents.map((intent) => (isIt(intent) ? failed(intent, reason, now) : intent));
  return { ...book, intents };
}

/**
 * Notes what became of an occasion, closes its intent, and lets the log forget what is older than 90 days. What was
 * sent for other servers too is then to be published.
 */
export function settle(
  book: Book,
  occasion: Occasion,
  channelId: string,
  settlement: Settlement,
  now: number,
): Book {
  const { subscription, date } = occasion;
  const { state, messageId } = settlement;
  const isIt = isOf(occasion);
  const at = instant(now);
  const oldest = instant(now - LOG_DAYS * DAY);
  const shared = begunOf(book, occasion)?.shared;
  const posting = { subscription, date, channelId, ...(shared && { shared }) };
  const isToPublish = state === 'sent' && shared && messageId !== undefined;
  return {
    ...book,
    intents: book.intents.filter((intent) => !isIt(intent)),
    publications: isToPublish
      ? [...book.publications, { ...posting, messageId, at, attempts: 0 }]
      : book.publications,
    deliveries: [
      ...book.deliveries.filter((delivery) => delivery.at >= oldest),
      { ...posting, ...settlement, at },
    ],
  };
}

/** Counts a local date as done; a subscription that is gone is let be. */
export function markDone(book: Book, { subscription: id, date }: Occasion): Book {
  const subscription = findSubscription(book, id);
  if (!subscription || subscription.done >= date) return book;
  return change(book, id, (each) => ({ ...each, done: date }));
}

/** Notes that publishing failed and is to be repeated. */
export function postponePublication(book: Book, occasion: Occasion, reason: Reason, now: number): Book {
  const isIt = isOf(occasion);
  const publications = book.publications.map((each) => (isIt(each) ? failed(each, reason, now) : each));
  return { ...book, publications };
}

/** Notes in the log that a digest was published or, with a reason, that this was given up. */
export function settlePublication(
  book: Book,
  occasion: Occasion,
  reason: Reason | undefined,
  now: number,
): Book {
  const publication = findPublication(book, occasion);
  if (!publication) return book;
  const published = { at: instant(now), ...(reason && { reason }) };
  return {
    ...book,
    publications: book.publications.filter((each) => each !== publication),
    deliveries: book.deliveries.map((each) =>
      each.messageId === publication.messageId ? { ...each, published } : each,
    ),
  };
}

/** What there still is to tell of a subscription's pause, with when that began. */
export function noticeOf(book: Readonly<Book>, id: string): Notice | undefined {
  const paused = findSubscription(book, id)?.paused;
  return paused?.notice && { ...paused.notice, reason: paused.reason, at: paused.at };
}

/** What there is to tell of a pause, why and since when; and the attempts at that. */
export type Notice = Omit<Attempts, 'reason'> & { readonly reason: Reason; readonly at: string };

/** Notes that telling whoever subscribed of the pause that began then failed and is to be repeated. */
export function postponeNotice(book: Book, id: string, at: string, reason: Reason, now: number): Book {
  return changeNotice(book, id, at, (notice) => failed(notice, reason, now));
}

/** Notes that whoever subscribed was told of the pause that began then, or cannot be. */
export function settleNotice(book: Book, id: string, at: string): Book {
  return changeNotice(book, id, at, () => undefined);
}

/** A pause that ended meanwhile, or another one, is let be. */
function changeNotice(
  book: Book,
  id: string,
  at: string,
  next: (notice: Attempts) => Attempts | undefined,
): Book {
  if (noticeOf(book, id)?.at !== at) return book;
  return change(book, id, (subscription) => {
    if (!subscription.paused?.notice) return subscription;
    const { notice, ...paused } = subscription.paused;
    const following = next(notice);
    return { ...subscription, paused: { ...paused, ...(following && { notice: following }) } };
  });
}
