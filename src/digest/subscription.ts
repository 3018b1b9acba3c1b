/** A subscription: what a channel is told, and when. */
import { z } from 'zod';
import { KINDS } from '../data/schema.ts';
import { isZone } from '../data/zones.ts';
import { attemptsSchema, instantSchema } from './attempts.ts';
import { reasonSchema } from './reason.ts';

/** How often a digest comes. */
export const CADENCES = ['daily', 'weekly', 'monthly'] as const;

/** What a digest is when nothing falls on its dates: nothing at all, or what the seven days after them bring. */
export const QUIET = ['skip', 'week'] as const;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const SNOWFLAKE = /^\d{1,20}$/;

/** Reads a time of day, `HH:MM` of 24 hours with both digits of each; undefined when it is anything else. */
export function parseTime(text: string): string | undefined {
  return TIME.test(text) ? text : undefined;
}

/**
 * The id of the subscription that an interaction made: its snowflake in base 36, at most 13 letters and digits.
 * Snowflakes are never used twice (https://docs.discord.com/developers/reference#snowflakes), so neither is this.
 */
export function subscriptionId(snowflake: string): string {
  return BigInt(snowflake).toString(36);
}

/** A local date, `YYYY-MM-DD`. */
export const localDateSchema = z.iso.date();

/** A Discord id. */
export const snowflakeSchema = z.string().regex(SNOWFLAKE, 'must be a Discord id');

/** Unique over all guilds, never reused; see {@link subscriptionId}. */
export const subscriptionIdSchema = z
  .string()
  .regex(/^[a-z0-9]{1,13}$/, 'must be up to 13 small letters and digits');

// To ask Intl takes a tenth of a millisecond, and a book is checked as a whole with each change.
const known = new Set<string>();
const isKnownZone = (zone: string) => known.has(zone) || (isZone(zone) && known.add(zone).has(zone));

const common = z.strictObject({
  id: subscriptionIdSchema,
  channelId: snowflakeSchema,
  /** Local time of day in `zone`. */
  time: z.string().regex(TIME, 'must be a time such as 09:00'),
  /** In the spelling that was given. */
  zone: z.string().refine(isKnownZone, 'must be a time zone such as Asia/Shanghai'),
  /** Official English name. */
  province: z.string().min(1).max(60).optional(),
  kind: z.enum(KINDS).optional(),
  quiet: z.enum(QUIET),
  /** Whether each digest is published to the servers that follow the channel, an announcement channel. */
  publish: z.boolean().optional(),
  /** The role that each digest mentions. */
  role: snowflakeSchema.optional(),
  /** Who subscribed. */
  createdBy: snowflakeSchema,
  createdAt: instantSchema,
  /** The latest scheduled local date that needs nothing more, posted or not. */
  done: localDateSchema,
  /** Set while nothing is posted. */
  paused: z
    .strictObject({
      reason: reasonSchema,
      at: instantSchema,
      /** Set until whoever subscribed has been told of a pause that nobody asked for. */
      notice: attemptsSchema.optional(),
    })
    .optional(),
});

/** A subscription. A month without the chosen day has its last day instead. */
export const subscriptionSchema = z.discriminatedUnion('cadence', [
  common.extend({ cadence: z.literal('daily') }),
  /** ISO 8601: 1 is Monday. */
  common.extend({ cadence: z.literal('weekly'), day: z.int().min(1).max(7) }),
  common.extend({ cadence: z.literal('monthly'), day: z.int().min(1).max(31) }),
]);

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type DistributivePick<T, K extends PropertyKey> = T extends unknown ? Pick<T, Extract<keyof T, K>> : never;

/** One of {@link CADENCES}. */
export type Cadence = (typeof CADENCES)[number];
/** One of {@link QUIET}. */
export type Quiet = (typeof QUIET)[number];
/** See {@link subscriptionSchema}. */
export type Subscription = z.infer<typeof subscriptionSchema>;
/** When a digest comes: cadence, day, time and zone. */
export type Schedule = DistributivePick<Subscription, 'cadence' | 'day' | 'time' | 'zone'>;
/** What a person chooses; all else follows from when they do. */
export type SubscriptionDraft = DistributiveOmit<Subscription, 'createdAt' | 'done' | 'paused'>;
/** What an edit replaces: everything that a person chooses, the schedule as a whole. */
export type SubscriptionChoices = DistributiveOmit<SubscriptionDraft, 'id' | 'createdBy'>;
