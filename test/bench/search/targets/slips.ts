/** What goes wrong in typing. */
import type { Random } from '../../../digest/random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A word with one letter left out, doubled, put in or replaced; rarely the first. */
export function misspell(random: Random, word: string): string {
  const at = random.between(random.chance(0.1) ? 0 : 1, word.length - 1);
  const letter = LETTERS.charAt(random.between(0, 25));
  const here = word.charAt(at);
  const before = word.slice(0, at);
  const after = word.slice(at + 1);
  const ways = [
    before + after,
    before + here + here + after,
    before + letter + here + after,
    before + letter + after,
  ];
  return ways[random.between(0, 3)] ?? word;
}

/** A word with two neighbouring letters in each other's place. */
export function transpose(random: Random, word: string): string {
  const at = random.between(1, word.length - 2);
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}
