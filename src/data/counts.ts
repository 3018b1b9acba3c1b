/** How many records there are, and how large their sums: what pictures show. */
import { parsePartialDate } from './dates.ts';
import { type AlmanacRecord, type Amount, KINDS, type Kind } from './schema.ts';

/** What is counted; all given conditions must hold. */
export interface CountOptions {
  readonly kind?: Kind | undefined;
  /** Official English name; any of a record's places may match. */
  readonly province?: string | undefined;
  /** Only what began in this year or before; what has no date is then left out. */
  readonly until?: number | undefined;
}

/** The year that a record's date begins in. */
const yearOf = ({ date }: AlmanacRecord): number | undefined =>
  date === undefined ? undefined : Number(parsePartialDate(date)?.first.slice(0, 4));

/** The records that are counted. */
export function counted(
  records: Iterable<AlmanacRecord>,
  { kind, province, until }: CountOptions,
): AlmanacRecord[] {
  return [...records].filter(
    (record) =>
      (kind === undefined || record.kind === kind) &&
      (province === undefined || record.places?.some((place) => place.province === province)) &&
      (until === undefined || (yearOf(record) ?? Number.POSITIVE_INFINITY) <= until),
  );
}

function tally<K>(keys: Iterable<K>): Map<K, number> {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Records by province; one in several provinces counts in each, one without a place in none. */
export function byProvince(records: readonly AlmanacRecord[]): Map<string, number> {
  return tally(records.flatMap(({ places = [] }) => [...new Set(places.map(({ province }) => province))]));
}

/** Records by the year that their date begins in, ascending, with the years between that have none. */
export function byYear(records: readonly AlmanacRecord[]): Map<number, number> {
  const counts = tally(records.map(yearOf).filter((year) => year !== undefined));
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  if (counts.size === 0) return counts;
  const years = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  return new Map(years.map((year) => [year, counts.get(year) ?? 0]));
}

/** Records by kind, in the order of the kinds. */
export function byKind(records: readonly AlmanacRecord[]): Map<Kind, number> {
  const counts = tally(records.map(({ kind }) => kind));
  return new Map(KINDS.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind) ?? 0]] : [])));
}

/** The largest sums in one currency, one a record, largest first; sums of different currencies do not compare. */
export function largestAmounts(
  records: readonly AlmanacRecord[],
  currency: string,
  limit: number,
): { record: AlmanacRecord; amount: Amount }[] {
  return records
    .flatMap((record) => {
      const sums = (record.amounts ?? []).filter((amount) => amount.currency === currency);
      const [amount] = sums.sort((a, b) => b.value - a.value);
      return amount ? [{ record, amount }] : [];
    })
    .sort((a, b) => b.amount.value - a.amount.value || (a.record.id < b.record.id ? -1 : 1))
    .slice(0, limit);
}
