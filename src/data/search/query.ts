/** What a query may mean: each part of it with the known words that it can stand for. */
import type { Token } from './fold.ts';
import { isFunctionWord } from './function-words.ts';
import type { Lexicon } from './lexicon.ts';
import { splitPinyin } from './pinyin.ts';

/** Longer queries are cut: there is a bit for each part. */
export const MOST_PARTS = 31;
/** A word may be cut short where another follows, if this much of it is there. */
const SHORTEST_BEGINNING = 2;
/** Two syllables of fewer letters are near too many others. */
const SHORTEST_SYLLABLES = 5;
const PLAIN = /^[a-z]+$/;
/** A word of letters and digits, and what it falls into: `gbt42752`. */
const MIXED = /^(?=.*\d)(?=.*\D)/;
const LETTERS_OR_DIGITS = /\d+|\D+/g;
/** A character that begins no more words than this is rare. */
const FEW_WORDS = 8;
/** One of so many records makes a word frequent. */
const FEW = 200;
/** What `lü`, `nü`, `lüe` and `nüe` are typed as; the fold makes `u` of `ü`. */
const UMLAUT = /^[ln]ve?$/;
/** Where this much of its pairs of syllables are known, a word is taken for pinyin. */
const MOSTLY = 0.6;
/** How many words may be run together, and how long each may be. */
const MOST_PIECES = 8;
const LONGEST_PIECE = 24;

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

const COMPLETE = {
  exact: 1,
  joined: 0.95,
  plural: 0.9,
  within: 0.85,
  beginning: 0.6,
  longer: 0.76,
  lonely: 0.4,
} as const;

/**
 * Reads a query. Nothing comes back where it has no letter, digit or Chinese character. A word that is known stands
 * for itself, unless known words are `doubted` as well: then also for others that are spelled nearly so.
 */
export function readQuery(query: readonly Token[], lexicon: Lexicon, doubted = false): Part[] {
  const pieces = piecesOf(query, lexicon).slice(0, MOST_PARTS);
  const last = pieces.length - 1;
  const pairs = pieces.map((piece, i) => readPair(pieces[i - 1], piece, i === last, lexicon));
  const parts = pieces.map((piece, i) => {
    const together = union(pairs[i], pairs[i + 1]);
    const alone = readAlone(piece, i === last, together, lexicon, doubted);
    const { text, kind, share, whole } = piece;
    return { text, kind, share, readings: union(alone, whole, together) };
  });
  return distinct(parts);
}

/** The same part twice says no more than once. */
function distinct(parts: readonly Part[]): Part[] {
  const seen = new Map(parts.map((part) => [[part.text, ...part.readings.keys()].join(' '), part]));
  return [...seen.values()];
}

function union(...several: (Readings | undefined)[]): Readings {
  const all: Readings = new Map();
  for (const readings of several) {
    for (const [word, quality] of readings ?? []) all.set(word, Math.max(quality, all.get(word) ?? 0));
  }
  return all;
}

/** Takes Chinese apart into characters, joined pinyin into syllables and words that were run together into words. */
function piecesOf(tokens: readonly Token[], lexicon: Lexicon): Piece[] {
  return tokens.flatMap((token, run): Piece[] => {
    const typing = run === tokens.length - 1;
    if (token.han) {
      const characters = [...token.text];
      const share = characters.length === 1 ? 1 : 0.5;
      return characters.map((character) => ({ text: character, kind: 'han', share, run }));
    }
    const text = UMLAUT.test(token.text) ? token.text.replace('v', 'u') : token.text;
    const syllables = splitPinyin(text)?.map((syllable) => syllable.replace('v', 'u'));
    const spelled = syllables ? shareSpelled(syllables, typing, lexicon) : 0;
    if (syllables && spelled === 1) {
      const whole = union(readExactly(text, lexicon), typing ? readBeginning(text, lexicon) : undefined);
      return syllablePieces(syllables, run, whole);
    }
    if (syllables && spelled >= MOSTLY)
      return syllablePieces(syllables, run, readWord(text, typing, lexicon));
    const isPart = [tokens[run - 1]?.text + text, text + tokens[run + 1]?.text].some((word) =>
      lexicon.names(word),
    );
    const words = isPart || isFound(text, lexicon) ? [text] : splitGlued(text, typing, lexicon);
    if (!words && MIXED.test(text))
      return (text.match(LETTERS_OR_DIGITS) ?? [])
        .flatMap((part) => (isFound(part, lexicon) ? [part] : (splitGlued(part, false, lexicon) ?? [part])))
        .map(pieceOf(run));
    if (!words && syllables) return syllablePieces(syllables, run, readWord(text, typing, lexicon));
    return (words ?? [text]).map(pieceOf(run));
  });
}

function pieceOf(run: number): (word: string) => Piece {
  return (text) => ({ text, kind: 'word', share: isFunctionWord(text) ? 0.1 : 1, run });
}

/** How many of the pairs of syllables are known, from 0 to 1, but for one that is being typed. */
function shareSpelled(syllables: readonly string[], typing: boolean, lexicon: Lexicon): number {
  const pairs = syllables.slice(1).map((syllable, i) => `${syllables[i]}${syllable}`);
  const done = typing && pairs.length > 1 ? pairs.slice(0, -1) : pairs;
  return done.filter((pair) => lexicon.names(pair)).length / done.length;
}

function syllablePieces(syllables: readonly string[], run: number, whole: Readings): Piece[] {
  const share = whole.size === 0 ? 0.5 : 1 / syllables.length;
  const piece = { kind: 'syllable', share, run, ...(whole.size > 0 && { whole }) } as const;
  return syllables.map((text) => ({ text, ...piece }));
}

/** Whether a word is known as it is, as a beginning, or with one slip. */
function isFound(word: string, lexicon: Lexicon): boolean {
  return lexicon.knows(word) || lexicon.beginning(word).length > 0 || nearWords(word, 1, lexicon).length > 0;
}

/** The fewest known words that a word is made of; the last may be a beginning where it is still being typed. */
function splitGlued(word: string, typing: boolean, lexicon: Lexicon): string[] | undefined {
  /** For each offset, the fewest words that lead there. */
  const ways: (string[] | undefined)[] = [[]];
  for (let end = 2; end <= word.length; end++) {
    for (let start = Math.max(0, end - LONGEST_PIECE); start <= end - 2; start++) {
      const way = ways[start];
      if (!way || way.length >= MOST_PIECES || (ways[end]?.length ?? Infinity) <= way.length + 1) continue;
      const piece = word.slice(start, end);
      const begins = typing && end === word.length && start > 0 && lexicon.beginning(piece).length > 0;
      if (begins || isPiece(piece, lexicon)) ways[end] = [...way, piece];
    }
  }
  const split = ways[word.length];
  return split && split.length > 1 ? split : undefined;
}

/** Nearly any two letters are a word of some record, so only frequent words may be that short. */
function isPiece(word: string, lexicon: Lexicon): boolean {
  if (word.length <= 2) return lexicon.frequency(word) * FEW > lexicon.size;
  return [word, ...numbersOf(word)].some((one) => lexicon.names(one));
}

/** What a piece means by itself; little where it is known what it means together with its neighbours. */
function readAlone(
  { kind, text, share }: Piece,
  last: boolean,
  together: Readings,
  lexicon: Lexicon,
  doubted: boolean,
): Readings {
  const known = together.size > 0;
  if (kind === 'word')
    return known && !last && !doubted ? readExactly(text, lexicon) : readWord(text, last, lexicon, doubted);
  if (kind === 'syllable' || known) return new Map();
  const words = lexicon.knows(text) ? [text, ...lexicon.beginning(text)] : lexicon.beginning(text);
  if (share === 1) return new Map(words.map((word) => [word, COMPLETE.exact]));
  // Among others it means something by itself only where it is rare.
  return new Map(words.length > FEW_WORDS ? [] : words.map((word) => [word, COMPLETE.lonely]));
}

function readExactly(word: string, lexicon: Lexicon): Readings {
  return new Map(lexicon.knows(word) ? [[word, COMPLETE.exact]] : []);
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
  const isWhole = [...(piece.whole?.values() ?? [])].includes(COMPLETE.exact);
  const quality = isWhole ? COMPLETE.within : COMPLETE.exact;
  return lexicon.knows(joined) ? new Map([[joined, quality]]) : undefined;
}

function readWord(word: string, typing: boolean, lexicon: Lexicon, doubted = false): Readings {
  const readings: Readings = new Map();
  const known = lexicon.knows(word);
  if (!known || doubted)
    for (const near of nearWords(word, 1, lexicon))
      for (const one of [near, ...numbersOf(near)])
        if (one === near || lexicon.knows(one))
          readings.set(one, likeness(word, near, 1) * (one === near ? 1 : COMPLETE.plural));
  const begins = typing || (!known && word.length >= SHORTEST_BEGINNING);
  if (begins)
    for (const [longer, quality] of readBeginning(word, lexicon))
      readings.set(longer, quality * (known ? COMPLETE.longer : 1));
  for (const other of numbersOf(word)) if (lexicon.knows(other)) readings.set(other, COMPLETE.plural);
  if (known) readings.set(word, COMPLETE.exact);
  if (readings.size > 0) return readings;
  return new Map(nearWords(word, 2, lexicon).map((near) => [near, likeness(word, near, 2)]));
}

/** The other of singular and plural, as far as an `s` makes the one of the other. */
function numbersOf(word: string): string[] {
  if (word.length < 3 || !PLAIN.test(word)) return [];
  return word.endsWith('s') ? [word.slice(0, -1)] : [`${word}s`];
}

function readBeginning(prefix: string, lexicon: Lexicon): Readings {
  const words = lexicon.beginning(prefix);
  return new Map(words.map((word) => [word, COMPLETE.beginning + (0.3 * prefix.length) / word.length]));
}

/** Words so near that one may be meant for the other: a short word bears one slip, a longer one two. */
function nearWords(word: string, distance: 1 | 2, lexicon: Lexicon): readonly string[] {
  const near = word.length >= (distance === 1 ? 3 : 7) ? lexicon.near(word, distance) : [];
  // What most records have tells nothing.
  const telling = near.filter((one) => lexicon.frequency(one) * 2 < lexicon.size);
  return telling.length > 0 ? telling : near;
}

/** A slip weighs more in a short word, and at its first letter. */
function likeness(word: string, near: string, distance: number): number {
  const first = word.charAt(0) === near.charAt(0) ? 1 : 0.9;
  return Math.max(HINT, first * (1 - (1.3 * distance) / Math.max(word.length, near.length)));
}
