/** How much of the year, of the country and of the names a set of records covers. */
import { dayOf } from './dates.ts';
import { PROVINCES } from './places.ts';
import { type AlmanacRecord, KINDS, type Kind } from './schema.ts';

/** What {@link coverageOf} counts. */
export interface Coverage {
  /** Calendar days, `MM-DD`, 29 February among them, that have an event of that day. */
  readonly covered: readonly string[];
  /** Those of them that have a single one. */
  readonly single: readonly string[];
  /** Those that have none. */
  readonly empty: readonly string[];
  readonly kinds: Readonly<Record<Kind, number>>;
  /** By official English name; a record of several provinces counts for each. */
  readonly provinces: ReadonlyMap<string, number>;
  /** Ids of records without a Chinese name. */
  readonly unnamed: readonly string[];
}

/** All days of a leap year, `MM-DD`. */
const DAYS = Array.from({ length: 366 }, (_, n) =>
  new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(5, 10),
);

/** Counts what records cover. */
export function coverageOf(records: readonly AlmanacRecord[]): Coverage {
  const events = new Map<string, number>();
  const provinces = new Map(PROVINCES.map(({ name }) => [name, 0]));
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const { kind, date, places = [] } of records) {
    kinds[kind] += 1;
    for (const province of new Set(places.map((place) => place.province)))
      provinces.set(province, (provinces.get(province) ?? 0) + 1);
    const day = kind === 'event' && date !== undefined ? dayOf(date)?.slice(5) : undefined;
    if (day !== undefined) events.set(day, (events.get(day) ?? 0) + 1);
  }
  return {
    covered: DAYS.filter((day) => events.has(day)),
    single: DAYS.filter((day) => events.get(day) === 1),
    empty: DAYS.filter((day) => !events.has(day)),
    kinds,
    provinces,
    unnamed: records.filter((record) => record.nameZh === undefined).map(({ id }) => id),
  };
}
