/**
 * Partial dates in the level 0 forms of EDTF (ISO 8601-2, https://www.loc.gov/standards/datetime/):
 * a year, a month, a day, or an interval of two such dates. Nothing else is accepted, and every day is a real one.
 */
import { Temporal } from 'temporal-polyfill';

/** How much of a date is known; `range` is an interval whatever its ends are. */
export type Precision = 'year' | 'month' | 'day' | 'range';

/** A partial date with the days it spans, both inclusive, as `YYYY-MM-DD`. */
export interface PartialDate {
  readonly text: string;
  readonly precision: Precision;
  readonly first: string;
  readonly last: string;
}

const SIMPLE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

function parseSimple(text: string): PartialDate | undefined {
  const match = SIMPLE.exec(text);
  if (!match) return undefined;
  const [, year, month, day] = match;
  try {
    const first = Temporal.PlainDate.from(`${year}-${month ?? '01'}-${day ?? '01'}`);
    if (day) return { text, precision: 'day', first: text, last: text };
    const last = first.add(month ? { months: 1 } : { years: 1 }).subtract({ days: 1 });
    return {
      text,
      precision: month ? 'month' : 'year',
      first: first.toString(),
      last: last.toString(),
    };
  } catch {
    return undefined;
  }
}

/** Reads a partial date; undefined when it is none of the accepted forms, no real day, or a range that runs backwards. */
export function parsePartialDate(text: string): PartialDate | undefined {
  const [from, to, ...rest] = text.split('/');
  if (from === undefined || rest.length > 0) return undefined;
  const start = parseSimple(from);
  if (to === undefined || !start) return start;
  const end = parseSimple(to);
  if (!end || end.last <= start.last || end.first < start.first) return undefined;
  return { text, precision: 'range', first: start.first, last: end.last };
}

/**
 * The day that a date belongs to, as `YYYY-MM-DD`: the day itself, or the first day of a range of days.
 * Undefined for a month or a year, which are never a day's.
 */
export function dayOf(text: string): string | undefined {
  const [from = ''] = text.split('/');
  return parsePartialDate(text) && parseSimple(from)?.precision === 'day' ? from : undefined;
}

/** The month that a date belongs to, as `YYYY-MM`, for dates of month, day or a range of those; else undefined. */
export function monthOf(text: string): string | undefined {
  const [from = ''] = text.split('/');
  return parsePartialDate(text) && parseSimple(from)?.precision !== 'year' ? from.slice(0, 7) : undefined;
}

/** The years, ascending, that a date touches: `2020-11/2021-02` touches both. */
export function yearsOf(text: string): number[] {
  const date = parsePartialDate(text);
  if (!date) return [];
  const first = Number(date.first.slice(0, 4));
  const last = Number(date.last.slice(0, 4));
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
