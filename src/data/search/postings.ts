/** Which records have a text, and in which of their fields. */
import type { Dictionary } from './dictionary.ts';

/** Room for the fields of a record beside its number, in bits. */
export const FIELD_BITS = 9;
/** The bits of an entry that are fields; the others, `entry >>> FIELD_BITS`, are the record's number. */
export const FIELD_MASK = (1 << FIELD_BITS) - 1;

/** The highest number of a record: it shares 32 bits with the fields. */
export const MAX_NUMBER = 2 ** (32 - FIELD_BITS) - 1;

/** Entries of a page: small enough for a small index, and new in no time. */
const PAGE_LENGTH = 2 ** 16;
const NOTHING = new Uint32Array(0);

interface Block {
  readonly page: number;
  readonly start: number;
}

/** What is known of a text's block: its page, its start in it, how many entries there are, its exponent and all fields. */
const PAGE = 0;
const START = 1;
const LENGTH = 2;
const SIZE = 3;
const FIELDS = 4;
/** How many numbers that makes. */
const CELLS = 5;

/**
 * For each text a list of entries, ascending by record: its number and a mask of fields. Lists lie in blocks of a
 * power of two; a list that grows or shrinks out of its block leaves it to others, and a text without records goes.
 */
export class Postings<Keys extends Dictionary = Dictionary> {
  readonly keys: Keys;
  /** A block that is larger than a page has a page of its own. */
  readonly #pages: Uint32Array[] = [];
  /** How much of the last page is taken. */
  #used = PAGE_LENGTH;
  #blocks = new Uint32Array(CELLS * 256);
  /** Free blocks, by exponent. */
  readonly #free: readonly Block[][] = Array.from({ length: 32 }, () => []);

  constructor(keys: Keys) {
    this.keys = keys;
  }

  /** In how many records a text stands. */
  count(text: string): number {
    const number = this.keys.numberOf(text);
    return number === undefined ? 0 : this.countAt(number);
  }

  /** In how many records the text with this number stands. */
  countAt(number: number): number {
    return this.#blocks[CELLS * number + LENGTH] ?? 0;
  }

  /** All fields in which any record may have the text with this number, or had while others have it. */
  allFieldsAt(number: number): number {
    return this.#blocks[CELLS * number + FIELDS] ?? 0;
  }

  /** The entries of a text, good until the next change. */
  list(text: string): Uint32Array {
    const number = this.keys.numberOf(text);
    return number === undefined ? NOTHING : this.listAt(number);
  }

  /** The entries of the text with this number, good until the next change. */
  listAt(number: number): Uint32Array {
    const start = this.#blocks[CELLS * number + START] ?? 0;
    return this.#pageOf(number)?.subarray(start, start + this.countAt(number)) ?? NOTHING;
  }

  /** An entry of the text with this number, from 0 to less than the count. */
  entryAt(number: number, place: number): number {
    return this.#pageOf(number)?.[(this.#blocks[CELLS * number + START] ?? 0) + place] ?? 0;
  }

  /** Notes a text of a record, with the fields it stands in (1 to {@link FIELD_MASK}), beside those noted before. */
  insert(text: string, record: number, fields: number): void {
    const number = this.keys.add(text);
    const length = this.countAt(number);
    // Records mostly come in ascending order, and a text several times in one of them.
    const last = length === 0 ? -1 : this.entryAt(number, length - 1) >>> FIELD_BITS;
    const place =
      last < record ? length : last === record ? length - 1 : placeOf(this.listAt(number), record);
    const isNoted = place < length && this.entryAt(number, place) >>> FIELD_BITS === record;
    if (!isNoted) this.#makeRoom(number, place);
    this.#blocks[CELLS * number + FIELDS] = this.allFieldsAt(number) | fields;
    const page = this.#pageOf(number);
    const at = (this.#blocks[CELLS * number + START] ?? 0) + place;
    if (page) page[at] = isNoted ? (page[at] ?? 0) | fields : ((record << FIELD_BITS) | fields) >>> 0;
  }

  /** Forgets a text of a record; nothing happens where it was not noted. */
  remove(text: string, record: number): void {
    const number = this.keys.numberOf(text);
    if (number === undefined) return;
    const list = this.listAt(number);
    const place = placeOf(list, record);
    if (fieldsAt(list, place, record) === 0) return;
    list.copyWithin(place, place + 1);
    const length = list.length - 1;
    const size = this.#blocks[CELLS * number + SIZE] ?? 0;
    this.#blocks[CELLS * number + LENGTH] = length;
    if (length === 0) {
      this.#release(number);
      this.#blocks[CELLS * number + FIELDS] = 0;
      this.keys.delete(text);
    } else if (length << 2 <= 1 << size) this.#move(number, size - 1);
  }

  #pageOf(number: number): Uint32Array | undefined {
    return this.#pages[this.#blocks[CELLS * number + PAGE] ?? 0];
  }

  /** Opens a gap at a place of a list, which then is longer by one. */
  #makeRoom(number: number, place: number): void {
    const length = this.countAt(number);
    const size = this.#blocks[CELLS * number + SIZE] ?? 0;
    if (length === 0) this.#move(number, 0);
    else if (length === 1 << size) this.#move(number, size + 1);
    const at = (this.#blocks[CELLS * number + START] ?? 0) + place;
    if (place < length) this.#pageOf(number)?.copyWithin(at + 1, at, at + length - place);
    this.#blocks[CELLS * number + LENGTH] = length + 1;
  }

  /** Moves a list into a block of 2^size entries, out of the one it has. */
  #move(number: number, size: number): void {
    const list = this.listAt(number);
    if (list.length > 0) this.#release(number);
    const { page, start } = this.#take(size);
    this.#pages[page]?.set(list, start);
    if (CELLS * number >= this.#blocks.length) {
      const more = new Uint32Array(this.#blocks.length * 2);
      more.set(this.#blocks);
      this.#blocks = more;
    }
    this.#blocks[CELLS * number + PAGE] = page;
    this.#blocks[CELLS * number + START] = start;
    this.#blocks[CELLS * number + SIZE] = size;
  }

  /** Leaves a list's block to others. */
  #release(number: number): void {
    const page = this.#blocks[CELLS * number + PAGE] ?? 0;
    const start = this.#blocks[CELLS * number + START] ?? 0;
    this.#free[this.#blocks[CELLS * number + SIZE] ?? 0]?.push({ page, start });
  }

  /** A free block of 2^size entries. */
  #take(size: number): Block {
    const free = this.#free[size]?.pop();
    if (free) return free;
    const length = 1 << size;
    if (this.#used + length > PAGE_LENGTH) {
      this.#pages.push(new Uint32Array(Math.max(length, PAGE_LENGTH)));
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += length;
    return { page: this.#pages.length - 1, start };
  }
}

/** Where a record stands in a list, or would; `from` is a place that it is known not to stand before. */
export function placeOf(list: Uint32Array, record: number, from = 0): number {
  let low = from;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) >>> FIELD_BITS < record) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The fields in which a record has the text of a list, given the place where it would stand; 0 where it does not. */
export function fieldsAt(list: Uint32Array, place: number, record: number): number {
  const entry = list[place] ?? 0;
  return place < list.length && entry >>> FIELD_BITS === record ? entry & FIELD_MASK : 0;
}
