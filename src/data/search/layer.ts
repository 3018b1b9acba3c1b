/** One set of records with its index. A search reads one of these, or several laid over each other. */
import type { AlmanacRecord } from '../schema.ts';
import { Dictionary } from './dictionary.ts';
import { FIELDS, groupsOf, noteWords, titlesOf } from './keys.ts';
import { FIELD_BITS, FIELD_MASK, MAX_NUMBER, Postings } from './postings.ts';
import { best, LEVELS } from './select.ts';
import { Sorted } from './sorted.ts';
import { Vocabulary } from './vocabulary.ts';

/** How much a record is worth showing unasked: by the number of records it is tied to. */
function weightOf(record: AlmanacRecord): number {
  return record.related?.length ?? 0;
}

/** The order of records that nothing else tells apart: most relations first, then by id. */
export function byWeight(a: AlmanacRecord, b: AlmanacRecord): number {
  return weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Where an entry's number is no less than this, it is that of a group, and stands for all records in that. */
const FIRST_GROUP = (MAX_NUMBER + 1) / 2;

/** Entries of records that have a word; `fields` are those of all entries, or 0 where each entry has its own. */
export interface WordList {
  readonly entries: Uint32Array;
  readonly fields: number;
}

/** A layer as it is seen from the top of all layers: less the records, by number, that those above it hide. */
export interface View {
  readonly layer: Layer;
  readonly veiled: ReadonlySet<number>;
}

/** How many words a beginning may stand for; the most frequent ones are kept. */
const MOST_BEGINNINGS = 32;

/** Records and what they are found by. Records have numbers, from 0; the number of one that goes is given again. */
export class Layer {
  readonly #vocabulary = new Vocabulary();
  readonly #words = new Postings(this.#vocabulary);
  readonly #beginnings = new Map<string, readonly string[]>();
  #changes = 0;
  /** By {@link Title}, without its spaces. */
  readonly titles = new Postings(new Dictionary());
  /** By the key of a {@link Group}. */
  readonly groups = new Postings(new Dictionary());
  readonly #ids = new Dictionary();
  readonly #records: (AlmanacRecord | undefined)[] = [];
  /** Close together, since all that a query finds are asked for theirs; 255 stands for more as well. */
  #weights = new Uint8Array(256);
  readonly #lengths: number[] = [];
  readonly #lengthsZh: number[] = [];
  readonly #byWeight = new Sorted();

  /** How many records there are. */
  get size(): number {
    return this.#ids.size;
  }

  /** How often a record came or went; the same number means the same records. */
  get changes(): number {
    return this.#changes;
  }

  /** More than the number of any record. */
  get room(): number {
    return this.#records.length;
  }

  has(id: string): boolean {
    return this.#ids.numberOf(id) !== undefined;
  }

  numberOf(id: string): number | undefined {
    return this.#ids.numberOf(id);
  }

  /** The ids of all records. */
  keys(): Iterable<string> {
    return this.#ids.keys();
  }

  /** The record with a number; throws a RangeError where there is none. */
  recordAt(number: number): AlmanacRecord {
    const record = this.#records[number];
    if (!record) throw new RangeError(`There is no record ${number}`);
    return record;
  }

  /** How many letters the official name of a record has, in letters or in Chinese. */
  lengthAt(number: number, han: boolean): number {
    return (han ? this.#lengthsZh : this.#lengths)[number] ?? 0;
  }

  /** {@link weightOf} a record, or 255 if it is more. */
  weightAt(number: number): number {
    return this.#weights[number] ?? 0;
  }

  /** Goes through the numbers of all records by {@link byWeight} until one is answered with `false`. */
  eachByWeight(visit: (number: number) => boolean): void {
    this.#byWeight.each(visit);
  }

  /** Whether a record may have a word in any of these fields; never says no where one has. */
  mayHave(word: string, fields: number): boolean {
    const number = this.#vocabulary.numberOf(word);
    return number !== undefined && (this.#words.allFieldsAt(number) & fields) !== 0;
  }

  /** Words at exactly this edit distance, 1 or 2. */
  near(word: string, distance: 1 | 2): string[] {
    return this.#vocabulary.near(word, distance);
  }

  /** Words that begin so and are longer; where there are very many, the most frequent. */
  beginning(prefix: string): readonly string[] {
    const known = this.#beginnings.get(prefix);
    if (known) return known;
    const all = Uint32Array.from(this.#vocabulary.beginning(prefix));
    const few = all.length <= MOST_BEGINNINGS ? all : best(all, this.#levelsOf(all), MOST_BEGINNINGS);
    const words = Array.from(few, (number) => this.#vocabulary.wordAt(number));
    if (all.length > MOST_BEGINNINGS) this.#beginnings.set(prefix, words);
    return words;
  }

  /** How frequent words are, by the magnitude. */
  #levelsOf(numbers: Uint32Array): Uint16Array {
    const scale = (LEVELS - 1) / Math.log(2 + FIRST_GROUP);
    const levels = new Uint16Array(numbers.length);
    for (let i = 0; i < numbers.length; i++)
      levels[i] = scale * Math.log(1 + this.#frequencyAt(numbers[i] ?? 0));
    return levels;
  }

  /** In how many records a word stands, but that one which has it in several ways may count for more than one. */
  frequency(word: string): number {
    const number = this.#vocabulary.numberOf(word);
    return number === undefined ? 0 : this.#frequencyAt(number);
  }

  #frequencyAt(number: number): number {
    let frequency = this.#words.countAt(number);
    for (let place = frequency - 1; place >= 0; place--) {
      const group = (this.#words.entryAt(number, place) >>> FIELD_BITS) - FIRST_GROUP;
      if (group < 0) break;
      frequency += this.groups.countAt(group) - 1;
    }
    return frequency;
  }

  /** The records that have a word: those that have it themselves, and those in groups that have it. */
  lists(word: string): WordList[] {
    const all = this.#words.list(word);
    let end = all.length;
    const lists: WordList[] = [];
    for (; end > 0; end--) {
      const entry = all[end - 1] ?? 0;
      const group = (entry >>> FIELD_BITS) - FIRST_GROUP;
      if (group < 0) break;
      lists.push({ entries: this.groups.listAt(group), fields: entry & FIELD_MASK });
    }
    if (end > 0) lists.push({ entries: all.subarray(0, end), fields: 0 });
    return lists;
  }

  /** Takes a record in, in place of the one with its id. Throws a RangeError where there are too many. */
  add(record: AlmanacRecord): void {
    this.remove(record.id);
    if (this.size >= FIRST_GROUP) throw new RangeError(`An index holds at most ${FIRST_GROUP} records`);
    this.#noteChange();
    const number = this.#ids.add(record.id);
    this.#records[number] = record;
    if (number >= this.#weights.length) {
      const more = new Uint8Array(this.#weights.length * 2);
      more.set(this.#weights);
      this.#weights = more;
    }
    this.#weights[number] = Math.min(weightOf(record), 255);
    this.#byWeight.add(number, (other) => byWeight(this.recordAt(other), record) < 0);
    const titles = titlesOf(record);
    for (const { text, official } of titles)
      if (text !== '') this.titles.insert(text, number, official ? FIELDS.name : FIELDS.alias);
    this.#lengths[number] = titles.at(-1)?.text.length ?? 0;
    this.#lengthsZh[number] = titles.at(-2)?.text.length ?? 0;
    noteWords(record, titles, (word, fields) => this.#words.insert(word, number, fields));
    for (const { key, words } of groupsOf(record)) {
      this.groups.insert(key, number, 1);
      if (this.groups.count(key) > 1) continue;
      const group = FIRST_GROUP + this.groups.keys.add(key);
      for (const [word, fields] of words) this.#words.insert(word, group, fields);
    }
  }

  /** Takes a record out; nothing happens where there is none. */
  remove(id: string): void {
    const number = this.#ids.numberOf(id);
    if (number === undefined) return;
    this.#noteChange();
    const record = this.recordAt(number);
    this.#byWeight.delete((other) => byWeight(this.recordAt(other), record) < 0);
    const titles = titlesOf(record);
    for (const { text } of titles) this.titles.remove(text, number);
    noteWords(record, titles, (word) => this.#words.remove(word, number));
    for (const { key, words } of groupsOf(record)) {
      if (this.groups.count(key) === 1) {
        const group = FIRST_GROUP + this.groups.keys.add(key);
        for (const word of words.keys()) this.#words.remove(word, group);
      }
      this.groups.remove(key, number);
    }
    this.#records[number] = undefined;
    this.#ids.delete(id);
  }

  #noteChange(): void {
    this.#changes++;
    if (this.#beginnings.size > 0) this.#beginnings.clear();
  }
}
