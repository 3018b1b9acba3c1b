/** What records have of a query, added up word by word. */

import type { Gate } from './gate.ts';
import { FIELDS } from './keys.ts';
import type { Layer, WordList } from './layer.ts';
import { FIELD_BITS, FIELD_MASK, fieldsAt, placeOf } from './postings.ts';
import { HINT, MOST_PARTS } from './query.ts';
import { best, LEVELS } from './select.ts';

/** Official names first; an official name of a place before the pinyin of anything. */
const FIELD_VALUES: readonly (readonly [field: number, value: number])[] = [
  [FIELDS.name, 1],
  [FIELDS.alias, 0.97],
  [FIELDS.place, 0.65],
  [FIELDS.pinyin, 0.6],
  [FIELDS.placePinyin, 0.55],
  [FIELDS.initials, 0.5],
  [FIELDS.party, 0.5],
  [FIELDS.label, 0.4],
  [FIELDS.summary, 0.35],
];
/** The value of the best field of each mask. */
const VALUES = Float32Array.from({ length: FIELD_MASK + 1 }, (_, mask) =>
  Math.max(0, ...FIELD_VALUES.map(([field, value]) => (mask & field ? value : 0))),
);
/** The record's own names, in whatever script. */
const TITLES = FIELDS.name | FIELDS.alias | FIELDS.pinyin;

/** How much of the rest a record loses that has nearly nothing of the query for sure. */
const COORDINATION = 0.9;
/** How much of the score is owed to how many relations a record has. */
export const WEIGHT = 0.04;
/** From this many relations on, more count for nothing. */
const MANY_RELATIONS = 63;
/** What that number of relations brings. */
const BONUSES = Float32Array.from(
  { length: MANY_RELATIONS + 1 },
  (_, relations) => (WEIGHT * Math.log(1 + relations)) / Math.log(1 + MANY_RELATIONS),
);
/** The lists of records for one part of a query, shortest first, each with how well its word fits. */
export interface Turn {
  /** Which part of the query it is, from 0. */
  readonly number: number;
  readonly information: number;
  readonly lists: readonly (WordList & { readonly quality: number })[];
  readonly size: number;
}

/** What is noted of a record: where each of it stands among its numbers, which lie together since memory is slow. */
const CELLS = 8;
/** The stamp of the query and the turn it was noted in last; anything less than the stamp is of an earlier query. */
const TURN = 0;
/** The value of the best reading of that turn. */
const VALUE = 1;
/** The sum of the values, each times what its part tells. */
const SUM = 2;
/** How much information it has for sure. */
const SURE = 3;
/** For each part a bit: whether it has that for sure, and in one of its own names. */
const HAD = 4;
const NAMED = 5;

/** Stamps are so far apart: more than there are parts of a query. */
const MOST_TURNS = MOST_PARTS + 1;

/** What is noted of the records of one layer while one query is answered. */
export class Board {
  #bits = new Uint32Array(0);
  #floats = new Float32Array(0);
  #touched = new Uint32Array(0);
  #count = 0;
  #stamp = 0;

  /** Forgets all, and makes room for so many records. */
  clear(room: number): void {
    if (this.#touched.length < room || this.#stamp > 2 ** 31) {
      this.#touched = new Uint32Array(room * 2);
      this.#bits = new Uint32Array(room * 2 * CELLS);
      this.#floats = new Float32Array(this.#bits.buffer);
      this.#stamp = 0;
    }
    this.#stamp += MOST_TURNS;
    this.#count = 0;
  }

  /** How many records something is noted of. */
  get count(): number {
    return this.#count;
  }

  /** Sees to it that something is noted of a record, if only that it has nothing. */
  touch(number: number): void {
    if ((this.#bits[number * CELLS + TURN] ?? 0) >= this.#stamp) return;
    this.#bits[number * CELLS + TURN] = this.#stamp + MOST_PARTS;
    this.#forget(number * CELLS);
  }

  /** For each part of the query a bit: whether a record has it in one of its own names. */
  named(number: number): number {
    return this.#bits[number * CELLS + NAMED] ?? 0;
  }

  /** How much of so much information that is asked for a record has for sure, from 0 to 1. */
  share(number: number, asked: number): number {
    return (this.#floats[number * CELLS + SURE] ?? 0) / asked;
  }

  /** What a record has of so much information that is asked for, from 0 to 1: little where it lacks a part. */
  score(number: number, asked: number): number {
    const cell = number * CELLS;
    return coordinated((this.#floats[cell + SUM] ?? 0) / asked, (this.#floats[cell + SURE] ?? 0) / asked);
  }

  /** The records with the highest scores, ascending by number. */
  best(most: number, asked: number, layer: Layer): Uint32Array {
    const touched = this.#touched.subarray(0, this.#count);
    if (touched.length <= most) return touched.slice().sort();
    return best(touched, this.#levelsOf(touched, asked, layer), most).sort();
  }

  /** Their scores and bonuses, as {@link LEVELS}. */
  #levelsOf(numbers: Uint32Array, asked: number, layer: Layer): Uint16Array {
    const floats = this.#floats;
    const levels = new Uint16Array(numbers.length);
    const scale = (LEVELS - 1) / (1 + WEIGHT);
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      const sum = (floats[number * CELLS + SUM] ?? 0) / asked;
      const sure = (floats[number * CELLS + SURE] ?? 0) / asked;
      levels[i] = scale * (coordinated(sum, sure) + bonusOf(layer, number));
    }
    return levels;
  }

  /** Notes a word for the records that have it; for new ones only where there is a gate to let them in. */
  walk({ entries, fields }: WordList, quality: number, turn: Turn, gate: Gate | undefined): void {
    const bits = this.#bits;
    const stamp = this.#stamp;
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] ?? 0;
      const number = entry >>> FIELD_BITS;
      if ((bits[number * CELLS + TURN] ?? 0) < stamp) {
        if (gate === undefined || !gate.passes(number)) continue;
        this.#touched[this.#count++] = number;
        this.#forget(number * CELLS);
      }
      this.#note(number * CELLS, fields === 0 ? entry & FIELD_MASK : fields, quality, turn);
    }
  }

  /** Notes a word for those of some records that have it; they are in ascending order, and known. */
  lookUp(numbers: Uint32Array, { entries, fields }: WordList, quality: number, turn: Turn): void {
    let place = 0;
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      place = placeOf(entries, number, place);
      const found = fieldsAt(entries, place, number);
      if (found > 0) this.#note(number * CELLS, fields === 0 ? found : fields, quality, turn);
    }
  }

  #forget(cell: number): void {
    const floats = this.#floats;
    floats[cell + SUM] = 0;
    floats[cell + SURE] = 0;
    this.#bits[cell + HAD] = 0;
    this.#bits[cell + NAMED] = 0;
  }

  #note(cell: number, fields: number, quality: number, turn: Turn): void {
    const bits = this.#bits;
    const floats = this.#floats;
    const value = quality * (VALUES[fields] ?? 0);
    const isFirst = bits[cell + TURN] !== this.#stamp + turn.number;
    const before = isFirst ? 0 : (floats[cell + VALUE] ?? 0);
    bits[cell + TURN] = this.#stamp + turn.number;
    if (isFirst || value > before) {
      floats[cell + VALUE] = value;
      floats[cell + SUM] = (floats[cell + SUM] ?? 0) + turn.information * (value - before);
    }
    const bit = 1 << turn.number;
    const had = bits[cell + HAD] ?? 0;
    if (quality >= HINT && (had & bit) === 0) {
      bits[cell + HAD] = had | bit;
      floats[cell + SURE] = (floats[cell + SURE] ?? 0) + turn.information;
    }
    if (fields & TITLES) bits[cell + NAMED] = (bits[cell + NAMED] ?? 0) | bit;
  }
}

/** A record loses nearly all of what it has where it lacks nearly all; all three from 0 to 1. */
function coordinated(sum: number, sure: number): number {
  return sum * (1 - COORDINATION * (1 - sure * sure));
}

/** What the relations of a record bring it, up to {@link WEIGHT}. */
export function bonusOf(layer: Layer, number: number): number {
  return BONUSES[Math.min(layer.weightAt(number), MANY_RELATIONS)] ?? 0;
}
