/** Edit distance, in the way of G. Myers and H. Hyyrö: one machine word holds a column of the table. */

/** A word to measure others against, of 1 to 31 small ASCII letters. */
export interface Pattern {
  readonly length: number;
  /** For each letter, `a` first, the positions at which the word has it. */
  readonly positions: Int32Array;
}

const A = 97;

const PLAIN = /^[a-z]{1,31}$/;

/** Whether a word can be measured: it is not empty, not too long, and has nothing but `a` to `z`. */
export function isMeasurable(word: string): boolean {
  return PLAIN.test(word);
}

/** Prepares a word; undefined where it cannot be measured. */
export function patternOf(word: string): Pattern | undefined {
  if (!isMeasurable(word)) return undefined;
  const positions = new Int32Array(26);
  for (let i = 0; i < word.length; i++) {
    const letter = word.charCodeAt(i) - A;
    positions[letter] = (positions[letter] ?? 0) | (1 << i);
  }
  return { length: word.length, positions };
}

/**
 * The optimal string alignment distance to a word: letters inserted, left out or replaced, and neighbours swapped,
 * each as one step (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances").
 */
export function distanceTo({ length, positions }: Pattern, word: string): number {
  const last = 1 << (length - 1);
  let score = length;
  let plus = -1;
  let minus = 0;
  let diagonal = 0;
  let before = 0;
  for (let i = 0; i < word.length; i++) {
    const same = positions[word.charCodeAt(i) - A] ?? 0;
    const swapped = ((~diagonal & same) << 1) & before;
    diagonal = (((same & plus) + plus) ^ plus) | same | minus | swapped;
    const rise = minus | ~(diagonal | plus);
    const fall = diagonal & plus;
    if (rise & last) score++;
    if (fall & last) score--;
    const shifted = (rise << 1) | 1;
    plus = (fall << 1) | ~(diagonal | shifted);
    minus = diagonal & shifted;
    before = same;
  }
  return score;
}

/** Which letters a word has, a bit for each of `a` to `z`: one step of editing changes at most two of them. */
export function signatureOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) - A);
  return bits;
}
