/** A guild's digests: its subscriptions, what is under way, and what became of the dates of the last 90 days. */
import { z } from 'zod';
import { attemptsSchema, instant, instantSchema } from './attempts.ts';
import { type Reason, reasonSchema } from './reason.ts';
import { isAhead, latestScheduled } from './schedule.ts';
import {
  localDateSchema,
  type Subscription,
  type SubscriptionChoices,
  type SubscriptionDraft,
  snowflakeSchema,
  subscriptionIdSchema,
  subscriptionSchema,
} from './subscription.ts';
import { localTime } from './zone.ts';

const postingSchema = z.strictObject({
  subscription: subscriptionIdSchema,
  /** The local date that the digest is for. */
  date: localDateSchema,
  channelId: snowflakeSchema,
  /** Whether it was composed for other servers too: only then may it be published. */
  shared: z.literal(true).optional(),
});

/** A digest that may have been posted; nobody knows before it is settled. */
const intentSchema = postingSchema.extend({
  /** When it was first about to be posted. */
  at: instantSchema,
  ...attemptsSchema.shape,
});

/** A digest that was posted and is to be published to the servers that follow its channel. */
const publicationSchema = intentSchema.extend({
  messageId: snowflakeSchema,
});

/** What became of a subscription's local date. A date that failed may be tried again after a change or a pause. */
const deliverySchema = postingSchema.extend({
  state: z.enum(['sent', 'skipped', 'failed', 'unknown']),
  at: instantSchema,
  reason: reasonSchema.optional(),
  messageId: snowflakeSchema.optional(),
  /** When it was published or, with the reason, given up. */
  published: z.strictObject({ at: instantSchema, reason: reasonSchema.optional() }).optional(),
});

const bookSchema = z.strictObject({
  subscriptions: z.array(subscriptionSchema),
  intents: z.array(intentSchema),
  publications: z.array(publicationSchema),
  /** Oldest first. */
  deliveries: z.array(deliverySchema),
});

/** See {@link intentSchema}. */
export type Intent = z.infer<typeof intentSchema>;
/** See {@link publicationSchema}. */
export type Publication = z.infer<typeof publicationSchema>;
/** See {@link deliverySchema}. */
export type Delivery = z.infer<typeof deliverySchema>;
/** What stands in a guild's digests file. */
export type Book = z.infer<typeof bookSchema>;
/** A local date of a subscription. */
export type Occasion = Pick<Intent, 'subscription' | 'date'>;
/** A line of the log: what became of a date, or what is still under way. */
export type LogEntry = Delivery | (Intent & { readonly state: 'intended' });

/** The format of a guild's digests file. */
export const bookFormat = {
  version: 2,
  schema: bookSchema,
  empty: (): Book => ({ subscriptions: [], intents: [], publications: [], deliveries: [] }),
  /** Version 2 brought publications. */
  migrate: { 1: (data: unknown) => ({ ...(data as object), publications: [] }) },
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

/** Tells whether something is of an occasion. */
export const isOf = (occasion: Occasion) => (other: Occasion) =>
  other.subscription === occasion.subscription && other.date === occasion.date;

/** The subscription of an id, if there is one. */
export function findSubscription(book: Readonly<Book>, id: string): Subscription | undefined {
  return book.subscriptions.find((subscription) => subscription.id === id);
}

/** The intent of an occasion, if one is open. */
export function findIntent(book: Readonly<Book>, occasion: Occasion): Intent | undefined {
  return book.intents.find(isOf(occasion));
}

/** The publication of an occasion, if it is still to be done. */
export function findPublication(book: Readonly<Book>, occasion: Occasion): Publication | undefined {
  return book.publications.find(isOf(occasion));
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

/** Changes one subscription. Throws a {@link BookError} for an unknown id. */
export function change(book: Book, id: string, next: (subscription: Subscription) => Subscription): Book {
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

/**
 * Posts nothing more until resumed; where nobody asked for it, whoever subscribed is to be told. Throws a
 * {@link BookError} for an unknown id.
 */
export function pause(book: Book, id: string, reason: Reason, now: number): Book {
  const notice = reason.code === 'asked' ? {} : { notice: { attempts: 0 } };
  const paused = { reason, at: instant(now), ...notice };
  return change(book, id, (subscription) => ({ ...subscription, paused }));
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
