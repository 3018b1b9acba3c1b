/** Which records may answer a query: those that have its rarest words, then those that have the others. */
import { FIELDS } from './keys.ts';
import type { Entry, Layer } from './layer.ts';
import type { Postings } from './postings.ts';
import { HINT, type Part } from './query.ts';

/** A record that may be an answer. */
export interface Candidate {
  readonly entry: Entry;
  /** For each part of the query how well the record has it, from 0 to 1. */
  readonly values: number[];
  /** For each part of the query, bits of {@link MARKS}. */
  readonly marks: number[];
}

/** What is known of a part of the query in a record: that it is there for sure; that it is in one of its titles. */
export const MARKS = { sure: 1, named: 2 } as const;

/** Official names first; an official name of a place before the pinyin of anything. */
const FIELD_VALUES: readonly (readonly [number, number])[] = [
  [FIELDS.name, 1],
  [FIELDS.alias, 0.97],
  [FIELDS.place, 0.65],
  [FIELDS.pinyin, 0.6],
  [FIELDS.placePinyin, 0.55],
  [FIELDS.initials, 0.5],
  [FIELDS.party, 0.5],
  [FIELDS.label, 0.4],
];
const SUMMARY_VALUE = 0.25;
const ANY_FIELD = 0xff;
/** The record's own names, in whatever script. */
const TITLES = FIELDS.name | FIELDS.alias | FIELDS.pinyin;

/** The value of the best field of each mask. */
const VALUES = Float64Array.from({ length: 256 }, (_, mask) =>
  Math.max(0, ...FIELD_VALUES.map(([field, value]) => (mask & field ? value : 0))),
);

/** Notes on a candidate in which of its fields a word stands. */
type Note = (candidate: Candidate, fields: number) => void;

/** The candidates of one layer: at most `budget`, of records that `accepts` lets through. */
export class Gathering {
  readonly #layer: Layer;
  readonly #parts: readonly Part[];
  readonly #accepts: (entry: Entry) => boolean;
  readonly #budget: number;
  readonly #candidates = new Map<number, Candidate>();

  constructor(layer: Layer, parts: readonly Part[], accepts: (entry: Entry) => boolean, budget: number) {
    this.#layer = layer;
    this.#parts = parts;
    this.#accepts = accepts;
    this.#budget = budget;
  }

  /** Those gathered so far. */
  get candidates(): Iterable<Candidate> {
    return this.#candidates.values();
  }

  /** Looks through names and short fields. */
  gatherNames(): void {
    this.#gather(this.#layer.names, (fields) => VALUES[fields] ?? 0, TITLES);
  }

  /** Looks through summaries, which tell less than any name. */
  gatherSummaries(): void {
    this.#gather(this.#layer.summaries, () => SUMMARY_VALUE, 0);
  }

  #gather(postings: Postings, worth: (fields: number) => number, titles: number): void {
    const readings = this.#parts.flatMap((part, i) =>
      [...part.readings].flatMap(([word, quality]) => {
        const number = this.#layer.vocabulary.numberOf(word);
        return number === undefined ? [] : { i, number, quality, count: postings.count(number) };
      }),
    );
    const rarestFirst = readings.sort((a, b) => a.count - b.count);
    for (const { i, number, quality } of rarestFirst) {
      const sure = quality >= HINT ? MARKS.sure : 0;
      this.#walk(postings, number, titles, ({ values, marks }, fields) => {
        values[i] = Math.max(values[i] ?? 0, quality * worth(fields));
        marks[i] = (marks[i] ?? 0) | sure | (fields & titles ? MARKS.named : 0);
      });
    }
  }

  /** Notes the word for every candidate that has it, with new candidates while there is room. */
  #walk(postings: Postings, word: number, titles: number, note: Note): void {
    const count = postings.count(word);
    const size = this.#candidates.size;
    if (count > size && count > this.#budget - size) {
      // Too many to walk through all: known candidates are looked up, and what room there is goes to titles first.
      for (const [record, candidate] of this.#candidates) {
        const fields = postings.fieldsOf(word, record);
        if (fields !== 0) note(candidate, fields);
      }
      if (titles !== 0) this.#fill(postings, word, titles, note);
      this.#fill(postings, word, ANY_FIELD, note);
      return;
    }
    for (let place = 0; place < count; place++) {
      const record = postings.recordAt(word, place);
      const candidate = this.#candidates.get(record) ?? this.#admit(record);
      if (candidate) note(candidate, postings.fieldsAt(word, place));
    }
  }

  /** Takes new candidates that have the word in one of these fields until there is no more room. */
  #fill(postings: Postings, word: number, fields: number, note: Note): void {
    const count = postings.count(word);
    for (let place = 0; place < count && this.#candidates.size < this.#budget; place++) {
      const found = postings.fieldsAt(word, place);
      const record = postings.recordAt(word, place);
      if ((found & fields) === 0 || this.#candidates.has(record)) continue;
      const candidate = this.#admit(record);
      if (candidate) note(candidate, found);
    }
  }

  #admit(record: number): Candidate | undefined {
    const entry = this.#candidates.size < this.#budget ? this.#layer.entry(record) : undefined;
    if (!entry || !this.#accepts(entry)) return undefined;
    const values = this.#parts.map(() => 0);
    const candidate = { entry, values, marks: [...values] };
    this.#candidates.set(record, candidate);
    return candidate;
  }
}
