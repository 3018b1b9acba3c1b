/** The words that an index knows: found exactly, by how they begin, or by how nearly they are spelled. */
import { distanceTo, patternOf, signatureOf } from './distance.ts';

interface Shelf {
  readonly words: string[];
  readonly signatures: number[];
}

function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Words numbered from 0 in the order they came. Words stay, also when nothing has them any more. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  /** In order, so that words of one beginning stand together; `#unsorted` are still to be merged in. */
  #sorted: string[] = [];
  #unsorted: string[] = [];
  /** Words that can be misspelled, by their length. */
  readonly #shelves: readonly Shelf[] = Array.from({ length: 32 }, () => ({ words: [], signatures: [] }));

  /** The number of a word, taking it in if it is new. */
  add(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(word, number);
    this.#unsorted.push(word);
    if (patternOf(word)) {
      this.#shelves[word.length]?.words.push(word);
      this.#shelves[word.length]?.signatures.push(signatureOf(word));
    }
    return number;
  }

  numberOf(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  /** All words that begin so and are longer, in code unit order. */
  beginning(prefix: string): string[] {
    this.#sort();
    const words = this.#sorted;
    let low = 0;
    for (let high = words.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((words[middle] ?? '') <= prefix) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (words[end]?.startsWith(prefix)) end++;
    return words.slice(low, end);
  }

  /** All words at exactly this edit distance (1 or 2); none where the word is not of plain letters. */
  near(word: string, distance: number): string[] {
    const pattern = patternOf(word);
    if (!pattern) return [];
    const signature = signatureOf(word);
    const found: string[] = [];
    for (let length = word.length - distance; length <= word.length + distance; length++) {
      const shelf = this.#shelves[length];
      if (!shelf) continue;
      const { words, signatures } = shelf;
      for (let i = 0; i < words.length; i++) {
        if (countBits((signatures[i] ?? 0) ^ signature) > 2 * distance) continue;
        const candidate = words[i] ?? '';
        if (distanceTo(pattern, candidate) === distance) found.push(candidate);
      }
    }
    return found;
  }

  #sort(): void {
    if (this.#unsorted.length === 0) return;
    // V8's sort finds runs that are in order already, so this merges rather than sorts anew.
    this.#sorted = this.#sorted.concat(this.#unsorted.sort(byCodeUnit)).sort(byCodeUnit);
    this.#unsorted = [];
  }
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
