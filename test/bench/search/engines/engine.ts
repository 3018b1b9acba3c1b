import type { AlmanacRecord } from '../../../../src/data/schema.ts';

/** How many answers are asked for; a query's answer counts at 1, 5 and 10. */
export const LIMIT = 10;

/** How many queries are asked of an engine that takes seconds for each. */
export const FEW = 5;

/** A search over records that has been built. */
export interface Finder {
  /** The ids of what is found, best first, at most {@link LIMIT}. */
  search(query: string): readonly string[];
  /** How single records go in and out, where that can be compared. */
  readonly changes?: Changes;
  /** The same search with more records laid over. */
  overlay?(records: readonly AlmanacRecord[]): Finder;
}

/** Single records in and out. */
export interface Changes {
  add(record: AlmanacRecord): void;
  remove(record: AlmanacRecord): void;
}

/** A way to search. */
export interface Engine {
  readonly name: string;
  /** Larger corpora take it too long to be tried. */
  readonly largest?: number;
  /** From this size on a query takes seconds: only {@link FEW} are asked, of the first seed alone. */
  readonly fewFrom?: number;
  /** Undefined where it takes more than so many milliseconds, as far as the engine lets us stop it. */
  build(records: readonly AlmanacRecord[], most: number): Finder | undefined | Promise<Finder | undefined>;
}
