/** What a query may mean: each part of it with the known words that it can stand for. */
import { tokenize } from './fold.ts';
import { splitPinyin } from './pinyin.ts';

/** Longer queries are cut, in UTF-16 code units and in parts. No name of a record is longer. */
const LONGEST_QUERY = 160;
const MOST_PARTS = 64;
/** How many words a beginning may stand for; the most frequent ones are kept. */
const MOST_BEGINNINGS = 64;
/** A word may be cut short where another follows, if this much of it is there. */
const SHORTEST_BEGINNING = 2;
/** Two syllables of fewer letters are near too many others. */
const SHORTEST_SYLLABLES = 5;
/** How many words may be run together. */
const MOST_PIECES = 8;

/** The words that can be searched for, seen as one set over all records searched together. */
export interface Lexicon {
  /** Whether a record has the word, in whatever field. */
  knows(word: string): boolean;
  /** Whether a record has the word anywhere but in its summary. */
  names(word: string): boolean;
  /** Known words that begin so, and are longer. */
  beginning(prefix: string): string[];
  /** Known words at this edit distance, 1 or 2. */
  near(word: string, distance: number): string[];
  /** In how many records of the base a word stands. */
  frequency(word: string): number;
  /** How many records the base has. */
  readonly size: number;
}

/** A part of a query: a word, a Chinese character or a syllable of pinyin. */
export interface Part {
  readonly text: string;
  readonly kind: 'word' | 'han' | 'syllable';
  /** How much of a word it is: two characters or syllables mostly make one. */
  readonly share: number;
  /** Known words that it may stand for, each with how well it does: 1 is the very word, less than 0.5 a hint. */
  readonly readings: ReadonlyMap<string, number>;
}

interface Piece extends Omit<Part, 'readings'> {
  /** Pieces of one run were written together. */
  readonly run: number;
  /** What the run as a whole may stand for, where that is known. */
  readonly whole?: Readings;
}

type Readings = Map<string, number>;

/** Beneath this, a reading is only a hint. */
export const HINT = 0.5;

const COMPLETE = { exact: 1, joined: 0.95, within: 0.85, beginning: 0.6, lonely: 0.4 } as const;

/** Reads a query. Nothing comes back where it has no letter, digit or Chinese character. */
export function readQuery(query: string, lexicon: Lexicon): Part[] {
  const pieces = piecesOf(query.slice(0, LONGEST_QUERY), lexicon).slice(0, MOST_PARTS);
  const pairs = pieces.map((piece, i) => readPair(pieces[i - 1], piece, i === pieces.length - 1, lexicon));
  const parts = pieces.map((piece, i) => {
    const alone = readAlone(piece, pieces, i, lexicon);
    const { text, kind, share, whole } = piece;
    return { text, kind, share, readings: best(alone, whole, pairs[i], pairs[i + 1]) };
  });
  return distinct(parts);
}

/** The same part twice says no more than once. */
function distinct(parts: readonly Part[]): Part[] {
  const seen = new Map(parts.map((part) => [[part.text, ...part.readings.keys()].join(' '), part]));
  return [...seen.values()];
}

function best(...several: (Readings | undefined)[]): Readings {
  const all: Readings = new Map();
  for (const readings of several) {
    for (const [word, quality] of readings ?? []) all.set(word, Math.max(quality, all.get(word) ?? 0));
  }
  return all;
}

/** Takes Chinese apart into characters, joined pinyin into syllables and words that were run together into words. */
function piecesOf(query: string, lexicon: Lexicon): Piece[] {
  const tokens = tokenize(query);
  return tokens.flatMap((token, run): Piece[] => {
    const typing = run === tokens.length - 1;
    if (token.han) {
      const characters = [...token.text];
      const share = characters.length === 1 ? 1 : 0.5;
      return characters.map((text) => ({ text, kind: 'han', share, run }));
    }
    const found = isFound(token.text, lexicon);
    const syllables = splitPinyin(token.text);
    if (syllables && found) {
      const whole = readWord(token.text, typing, lexicon);
      const share = 1 / syllables.length;
      return syllables.map((text) => ({ text, kind: 'syllable', share, run, whole }));
    }
    if (syllables) return syllables.map((text) => ({ text, kind: 'syllable', share: 0.5, run }));
    const words = found ? undefined : splitGlued(token.text, typing, lexicon);
    return (words ?? [token.text]).map((text) => ({ text, kind: 'word', share: 1, run }));
  });
}

/** Whether a word is known as it is, as a beginning, or with one slip. */
function isFound(word: string, lexicon: Lexicon): boolean {
  return lexicon.names(word) || lexicon.beginning(word).length > 0 || nearWords(word, 1, lexicon).length > 0;
}

/** The fewest known words that a word is made of; the last may be a beginning where it is still being typed. */
function splitGlued(word: string, typing: boolean, lexicon: Lexicon): string[] | undefined {
  /** For each offset, the fewest words that lead there. */
  const ways: (string[] | undefined)[] = [[]];
  for (let end = 2; end <= word.length; end++) {
    for (let start = 0; start <= end - 2; start++) {
      const way = ways[start];
      if (!way || way.length >= MOST_PIECES || (ways[end]?.length ?? Infinity) <= way.length + 1) continue;
      const piece = word.slice(start, end);
      const begins = typing && end === word.length && start > 0 && lexicon.beginning(piece).length > 0;
      if (lexicon.names(piece) || begins) ways[end] = [...way, piece];
    }
  }
  const split = ways[word.length];
  return split && split.length > 1 ? split : undefined;
}

/** What a piece means by itself. */
function readAlone(piece: Piece, pieces: readonly Piece[], i: number, lexicon: Lexicon): Readings {
  if (piece.kind === 'word') return readWord(piece.text, i === pieces.length - 1, lexicon);
  const inRun = pieces[i - 1]?.run === piece.run || pieces[i + 1]?.run === piece.run;
  const known = piece.kind === 'han' && lexicon.knows(piece.text);
  return new Map(known ? [[piece.text, inRun ? COMPLETE.lonely : COMPLETE.exact]] : []);
}

/** What two neighbours mean together: two characters of Chinese, two syllables, or a word written apart. */
function readPair(
  before: Piece | undefined,
  piece: Piece,
  typing: boolean,
  lexicon: Lexicon,
): Readings | undefined {
  if (!before) return undefined;
  const joined = before.text + piece.text;
  if (before.run !== piece.run) {
    if (before.kind !== 'word' || piece.kind !== 'word') return undefined;
    const readings = typing ? readBeginning(joined, lexicon) : new Map<string, number>();
    if (lexicon.names(joined)) readings.set(joined, COMPLETE.joined);
    return readings;
  }
  // Two syllables may be misspelled, unless the run as a whole is known or they are too short to tell.
  if (piece.kind === 'syllable' && !piece.whole && joined.length >= SHORTEST_SYLLABLES)
    return readWord(joined, typing, lexicon);
  const quality = piece.whole ? COMPLETE.within : COMPLETE.exact;
  return lexicon.knows(joined) ? new Map([[joined, quality]]) : undefined;
}

function readWord(word: string, typing: boolean, lexicon: Lexicon): Readings {
  const readings: Readings = new Map();
  const named = lexicon.names(word);
  if (!named) for (const near of nearWords(word, 1, lexicon)) readings.set(near, likeness(word, near, 1));
  const begins = typing || (!named && word.length >= SHORTEST_BEGINNING);
  if (begins) for (const entry of readBeginning(word, lexicon)) readings.set(...entry);
  if (lexicon.knows(word)) readings.set(word, COMPLETE.exact);
  if (readings.size > 0) return readings;
  return new Map(nearWords(word, 2, lexicon).map((near) => [near, likeness(word, near, 2)]));
}

function readBeginning(prefix: string, lexicon: Lexicon): Readings {
  const all = lexicon.beginning(prefix);
  const words = all.length > MOST_BEGINNINGS ? mostFrequent(all, lexicon) : all;
  return new Map(words.map((word) => [word, COMPLETE.beginning + (0.3 * prefix.length) / word.length]));
}

function mostFrequent(words: readonly string[], lexicon: Lexicon): string[] {
  return words
    .map((word) => ({ word, frequency: lexicon.frequency(word) }))
    .sort((a, b) => b.frequency - a.frequency)
    .slice(0, MOST_BEGINNINGS)
    .map(({ word }) => word);
}

/** Words so near that one may be meant for the other: a short word bears one slip, a longer one two. */
function nearWords(word: string, distance: 1 | 2, lexicon: Lexicon): string[] {
  return word.length >= (distance === 1 ? 3 : 7) ? lexicon.near(word, distance) : [];
}

/** A slip weighs more in a short word, and at its first letter. */
function likeness(word: string, near: string, distance: number): number {
  const first = word.charAt(0) === near.charAt(0) ? 1 : 0.9;
  return Math.max(HINT, first * (1 - (1.3 * distance) / Math.max(word.length, near.length)));
}
