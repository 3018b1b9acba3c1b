import type { TimelineEntry } from '../data/timeline.ts';
import type { Language } from './language.ts';
import type { Drawing } from './picture.ts';
import { type Column, drawStrip } from './pictures/strip.ts';
import type { Theme } from './pictures/svg.ts';

/** From so many years on, a column is a year; below, a month. */
const YEARS = 3;
/** As many labels as fit beneath a strip beside each other. */
const MOST_LABELS = 14;

const YEAR = 'YYYY'.length;
const MONTH = 'YYYY-MM'.length;

/**
 * How many of some entries (oldest first) fall into each year or month between the first and the last, those of the page
 * that is shown set apart. Undefined where one column would hold them all.
 */
export function stripOf(
  lang: Language,
  entries: readonly TimelineEntry[],
  shown: readonly TimelineEntry[],
  theme: Theme,
): Drawing | undefined {
  const years = entries.map(({ date }) => Number(date.slice(0, YEAR)));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const length = last - first + 1 >= YEARS ? YEAR : MONTH;
  const spans = length === YEAR ? yearsBetween(first, last) : monthsOf(entries);
  if (spans.length < 2) return undefined;
  const here = new Set(shown.map(({ date }) => date.slice(0, length)));
  const counts = new Map<string, number>();
  for (const { date } of entries) {
    const span = date.slice(0, length);
    counts.set(span, (counts.get(span) ?? 0) + 1);
  }
  const every = Math.ceil(spans.length / MOST_LABELS);
  const columns = spans.map((span, i): Column => {
    // A January is always among those that are named, since it names the year.
    const place = length === YEAR ? i : Number(span.slice(YEAR + 1)) - 1;
    const isLabelled = place % every === 0;
    return {
      count: counts.get(span) ?? 0,
      shown: here.has(span),
      ...(isLabelled ? { label: labelOf(span) } : {}),
    };
  });
  const numbers = spans.flatMap((span) => {
    const count = counts.get(span);
    return count === undefined ? [] : [lang.pair(lang.date(span), lang.number(count))];
  });
  return {
    svg: drawStrip({ columns }, theme),
    alt: lang.t('timeline.alt', { numbers: lang.join(numbers) }),
  };
}

const yearsBetween = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => String(first + n));

/** The months from the first to the last that entries are known to. */
function monthsOf(entries: readonly TimelineEntry[]): string[] {
  const months = entries.map(({ date }) => date.slice(0, MONTH)).filter((date) => date.length === MONTH);
  const [first = '', last = ''] = [months[0], months.at(-1)];
  const numberOf = (month: string) => Number(month.slice(0, YEAR)) * 12 + Number(month.slice(YEAR + 1)) - 1;
  const span = months.length === 0 ? 0 : numberOf(last) - numberOf(first) + 1;
  return Array.from({ length: span }, (_, n) => {
    const month = numberOf(first) + n;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** A month is its number, and a January its year: short enough to stand beside each other in any language. */
function labelOf(span: string): string {
  const [year = '', month = '01'] = span.split('-');
  return month === '01' ? year : String(Number(month));
}
