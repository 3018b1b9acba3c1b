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

const toSimplified = Converter({ from: 't', to: 'cn' });

/** A run of Chinese, or a word of any other script; an apostrophe belongs to its word. */
const RUN = /\p{sc=Han}+|(?:(?!\p{sc=Han})[\p{L}\p{N}\p{M}'’‘ʼʻ`´＇])+/gu;
const HAN = /^\p{sc=Han}/u;

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

/**
 * The words and Chinese runs of a text, in order: compatibility forms, case and accents folded, Traditional
 * characters made Simplified, apostrophes dropped. Everything else (hyphens, punctuation, emoji, control
 * characters, lone surrogates) only sets words apart.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: run, index: start } of text.matchAll(RUN)) {
    const han = HAN.test(run);
    const folded = han ? toSimplified(run.normalize('NFKC')) : foldWord(run);
    if (folded !== '') tokens.push({ text: folded, start, end: start + run.length, han });
  }
  return tokens;
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
