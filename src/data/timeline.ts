/** The timeline: what falls on a date, in a month, or between two dates. */
import { type PartialDate, parsePartialDate } from './dates.ts';
import type { Records } from './library.ts';
import type { AlmanacRecord, Kind } from './schema.ts';

/** Something with a date. */
export interface TimelineEntry {
  readonly record: AlmanacRecord;
  /** What it belongs to, as precise as it is known: `2017`, `2018-04` or `2018-04-09`; of a range its beginning. */
  readonly date: string;
  /** For an event, the records that are part of it; empty for any other record, which is the thing itself. */
  readonly belongsTo: readonly AlmanacRecord[];
}

/** What narrows a timeline; all given conditions must hold. */
export interface TimelineOptions {
  /** Official English name; any of a record's places may match. */
  readonly province?: string | undefined;
  /** An event counts as its own kind and as every kind of what it belongs to. */
  readonly kind?: Kind | undefined;
}

/** Where 29 February is told in a common year: the day before or the day after. */
export type LeapDay = '02-28' | '03-01';

/** A day of the year that stands for a day of one year, where 29 February may have to move. */
export interface DayOptions extends TimelineOptions {
  /** Default `02-28`. */
  readonly leapDay?: LeapDay | undefined;
  /** The year that is asked about; without one, nothing moves. */
  readonly year?: number | undefined;
}

type DatedRecord = AlmanacRecord & { date: string };

const spans = new WeakMap<AlmanacRecord, PartialDate>();

function spanOf(record: DatedRecord): PartialDate | undefined {
  const span = spans.get(record) ?? parsePartialDate(record.date);
  if (span) spans.set(record, span);
  return span;
}

const beginning = (date: string) => date.split('/', 1)[0] ?? date;

const isLeapYear = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** A figure speaks of a date without happening on it. */
const isDated = (record: AlmanacRecord): record is DatedRecord =>
  record.date !== undefined && record.kind !== 'figure';

const areRelated = (a: AlmanacRecord, b: AlmanacRecord) =>
  a.related?.includes(b.id) || b.related?.includes(a.id) || false;

/** Events tell what begins on the same date as they do; all else that is dated tells itself. */
function tell(records: Records, dated: readonly DatedRecord[]): TimelineEntry[] {
  const events = new Map<string, { event: DatedRecord; belongsTo: Map<string, AlmanacRecord> }[]>();
  for (const event of dated) {
    if (event.kind !== 'event') continue;
    const belongsTo = new Map<string, AlmanacRecord>();
    for (const id of event.related ?? []) {
      const related = records.get(id);
      if (related && related.kind !== 'event') belongsTo.set(id, related);
    }
    const date = beginning(event.date);
    const sameDate = events.get(date);
    if (sameDate) sameDate.push({ event, belongsTo });
    else events.set(date, [{ event, belongsTo }]);
  }
  const entries: TimelineEntry[] = [];
  for (const record of dated) {
    if (record.kind === 'event') continue;
    const date = beginning(record.date);
    const tellers = (events.get(date) ?? []).filter(({ event }) => areRelated(event, record));
    for (const { belongsTo } of tellers) belongsTo.set(record.id, record);
    if (tellers.length === 0) entries.push({ record, date, belongsTo: [] });
  }
  for (const [date, group] of events)
    for (const { event, belongsTo } of group)
      entries.push({ record: event, date, belongsTo: [...belongsTo.values()] });
  return entries;
}

function matches({ record, belongsTo }: TimelineEntry, { province, kind }: TimelineOptions): boolean {
  if (province !== undefined && !record.places?.some((place) => place.province === province)) return false;
  return kind === undefined || record.kind === kind || belongsTo.some((related) => related.kind === kind);
}

/** A shorter date sorts before the days in it: `2018`, `2018-04`, `2018-04-09`. */
const oldestFirst = (a: TimelineEntry, b: TimelineEntry) =>
  compare(a.date, b.date) || compare(a.record.id, b.record.id);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function entriesOf(
  records: Records,
  wanted: (record: DatedRecord) => boolean,
  options: TimelineOptions,
): TimelineEntry[] {
  const dated: DatedRecord[] = [];
  for (const record of records.all()) if (isDated(record) && wanted(record)) dated.push(record);
  return tell(records, dated)
    .filter((entry) => matches(entry, options))
    .sort(oldestFirst);
}

/** The days of the year, `MM-DD`, whose events are told on one: 29 February moves in a common year. */
function daysTold(monthDay: string, { leapDay = '02-28', year }: DayOptions): string[] {
  if (year === undefined || isLeapYear(year)) return [monthDay];
  if (monthDay === '02-29') return [];
  return monthDay === leapDay ? [monthDay, '02-29'] : [monthDay];
}

/**
 * What falls on a day of the year (`MM-DD`), whatever the year, oldest first. Only what is known to the day does; a
 * range of days falls on its first.
 */
export function eventsOn(records: Records, monthDay: string, options: DayOptions = {}): TimelineEntry[] {
  const days = daysTold(monthDay, options);
  return entriesOf(records, ({ date }) => days.includes(beginning(date).slice(5)), options);
}

/** What falls in a month of the year (`MM`), whatever the year, oldest first: what is known to the day or the month. */
export function eventsInMonth(
  records: Records,
  month: string,
  options: TimelineOptions = {},
): TimelineEntry[] {
  return entriesOf(records, ({ date }) => beginning(date).slice(5, 7) === month, options);
}

/**
 * What falls on some days (`YYYY-MM-DD`, of less than a year in all), by the day and then oldest first, each with the
 * day that it is told on.
 */
export function eventsOnDays(
  records: Records,
  days: readonly string[],
  options: Omit<DayOptions, 'year'> = {},
): (TimelineEntry & { readonly on: string })[] {
  const told = new Map<string, string>();
  for (const day of days)
    for (const monthDay of daysTold(day.slice(5), { ...options, year: Number(day.slice(0, 4)) }))
      told.set(monthDay, day);
  return entriesOf(records, ({ date }) => told.has(beginning(date).slice(5)), options)
    .map((entry) => ({ ...entry, on: told.get(entry.date.slice(5)) ?? entry.date }))
    .sort((a, b) => compare(a.on, b.on));
}

/**
 * What happened between two partial dates, both inclusive, ascending by first day; an absent one leaves that side open.
 * What is known to the month or the year is there when its span overlaps. A date that is none finds nothing.
 */
export function eventsBetween(
  records: Records,
  from?: string,
  to?: string,
  options: TimelineOptions = {},
): TimelineEntry[] {
  const first = from === undefined ? '' : parsePartialDate(from)?.first;
  const last = to === undefined ? '9999-12-31' : parsePartialDate(to)?.last;
  if (first === undefined || last === undefined) return [];
  const overlaps = (record: DatedRecord) => {
    const span = spanOf(record);
    return span !== undefined && span.first <= last && span.last >= first;
  };
  return entriesOf(records, overlaps, options);
}
