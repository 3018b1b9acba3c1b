/** Which records have a word, and in which of their fields. */

/** Room for the fields of a record beside its number, in bits. */
const FIELD_BITS = 8;
const FIELD_MASK = (1 << FIELD_BITS) - 1;

/** How many records there can be: their numbers share 32 bits with their fields. */
export const MAX_RECORDS = 2 ** (32 - FIELD_BITS);

/**
 * For each word (by number) a list of records (by number, ascending), each with a bit mask of fields (1 to 255). All
 * lists lie in one array, in blocks of a power of two, which a list that grows leaves to others.
 */
export class Postings {
  #pool = new Uint32Array(1024);
  #used = 0;
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  /** The exponents of the sizes of the words' blocks. */
  readonly #sizes: (number | undefined)[] = [];
  /** Starts of free blocks, by the exponent of their size. */
  readonly #free: readonly number[][] = Array.from({ length: 32 }, () => []);

  /** How many records have the word. */
  count(word: number): number {
    return this.#lengths[word] ?? 0;
  }

  /** The number of the record at a place of the word's list, from 0 to less than `count`. */
  recordAt(word: number, place: number): number {
    return this.#entryAt(word, place) >>> FIELD_BITS;
  }

  /** The fields in which that record has the word. */
  fieldsAt(word: number, place: number): number {
    return this.#entryAt(word, place) & FIELD_MASK;
  }

  /** The fields in which a record has the word; 0 where it has it nowhere. */
  fieldsOf(word: number, record: number): number {
    const place = this.#placeOf(word, record);
    return place < this.count(word) && this.recordAt(word, place) === record ? this.fieldsAt(word, place) : 0;
  }

  /** Notes a word of a record that is not yet noted for it. */
  insert(word: number, record: number, fields: number): void {
    const length = this.count(word);
    this.#makeRoom(word);
    const start = this.#starts[word] ?? 0;
    const at = start + this.#placeOf(word, record);
    this.#pool.copyWithin(at + 1, at, start + length);
    this.#pool[at] = ((record << FIELD_BITS) | fields) >>> 0;
    this.#lengths[word] = length + 1;
  }

  /** Forgets a word of a record; nothing happens where it was not noted. */
  remove(word: number, record: number): void {
    if (this.fieldsOf(word, record) === 0) return;
    const length = this.count(word);
    const start = this.#starts[word] ?? 0;
    const at = start + this.#placeOf(word, record);
    this.#pool.copyWithin(at, at + 1, start + length);
    this.#lengths[word] = length - 1;
    if (length === 1) this.#release(word);
  }

  #entryAt(word: number, place: number): number {
    return this.#pool[(this.#starts[word] ?? 0) + place] ?? 0;
  }

  /** Where the record stands in the word's list, or would. */
  #placeOf(word: number, record: number): number {
    const length = this.count(word);
    // Records mostly come in ascending order.
    if (length === 0 || this.recordAt(word, length - 1) < record) return length;
    let low = 0;
    for (let high = length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (this.recordAt(word, middle) < record) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Sees to it that the word's block takes one record more. */
  #makeRoom(word: number): void {
    const length = this.count(word);
    const size = this.#sizes[word];
    if (size !== undefined && length < 1 << size) return;
    const from = this.#starts[word] ?? 0;
    const to = this.#take(size === undefined ? 0 : size + 1);
    this.#pool.copyWithin(to, from, from + length);
    this.#release(word);
    this.#starts[word] = to;
    this.#sizes[word] = size === undefined ? 0 : size + 1;
  }

  /** The start of a free block of 2^size entries. */
  #take(size: number): number {
    const free = this.#free[size]?.pop();
    if (free !== undefined) return free;
    const start = this.#used;
    this.#used += 1 << size;
    if (this.#used > this.#pool.length) {
      const larger = new Uint32Array(Math.max(this.#used, this.#pool.length * 1.5));
      larger.set(this.#pool);
      this.#pool = larger;
    }
    return start;
  }

  /** Leaves the word's block, if it has one, to others. */
  #release(word: number): void {
    const size = this.#sizes[word];
    if (size === undefined) return;
    this.#free[size]?.push(this.#starts[word] ?? 0);
    this.#sizes[word] = undefined;
  }
}
