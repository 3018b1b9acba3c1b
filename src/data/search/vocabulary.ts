/** The words that an index knows: found exactly, by how they begin, or by how nearly they are spelled. */
import { Dictionary } from './dictionary.ts';
import { distanceTo, isMeasurable, patternOf, signatureOf } from './distance.ts';
import { type IsBefore, Sorted } from './sorted.ts';

const A = 97;
/** Room for the letters of the alphabet, in bits. */
const LETTER_BITS = 5;

function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Words of one length that begin, or end, with one letter: their numbers, and which letters each has. */
interface Shelf {
  readonly numbers: number[];
  readonly signatures: number[];
}

const EMPTY: Shelf = { numbers: [], signatures: [] };

/** Words that can be misspelled, by their length and one of their letters. */
class Shelves {
  readonly #shelves: Shelf[] = [];

  add(number: number, signature: number, length: number, letter: number): void {
    const key = keyOf(length, letter);
    this.#shelves[key] ??= { numbers: [], signatures: [] };
    this.#shelves[key].numbers.push(number);
    this.#shelves[key].signatures.push(signature);
  }

  /** Takes a number out that is in. */
  delete(number: number, length: number, letter: number): void {
    const { numbers, signatures } = this.at(length, letter);
    const place = numbers.indexOf(number);
    const [lastNumber, lastSignature] = [numbers.pop(), signatures.pop()];
    if (lastNumber === undefined || lastSignature === undefined || place === numbers.length) return;
    numbers[place] = lastNumber;
    signatures[place] = lastSignature;
  }

  at(length: number, letter: number): Shelf {
    return this.#shelves[keyOf(length, letter)] ?? EMPTY;
  }
}

function keyOf(length: number, letter: number): number {
  return (length << LETTER_BITS) | (letter - A);
}

/** How many letters of its beginning a word is filed under; of Chinese it is one character. */
const START = 2;
const ASCII_END = 0x80;

function startOf(word: string): string {
  return word.slice(0, word.charCodeAt(0) < ASCII_END ? START : 1);
}

/** The words of an index, numbered. */
export class Vocabulary extends Dictionary {
  readonly #words: string[] = [];
  /** In order, so that words of one beginning stand together; by how they begin, so that each order is short. */
  readonly #orders = new Map<string, Sorted>();
  readonly #byFirst = new Shelves();
  readonly #byLast = new Shelves();

  wordAt(number: number): string {
    return this.#words[number] ?? '';
  }

  protected override take(word: string): number {
    const number = super.take(word);
    this.#words[number] = word;
    this.#orderOf(startOf(word)).add(number, (other) => this.wordAt(other) < word);
    if (isMeasurable(word)) {
      const signature = signatureOf(word);
      this.#byFirst.add(number, signature, word.length, word.charCodeAt(0));
      this.#byLast.add(number, signature, word.length, word.charCodeAt(word.length - 1));
    }
    return number;
  }

  override delete(word: string): void {
    const number = this.numberOf(word);
    if (number === undefined) return;
    super.delete(word);
    this.#orderOf(startOf(word)).delete((other) => this.wordAt(other) < word);
    if (!isMeasurable(word)) return;
    this.#byFirst.delete(number, word.length, word.charCodeAt(0));
    this.#byLast.delete(number, word.length, word.charCodeAt(word.length - 1));
  }

  /** The numbers of all words that begin so and are longer, in code unit order. */
  beginning(prefix: string): number[] {
    const start = startOf(prefix);
    const isAfter: IsBefore = (number) => this.wordAt(number) <= prefix;
    if (prefix.length >= START || start !== prefix || prefix.charCodeAt(0) >= ASCII_END)
      return this.#orderOf(start).range(isAfter, (number) => this.wordAt(number).startsWith(prefix));
    const starts = [...this.#orders.keys()].filter((key) => key.startsWith(prefix)).sort();
    return starts.flatMap((key) => this.#orderOf(key).range(isAfter, () => true));
  }

  /**
   * Words at exactly this edit distance, 1 or 2; none where the word is not of plain letters. A slip spares at least
   * one end of a word of three letters or more, so that only words with the same first or the same last letter are
   * looked at: at distance 2 those misspelled at both ends are not found.
   */
  near(word: string, distance: number): string[] {
    const pattern = patternOf(word);
    if (!pattern) return [];
    const signature = signatureOf(word);
    const first = word.charCodeAt(0);
    const last = word.charCodeAt(word.length - 1);
    const found: string[] = [];
    const look = ({ numbers, signatures }: Shelf, sameFirst: boolean) => {
      for (let i = 0; i < signatures.length; i++) {
        if (countBits((signatures[i] ?? 0) ^ signature) > 2 * distance) continue;
        const candidate = this.wordAt(numbers[i] ?? 0);
        if ((candidate.charCodeAt(0) === first) !== sameFirst) continue;
        if (distanceTo(pattern, candidate) === distance) found.push(candidate);
      }
    };
    for (let length = Math.max(1, word.length - distance); length <= word.length + distance; length++) {
      look(this.#byFirst.at(length, first), true);
      look(this.#byLast.at(length, last), false);
    }
    return found;
  }

  #orderOf(start: string): Sorted {
    const known = this.#orders.get(start);
    if (known) return known;
    const order = new Sorted();
    this.#orders.set(start, order);
    return order;
  }
}
