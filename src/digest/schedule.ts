/**
 * When a digest is due, in local dates. A date is scheduled once, whatever the zone's clock does: a time that the clock
 * skips has come as soon as the clock shows a later one, and a time that it shows twice has come the first time. A date
 * that a zone leaves out altogether, as Samoa did 30 December 2011, is told when the next begins.
 */
import { Temporal } from 'temporal-polyfill';
import type { Schedule, Subscription } from './subscription.ts';
import { type LocalTime, localTime } from './zone.ts';

/** How late a digest may go out: until so many days after its date, at that time or else at its own. */
const LATE_LIMITS = {
  daily: { days: 1, time: '06:00' },
  weekly: { days: 2 },
  monthly: { days: 7 },
} as const;

/** Where a local date stands: not yet come, to be told now, or over because it is late or a later one has come. */
export type Window = 'before' | 'open' | 'over';

interface Day {
  readonly weekday: number;
  /** The date itself, the day before, and so on for a week; and the other way. */
  readonly back: readonly string[];
  readonly ahead: readonly string[];
  /** What each day from 1 to 31 is in its month, and in the month before. */
  readonly month: readonly string[];
  readonly lastMonth: readonly string[];
}

/** A day of a month, or its last where it has none such. */
const inMonth = (month: Temporal.PlainYearMonth, day: number) => month.toPlainDate({ day }).toString();

const chosenDays = (month: Temporal.PlainYearMonth) =>
  Array.from({ length: 31 }, (_, index) => inMonth(month, index + 1));

// A scan asks about the same two or three dates for every subscription.
const days = new Map<string, Day>();

function dayOf(date: string): Day {
  const known = days.get(date);
  if (known) return known;
  const plain = Temporal.PlainDate.from(date);
  const month = plain.toPlainYearMonth();
  const day = {
    weekday: plain.dayOfWeek,
    back: Array.from({ length: 8 }, (_, n) => plain.subtract({ days: n }).toString()),
    ahead: Array.from({ length: 8 }, (_, n) => plain.add({ days: n }).toString()),
    month: chosenDays(month),
    lastMonth: chosenDays(month.subtract({ months: 1 })),
  };
  if (days.size > 1000) days.clear();
  days.set(date, day);
  return day;
}

/** So many days later, at most seven. */
const later = (date: string, n: number) => dayOf(date).ahead[n] ?? date;

/** The latest scheduled local date whose time has come. */
export function latestScheduled(schedule: Schedule, local: LocalTime): string {
  const day = dayOf(local.date);
  const timeHasCome = schedule.time <= local.time;
  if (schedule.cadence === 'monthly') {
    const date = day.month[schedule.day - 1] ?? local.date;
    const hasCome = date === local.date ? timeHasCome : date < local.date;
    return (hasCome ? date : day.lastMonth[schedule.day - 1]) ?? date;
  }
  const period = schedule.cadence === 'daily' ? 1 : 7;
  const since = schedule.cadence === 'daily' ? 0 : (day.weekday - schedule.day + 7) % 7;
  return day.back[since === 0 && !timeHasCome ? period : since] ?? local.date;
}

/** The first scheduled local date after a date. */
export function nextScheduled(schedule: Schedule, after: string): string {
  const next = Temporal.PlainDate.from(after).add({ days: 1 });
  if (schedule.cadence === 'daily') return next.toString();
  if (schedule.cadence === 'weekly')
    return next.add({ days: (schedule.day - next.dayOfWeek + 7) % 7 }).toString();
  const month = next.toPlainYearMonth();
  const date = inMonth(month, schedule.day);
  return date > after ? date : inMonth(month.add({ months: 1 }), schedule.day);
}

/** Where a scheduled local date stands for a subscription, apart from whether it is done. */
export function windowOf(schedule: Schedule, date: string, local: LocalTime): Window {
  const latest = latestScheduled(schedule, local);
  if (latest !== date) return latest < date ? 'before' : 'over';
  const limit = { time: schedule.time, ...LATE_LIMITS[schedule.cadence] };
  return `${local.date}T${local.time}` < `${later(date, limit.days)}T${limit.time}` ? 'open' : 'over';
}

/** The local date that is to be told now: the latest scheduled, if it is not done, not late, and nothing is paused. */
export function dueDate(subscription: Subscription, local: LocalTime): string | undefined {
  if (subscription.done >= local.date || subscription.paused) return undefined;
  const latest = latestScheduled(subscription, local);
  return latest > subscription.done && windowOf(subscription, latest, local) === 'open' ? latest : undefined;
}

/** Whether dates are done that have not come, since the bot's clock once ran ahead; a step of a day is let pass. */
export function isAhead(subscription: Subscription, local: LocalTime): boolean {
  return subscription.done > local.date && subscription.done > later(local.date, 1);
}

/** The first instant after `now` at which a zone's clock shows a local time or has skipped it. */
function instantOf(date: string, { time, zone }: Schedule, now: number): number {
  const plain = Temporal.PlainDateTime.from(`${date}T${time}`);
  const first = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const isSkipped = !first.toPlainDateTime().equals(plain);
  const instant = isSkipped ? (first.getTimeZoneTransition('next') ?? first) : first;
  if (instant.epochMilliseconds > now) return instant.epochMilliseconds;
  return plain.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
}

/**
 * When the next digest goes out, in milliseconds since the epoch: `now` when one is due, undefined while paused.
 */
export function nextPost(subscription: Subscription, now: number): number | undefined {
  if (subscription.paused) return undefined;
  const local = localTime(subscription.zone, now);
  if (dueDate(subscription, local) !== undefined) return now;
  const { done } = subscription;
  const next = nextScheduled(subscription, latestScheduled(subscription, local));
  return instantOf(next > done ? next : nextScheduled(subscription, done), subscription, now);
}
