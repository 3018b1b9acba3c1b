/**
 * Folding: what is the same to a reader becomes the same text, so that everything behind it compares plainly.
 * Queries and records go through the same fold.
 */
import { Converter } from 'opencc-js/t2cn';

/** A run of one script in a text. `start` and `end` are UTF-16 offsets into the text as it was given. */
export interface Token {
  /** Folded; never empty. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is Chinese, where words are not set apart. */
  readonly han: boolean;
}

/** Of a longer query only the beginning is read, in UTF-16 code units: no name of a record is longer. */
export const LONGEST_QUERY = 160;

const toSimplified = Converter({ from: 't', to: 'cn' });
// The library prepares its dictionary when it is first asked, which is better done while nobody waits.
toSimplified('鏈');

/** A run of Chinese, or a word of any other script; an apostrophe belongs to its word, as do commas that set thousands apart. */
const RUN = /\p{sc=Han}+|\d{1,3}(?:,\d{3})+(?!\d)|(?:(?!\p{sc=Han})[\p{L}\p{N}\p{M}'’‘ʼʻ`´＇])+/gu;
const HAN = /^\p{sc=Han}/u;

/** The same for texts that have ASCII only, which most are, in a quarter of the time. */
const ASCII = /^\p{ASCII}*$/u;
const ASCII_RUN = /\d{1,3}(?:,\d{3})+(?!\d)|[a-z0-9'`]+/gi;
const ASCII_WORD = /[a-z0-9]+/g;
const ASCII_WITHIN = /['`]|(?<=\d),(?=\d{3}(?!\d))/g;

/** Letters that Unicode does not take apart into a plain letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** Most words, for which Unicode has nothing to add. */
const PLAIN = /^[a-z0-9]+$/i;

function foldWord(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  return word
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[ßøłđæœı]/g, (letter) => LETTERS[letter] ?? letter);
}

/** Whether a character stays as it is, for those that were asked about: some thousands at most. */
const kept = new Map<string, boolean>();

function isKept(character: string): boolean {
  const known = kept.get(character);
  if (known !== undefined) return known;
  const keeps = toSimplified(character.normalize('NFKC')) === character;
  kept.set(character, keeps);
  return keeps;
}

/** Only a run with a character that changes by itself is worth the look at whole words (頭髮, but 乾隆). */
function foldHan(run: string): string {
  for (const character of run) if (!isKept(character)) return toSimplified(run.normalize('NFKC'));
  return run;
}

/**
 * The words and Chinese runs of a text, in order: compatibility forms, case and accents folded, Traditional
 * characters made Simplified, apostrophes dropped. Everything else (hyphens, punctuation, emoji, control
 * characters, lone surrogates) only sets words apart.
 */
export function tokenize(text: string): Token[] {
  const ascii = ASCII.test(text);
  const tokens: Token[] = [];
  for (const { 0: run, index: start } of text.matchAll(ascii ? ASCII_RUN : RUN)) {
    const han = !ascii && HAN.test(run);
    const folded = han ? foldHan(run) : foldWord(run);
    if (folded !== '') tokens.push({ text: folded, start, end: start + run.length, han });
  }
  return tokens;
}

/** The tokens of a text where it does not matter where they stood: quicker by half for much text. */
export function wordsOf(text: string): readonly Pick<Token, 'text' | 'han'>[] {
  if (!ASCII.test(text)) return tokenize(text);
  const words = text.toLowerCase().replace(ASCII_WITHIN, '').match(ASCII_WORD) ?? [];
  return words.map((word) => ({ text: word, han: false }));
}

/** The folded text: its tokens with one space between them. Two texts that fold to the same are the same name. */
export function fold(text: string): string {
  return tokenize(text)
    .map((token) => token.text)
    .join(' ');
}

/** The folded text without spaces: the same for `Xi'an`, `xi an` and `XI-AN`. */
export function squash(text: string): string {
  return tokenize(text)
    .map((token) => token.text)
    .join('');
}
