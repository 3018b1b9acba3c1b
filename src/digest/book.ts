/** A guild's digests: its subscriptions, what is under way, and what became of the dates of the last 90 days. */
import { z } from 'zod';
import { type Reason, reasonSchema } from './reason.ts';
import { isAhead, latestScheduled } from './schedule.ts';
import {
  instantSchema,
  localDateSchema,
  type Subscription,
  type SubscriptionChoices,
  type SubscriptionDraft,
  snowflakeSchema,
  subscriptionIdSchema,
  subscriptionSchema,
} from './subscription.ts';
import { localTime } from './zone.ts';

/** How long the log keeps what became of a date, in days. */
export const LOG_DAYS = 90;

const DAY = 86_400_000;

const posting = {
  subscription: subscriptionIdSchema,
  /** The local date that the digest is for. */
  date: localDateSchema,
  channelId: snowflakeSchema,
  reason: reasonSchema.optional(),
};

/** A digest that may have been posted; nobody knows before it is settled. */
export const intentSchema = z.strictObject({
  ...posting,
  /** When it was first about to be posted. */
  at: instantSchema,
  /** How often that failed, and when it last did. `reason` says how. */
  attempts: z.int().min(0),
  attemptedAt: instantSchema.optional(),
  /** Since when each attempt found the destination dead. */
  deadSince: instantSchema.optional(),
});

/** What became of a subscription's local date. A date that failed may be tried again after a change or a pause. */
export const deliverySchema = z.strictObject({
  ...posting,
  state: z.enum(['sent', 'skipped', 'failed', 'unknown']),
  at: instantSchema,
  messageId: snowflakeSchema.optional(),
});

const bookSchema = z.strictObject({
  subscriptions: z.array(subscriptionSchema),
  intents: z.array(intentSchema),
  /** Oldest first. */
  deliveries: z.array(deliverySchema),
});

/** See {@link intentSchema}. */
export type Intent = z.infer<typeof intentSchema>;
/** See {@link deliverySchema}. */
export type Delivery = z.infer<typeof deliverySchema>;
/** What stands in a guild's digests file. */
export type Book = z.infer<typeof bookSchema>;
/** A local date of a subscription. */
export type Occasion = Pick<Intent, 'subscription' | 'date'>;
/** What became of an intent. */
export type Settlement = Pick<Delivery, 'state' | 'reason' | 'messageId'>;
/** A line of the log: what became of a date, or what is still under way. */
export type LogEntry = Delivery | (Intent & { readonly state: 'intended' });

/** The format of a guild's digests file. */
export const bookFormat = {
  version: 1,
  schema: bookSchema,
  empty: (): Book => ({ subscriptions: [], intents: [], deliveries: [] }),
};

/** Thrown by a change that the book does not allow: the guild has its fill, or there is no such subscription. */
export class BookError extends Error {
  override readonly name = 'BookError';
  readonly code: 'limit-reached' | 'unknown-subscription';
  /** The limit, where one was reached. */
  readonly limit: number | undefined;

  constructor(code: BookError['code'], limit?: number) {
    super(code);
    this.code = code;
    this.limit = limit;
  }
}

const instant = (now: number) => new Date(now).toISOString();

const isOf = (occasion: Occasion) => (other: Occasion) =>
  other.subscription === occasion.subscription && other.date === occasion.date;

/** The subscription of an id, if there is one. */
export function findSubscription(book: Readonly<Book>, id: string): Subscription | undefined {
  return book.subscriptions.find((subscription) => subscription.id === id);
}

/** The intent of an occasion, if one is open. */
export function findIntent(book: Readonly<Book>, occasion: Occasion): Intent | undefined {
  return book.intents.find(isOf(occasion));
}

/** What became of an occasion so far, oldest first. */
export function deliveriesOf(book: Readonly<Book>, occasion: Occasion): Delivery[] {
  return book.deliveries.filter(isOf(occasion));
}

/** A subscription's log, newest first. */
export function logOf(book: Readonly<Book>, id: string): LogEntry[] {
  const open = book.intents.map((intent) => ({ ...intent, state: 'intended' as const }));
  return [...book.deliveries, ...open].filter(({ subscription }) => subscription === id).reverse();
}

function change(book: Book, id: string, next: (subscription: Subscription) => Subscription): Book {
  if (!findSubscription(book, id)) throw new BookError('unknown-subscription');
  const subscriptions = book.subscriptions.map((each) => (each.id === id ? next(each) : each));
  return { ...book, subscriptions };
}

/** The latest scheduled date counts as done, or else a digest would come at once for a time that has passed. */
function counted<T extends SubscriptionChoices>(choices: T, now: number): T & { done: string } {
  return { ...choices, done: latestScheduled(choices, localTime(choices.zone, now)) };
}

/** Adds a subscription. Throws a {@link BookError} where the guild has as many as `limit` already. */
export function subscribe(book: Book, draft: SubscriptionDraft, now: number, limit: number): Book {
  if (book.subscriptions.length >= limit) throw new BookError('limit-reached', limit);
  const subscription = counted({ ...draft, createdAt: instant(now) }, now);
  return { ...book, subscriptions: [...book.subscriptions, subscription] };
}

/** Replaces what a person chose; a pause stays. Throws a {@link BookError} for an unknown id. */
export function edit(book: Book, id: string, choices: SubscriptionChoices, now: number): Book {
  return change(book, id, ({ createdBy, createdAt, paused }) =>
    counted({ id, ...choices, createdBy, createdAt, ...(paused && { paused }) }, now),
  );
}

/** Removes a subscription and keeps its log. Throws a {@link BookError} for an unknown id. */
export function unsubscribe(book: Book, id: string): Book {
  if (!findSubscription(book, id)) throw new BookError('unknown-subscription');
  return { ...book, subscriptions: book.subscriptions.filter((subscription) => subscription.id !== id) };
}

/** Posts nothing more until resumed. Throws a {@link BookError} for an unknown id. */
export function pause(book: Book, id: string, reason: Reason, now: number): Book {
  return change(book, id, (subscription) => ({ ...subscription, paused: { reason, at: instant(now) } }));
}

/** Ends a pause: the latest scheduled date goes out if it is not too late. Throws a {@link BookError} for an unknown id. */
export function resume(book: Book, id: string): Book {
  return change(book, id, ({ paused: _, ...subscription }) => subscription);
}

/** Counts anew where dates are done that have not come, as when the bot's clock ran ahead. */
export function recount(book: Book, id: string, now: number): Book {
  return change(book, id, (subscription) =>
    isAhead(subscription, localTime(subscription.zone, now)) ? counted(subscription, now) : subscription,
  );
}

/** Notes that an occasion is about to be posted into a channel. What is noted already stays as it is. */
export function intend(book: Book, occasion: Occasion, channelId: string, now: number): Book {
  const open = findIntent(book, occasion);
  if (open?.channelId === channelId) return book;
  const { subscription, date } = occasion;
  const intent = { at: instant(now), attempts: 0, ...open, subscription, date, channelId };
  return { ...book, intents: [...book.intents.filter((each) => each !== open), intent] };
}

/** Notes that an attempt failed and is to be repeated. */
export function postpone(book: Book, occasion: Occasion, reason: Reason, now: number): Book {
  const isIt = isOf(occasion);
  const intents = book.intents.map((intent) => {
    if (!isIt(intent)) return intent;
    const { deadSince = instant(now), ...rest } = intent;
    const next = { ...rest, reason, attempts: intent.attempts + 1, attemptedAt: instant(now) };
    return reason.code === 'destination-dead' ? { ...next, deadSince } : next;
  });
  return { ...book, intents };
}

/** Notes what became of an occasion, closes its intent, and lets the log forget what is older than 90 days. */
export function settle(
  book: Book,
  occasion: Occasion,
  channelId: string,
  settlement: Settlement,
  now: number,
): Book {
  const { subscription, date } = occasion;
  const isIt = isOf(occasion);
  const oldest = instant(now - LOG_DAYS * DAY);
  return {
    ...book,
    intents: book.intents.filter((intent) => !isIt(intent)),
    deliveries: [
      ...book.deliveries.filter(({ at }) => at >= oldest),
      { subscription, date, channelId, ...settlement, at: instant(now) },
    ],
  };
}

/** Counts a local date as done; a subscription that is gone is let be. */
export function markDone(book: Book, { subscription: id, date }: Occasion): Book {
  const subscription = findSubscription(book, id);
  if (!subscription || subscription.done >= date) return book;
  return change(book, id, (each) => ({ ...each, done: date }));
}
