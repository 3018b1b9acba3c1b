/** One set of records with its index. A search reads one of these, or several laid over each other. */
import { yearsOf } from '../dates.ts';
import type { AlmanacRecord } from '../schema.ts';
import { keysOf, type Lengths } from './keys.ts';
import { MAX_RECORDS, Postings } from './postings.ts';
import { Vocabulary } from './vocabulary.ts';

/** A record as the index holds it. */
export interface Entry {
  readonly record: AlmanacRecord;
  readonly years: readonly number[];
  readonly lengths: Lengths;
}

/** How much a record is worth showing unasked: by the number of records it is tied to. */
export function weightOf(record: AlmanacRecord): number {
  return record.related?.length ?? 0;
}

/** The order of records that nothing else tells apart: most relations first, then by id. */
export function byWeight(a: AlmanacRecord, b: AlmanacRecord): number {
  return weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** A layer as it is seen from the top of all layers: less what those above it hide. */
export interface View {
  readonly layer: Layer;
  hides(id: string): boolean;
}

/** Records and the words they are found by. Records have numbers, which are used again once they are free. */
export class Layer {
  readonly vocabulary = new Vocabulary();
  readonly names = new Postings();
  readonly summaries = new Postings();
  readonly #entries: (Entry | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #numbers = new Map<string, number>();
  #ordered: Entry[] | undefined;

  /** How many records there are. */
  get size(): number {
    return this.#numbers.size;
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  entry(number: number): Entry | undefined {
    return this.#entries[number];
  }

  /** The entries by {@link byWeight}. */
  ordered(): readonly Entry[] {
    this.#ordered ??= this.#entries
      .filter((entry) => entry !== undefined)
      .sort((a, b) => byWeight(a.record, b.record));
    return this.#ordered;
  }

  /** Takes a record in, in place of the one with its id. Throws a RangeError where there are too many. */
  add(record: AlmanacRecord): void {
    this.remove(record.id);
    const number = this.#free.pop() ?? this.#entries.length;
    if (number >= MAX_RECORDS) throw new RangeError(`An index holds at most ${MAX_RECORDS} records`);
    const { names, summary, lengths } = keysOf(record);
    const years = record.date === undefined ? [] : yearsOf(record.date);
    this.#entries[number] = { record, years, lengths };
    this.#numbers.set(record.id, number);
    this.#ordered = undefined;
    for (const [word, fields] of names) this.names.insert(this.vocabulary.add(word), number, fields);
    for (const word of summary) this.summaries.insert(this.vocabulary.add(word), number, 1);
  }

  /** Takes a record out; nothing happens where there is none. */
  remove(id: string): void {
    const number = this.#numbers.get(id);
    const entry = number === undefined ? undefined : this.#entries[number];
    if (number === undefined || entry === undefined) return;
    const { names, summary } = keysOf(entry.record);
    for (const word of names.keys()) this.names.remove(this.vocabulary.add(word), number);
    for (const word of summary) this.summaries.remove(this.vocabulary.add(word), number);
    this.#entries[number] = undefined;
    this.#numbers.delete(id);
    this.#free.push(number);
    this.#ordered = undefined;
  }

  /** In how many records a word stands. */
  frequency(word: string): number {
    const number = this.vocabulary.numberOf(word);
    if (number === undefined) return 0;
    return Math.min(this.size, this.names.count(number) + this.summaries.count(number));
  }
}
