/** Counts what the channels hold against what they ought to. */
import { deliveryKey } from '../../src/digest/key.ts';
import type { SubscriptionDraft } from '../../src/digest/subscription.ts';
import type { Stretch } from './oracle.ts';
import type { Message, World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A subscription with the dates that it ought to be told on. */
export interface Watched {
  readonly guildId: string;
  readonly draft: SubscriptionDraft;
  readonly stretches: readonly Stretch[];
  /** The dates for which the bot ran undisturbed long enough while they might be told. */
  readonly reached: ReadonlySet<string>;
}

/** What a run comes to. */
export interface Judgement {
  /** Local dates that came within the time. */
  dates: number;
  /** Those for which the bot ran undisturbed long enough while they might be told: no run proves more than these. */
  reachable: number;
  delivered: number;
  /** Local dates with more than one message. */
  doubled: string[];
  /** Reachable local dates without a message. */
  missed: string[];
  /** Messages for dates that nobody waits for. */
  stray: string[];
  /** Dates of the last weeks whose log says another thing than the channel. */
  mistold: string[];
  /** Messages that ping another role than they should, or one where they should ping none. */
  mispinged: string[];
  /** Messages that ought to be published. */
  toPublish: number;
  /** Those that are not, although Discord let the bot see them and did not keep refusing it. */
  unpublished: string[];
  /** Messages that are published and ought not to be. */
  leaked: string[];
}

/** Nothing, to begin a sum with. */
export const nothing = (): Judgement => ({
  dates: 0,
  reachable: 0,
  delivered: 0,
  doubled: [],
  missed: [],
  stray: [],
  mistold: [],
  mispinged: [],
  toPublish: 0,
  unpublished: [],
  leaked: [],
});

/** Whether it was given up with reason: refused for half an hour, or still failing after a day; less what clocks may differ. */
function isGivenUp({ at, failures }: Message): boolean {
  const last = failures.at(-1);
  if (!last) return false;
  const alive = failures.findLastIndex(({ dead }) => !dead);
  const deadSince = failures[alive + 1]?.at ?? last.at;
  return last.at - deadSince > 20 * MINUTE || last.at - at > 20 * HOUR;
}

/** Judges a world at its end, in milliseconds since the epoch. */
export function judge(world: World, all: readonly Watched[], end: number): Judgement {
  const result = nothing();
  for (const { guildId, draft, stretches, reached } of all) {
    const name = (date: string) => `${draft.cadence} ${draft.time} ${draft.zone} ${date}`;
    const messages = new Map<string, number>();
    for (const { key } of world.messagesIn(draft.channelId)) messages.set(key, (messages.get(key) ?? 0) + 1);
    const { intents, publications, deliveries } = world.bookOf(guildId);
    for (const { date, start, end: last } of stretches) {
      const key = deliveryKey(draft.id, date);
      const count = messages.get(key) ?? 0;
      messages.delete(key);
      if (count > 1) result.doubled.push(name(date));
      if (count > 0) result.delivered += 1;
      if (start < end) result.dates += 1;
      if (reached.has(date)) result.reachable += 1;
      if (reached.has(date) && count === 0) result.missed.push(name(date));
      const isOf = (each: { subscription: string; date: string }) =>
        each.subscription === draft.id && each.date === date;
      const isSettled = last < end - DAY && last > end - 60 * DAY && !intents.some(isOf);
      const told = isSettled && deliveries.findLast(isOf)?.state;
      const isTrue = told === 'unknown' || (told === 'sent') === count > 0;
      if (isSettled && !isTrue) result.mistold.push(name(date));
    }
    result.stray.push(...messages.keys());
    for (const message of world.messagesIn(draft.channelId)) {
      if (message.role !== draft.role) result.mispinged.push(message.key);
      if (message.published && !draft.publish) result.leaked.push(message.key);
      if (!draft.publish) continue;
      result.toPublish += 1;
      // The last may wait for the bot to be up again.
      const isOpen = [...publications, ...intents].some(
        ({ subscription, date }) => deliveryKey(subscription, date) === message.key,
      );
      const isLast = message.at > end - 15 * DAY && isOpen;
      const isExcused = isLast || isGivenUp(message) || world.unknown.has(message.key);
      if (!message.published && !isExcused) result.unpublished.push(name(message.key));
    }
  }
  return result;
}
