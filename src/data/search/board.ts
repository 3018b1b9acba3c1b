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
/** The records that have a word, with how well the word fits. */
export interface RatedList extends WordList {
  readonly quality: number;
}

/** The lists of records for one part of a query, shortest first. */
export interface Turn {
  /** Which part of the query it is, from 0. */
  readonly number: number;
  readonly information: number;
  readonly lists: readonly RatedList[];
  readonly size: number;
}

/** What is noted of a record: where each of it stands among its numbers. */
const CELLS = 8;
const NUMBER = 0;
/** The turn in which it was noted last. */
const TURN = 1;
/** The value of the best reading of that turn. */
const VALUE = 2;
/** The sum of the values, each times what its part tells. */
const SUM = 3;
/** How much information it has for sure. */
const SURE = 4;
/** For each part a bit: whether it has that for sure, and in one of its own names. */
const HAD = 5;
const NAMED = 6;

const NO_TURN = MOST_PARTS;

/**
 * What is noted of the records of one layer while one query is answered. Memory is slow, so the notes lie close
 * together, in the order in which they were begun.
 */
export class Board {
  #bits = new Uint32Array(0);
  #floats = new Float32Array(0);
  /** For each record `#start` and the place of its notes; less than `#start` where there are none. */
  #places = new Uint32Array(0);
  #start = 1;
  #count = 0;
  #surest = 0;

  /** Forgets all, and makes room for so many records. */
  clear(room: number): void {
    this.#start += this.#count;
    this.#count = 0;
    this.#surest = 0;
    if (this.#places.length >= room && this.#start < 2 ** 31) return;
    this.#places = new Uint32Array(room * 2);
    this.#bits = new Uint32Array(room * 2 * CELLS);
    this.#floats = new Float32Array(this.#bits.buffer);
    this.#start = 1;
  }

  /** How many records something is noted of. */
  get count(): number {
    return this.#count;
  }

  /** How much information any of them has for sure, at most. */
  get surest(): number {
    return this.#surest;
  }

  /** For each part of the query a bit: whether a record has it in one of its own names. */
  named(number: number): number {
    const place = this.#placeOf(number);
    return place < 0 ? 0 : (this.#bits[place * CELLS + NAMED] ?? 0);
  }

  /** How much of so much information that is asked for a record has for sure, from 0 to 1. */
  share(number: number, asked: number): number {
    const place = this.#placeOf(number);
    return place < 0 ? 0 : (this.#floats[place * CELLS + SURE] ?? 0) / asked;
  }

  /** What a record has of so much information that is asked for, from 0 to 1: little where it lacks a part. */
  score(number: number, asked: number): number {
    const place = this.#placeOf(number);
    return place < 0 ? 0 : this.#scoreAt(place, asked);
  }

  /** The records with the highest scores, ascending by number: of some that are noted, or of all. */
  best(most: number, asked: number, layer: Layer, among = this.#noted()): Uint32Array {
    if (among.length <= most) return among.sort();
    return best(among, this.#levelsOf(among, asked, layer), most).sort();
  }

  #noted(): Uint32Array {
    const numbers = new Uint32Array(this.#count);
    for (let place = 0; place < numbers.length; place++)
      numbers[place] = this.#bits[place * CELLS + NUMBER] ?? 0;
    return numbers;
  }

  /** Scores and bonuses, as {@link LEVELS}. */
  #levelsOf(numbers: Uint32Array, asked: number, layer: Layer): Uint16Array {
    const levels = new Uint16Array(numbers.length);
    const scale = (LEVELS - 1) / (1 + WEIGHT);
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      levels[i] = scale * (this.#scoreAt(this.#placeOf(number), asked) + bonusOf(layer, number));
    }
    return levels;
  }

  #scoreAt(place: number, asked: number): number {
    const cell = place * CELLS;
    return coordinated((this.#floats[cell + SUM] ?? 0) / asked, (this.#floats[cell + SURE] ?? 0) / asked);
  }

  /** Notes a word for the records that have it; for new ones only where there is a gate to let them in. */
  walk({ entries, fields, quality }: RatedList, turn: Turn, gate: Gate | undefined): void {
    const places = this.#places;
    const start = this.#start;
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] ?? 0;
      const number = entry >>> FIELD_BITS;
      let place = (places[number] ?? 0) - start;
      if (place < 0) {
        if (gate === undefined || !gate.passes(number)) continue;
        place = this.#begin(number);
      }
      this.#note(place * CELLS, fields === 0 ? entry & FIELD_MASK : fields, quality, turn);
    }
  }

  /** Notes a word for those of some records that have it; they are in ascending order, and known. */
  lookUp(numbers: Uint32Array, { entries, fields, quality }: RatedList, turn: Turn): void {
    let at = 0;
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      at = placeOf(entries, number, at);
      const found = fieldsAt(entries, at, number);
      if (found > 0) this.#note(this.#placeOf(number) * CELLS, fields === 0 ? found : fields, quality, turn);
    }
  }

  /** Where the notes of a record are; negative where there are none. */
  #placeOf(number: number): number {
    return (this.#places[number] ?? 0) - this.#start;
  }

  #begin(number: number): number {
    const place = this.#count++;
    const cell = place * CELLS;
    this.#places[number] = this.#start + place;
    const bits = this.#bits;
    bits[cell + NUMBER] = number;
    bits[cell + TURN] = NO_TURN;
    // Of floats, too, nothing is no bit at all.
    bits[cell + SUM] = 0;
    bits[cell + SURE] = 0;
    bits[cell + HAD] = 0;
    bits[cell + NAMED] = 0;
    return place;
  }

  #note(cell: number, fields: number, quality: number, turn: Turn): void {
    const bits = this.#bits;
    const floats = this.#floats;
    const value = quality * (VALUES[fields] ?? 0);
    const isFirst = bits[cell + TURN] !== turn.number;
    const before = isFirst ? 0 : (floats[cell + VALUE] ?? 0);
    bits[cell + TURN] = turn.number;
    if (isFirst || value > before) {
      floats[cell + VALUE] = value;
      floats[cell + SUM] = (floats[cell + SUM] ?? 0) + turn.information * (value - before);
    }
    const bit = 1 << turn.number;
    const had = bits[cell + HAD] ?? 0;
    if (quality >= HINT && (had & bit) === 0) {
      bits[cell + HAD] = had | bit;
      const sure = (floats[cell + SURE] ?? 0) + turn.information;
      floats[cell + SURE] = sure;
      if (sure > this.#surest) this.#surest = sure;
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
