/** What a digest says. */
import { Temporal } from 'temporal-polyfill';
import type { Records } from '../data/library.ts';
import { eventsInMonth, eventsOnDays, type LeapDay, type TimelineEntry } from '../data/timeline.ts';
import type { Cadence, Quiet, Subscription } from './subscription.ts';

/** An entry with the date of this year that it falls on. */
export interface DigestEntry extends TimelineEntry {
  /** `YYYY-MM-DD`, or `YYYY-MM` for what is known to the month only. */
  readonly on: string;
  /** How many years ago it was on that date. */
  readonly years: number;
}

/** A digest, ready to be put into words. */
export interface Digest {
  readonly cadence: Cadence;
  /** The local date that it is for. */
  readonly date: string;
  /** The days that it covers, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** In calendar order, what is known to the month first; on one date oldest first. */
  readonly entries: readonly DigestEntry[];
  /** Only when there are no entries: post nothing, or tell what the seven days after `to` bring (never empty). */
  readonly quiet?: 'skip' | readonly DigestEntry[];
}

/** What decides what a digest says. */
export type DigestChoices = Pick<Subscription, 'cadence' | 'province' | 'kind'> & { readonly quiet: Quiet };

const WEEK = 7;

/** The days that a digest covers: its date, the seven days that begin with it, or its month. */
function spanOf(cadence: Cadence, date: Temporal.PlainDate): [Temporal.PlainDate, Temporal.PlainDate] {
  if (cadence === 'daily') return [date, date];
  if (cadence === 'weekly') return [date, date.add({ days: WEEK - 1 })];
  return [date.with({ day: 1 }), date.with({ day: date.daysInMonth })];
}

const daysBetween = (first: Temporal.PlainDate, last: Temporal.PlainDate) =>
  Array.from({ length: first.until(last).days + 1 }, (_, n) => first.add({ days: n }).toString());

/** An entry with its years; none where it has not happened by the year that it is told in. */
function byThen(entry: TimelineEntry & { readonly on: string }): DigestEntry[] {
  const years = Number(entry.on.slice(0, 4)) - Number(entry.date.slice(0, 4));
  return years < 0 ? [] : [{ ...entry, years }];
}

/** What a subscription's digest of a local date says. 29 February is told on `leapDay` in common years. */
export function digestFor(
  subscription: DigestChoices,
  localDate: string,
  records: Records,
  leapDay: LeapDay,
): Digest {
  const { cadence, province, kind, quiet } = subscription;
  const date = Temporal.PlainDate.from(localDate);
  const [from, to] = spanOf(cadence, date);

  const onDays = (first: Temporal.PlainDate, last: Temporal.PlainDate) =>
    eventsOnDays(records, daysBetween(first, last), { province, kind, leapDay });
  const inMonthOnly = () =>
    eventsInMonth(records, localDate.slice(5, 7), { province, kind })
      .filter((entry) => entry.date.length === 'YYYY-MM'.length)
      .map((entry) => ({ ...entry, on: localDate.slice(0, 7) }));

  const entries = [...(cadence === 'monthly' ? inMonthOnly() : []), ...onDays(from, to)].flatMap(byThen);
  const digest = { cadence, date: localDate, from: from.toString(), to: to.toString(), entries };
  if (entries.length > 0) return digest;
  const coming = quiet === 'week' ? onDays(to.add({ days: 1 }), to.add({ days: WEEK })).flatMap(byThen) : [];
  return { ...digest, quiet: coming.length > 0 ? coming : 'skip' };
}
