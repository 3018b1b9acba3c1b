/**
 * Ranking: what each record has of a query is added up over the lists of records that have its words, rarest first.
 * Once enough has been read, nothing new is taken in, and the best so far are looked up in what is left.
 */
import type { AlmanacRecord } from '../schema.ts';
import { Board, bonusOf, type RatedList, type Turn, WEIGHT } from './board.ts';
import { Gate } from './gate.ts';
import { FIELDS } from './keys.ts';
import type { Layer, View } from './layer.ts';
import type { Lexicon } from './lexicon.ts';
import { FIELD_BITS } from './postings.ts';
import type { Part } from './query.ts';

/** A part of a query with how much it tells, by its rarity; in nats. */
export interface WeighedPart extends Part {
  readonly information: number;
}

/** A record that may be an answer. */
export interface Candidate {
  readonly record: AlmanacRecord;
  /** How much of the query it has for sure, from 0 to 1, by what its parts tell; 1 for a record that is named so. */
  readonly share: number;
  /** From 0 to 1, to four digits; 1 is an official name, 0.999 another name. */
  readonly score: number;
}

/** A record is shown if it has this much of what the record has that has most of the query. */
export const ENOUGH = 0.5;

/** What of the score is owed to how nearly the query is the whole name. */
const COVERAGE = 0.1;
const OFFICIAL_SCORE = 1;
const ALIAS_SCORE = 0.999;
/** A word counts as meant where it fits this well, compared with the one that fits best. */
const LIKELY = 0.9;

/** How many headlines bring along what they are about. */
const HEADLINES = 3;
/** A date that tells no more than the year, `2018`, is shorter. */
const MONTH_LENGTH = 7;
/** Scores have four digits. */
const BEHIND = 0.0001;
/**
 * How many entries of lists may be read with the next part of a query, and with the next word of a part, before only
 * the best records so far are looked up there. After twice as many nothing is.
 */
const MOST_READ = 16_000;
const MOST_WORK = 64_000;
/** Nothing new is taken in either once what is left to be asked tells less than this share of what the best have. */
const CLOSING = 0.75;
/** How many of the best are then looked up, and how many entries could be read while one is looked up in a list. */
const KEPT = 256;
const LOOK = 8;
/** And how many come out, if no more are wanted: what follows may change their order a little. */
const COME_OUT = 24;

/**
 * Weighs a part of a query: the rarer the words it most likely stands for, the more it tells. One that nothing is
 * known for tells half as much as the rarest word, so that what is unknown does not drown what is known.
 */
export function weigh(part: Part, lexicon: Lexicon): WeighedPart {
  let likeliest = 0;
  for (const quality of part.readings.values()) likeliest = Math.max(likeliest, quality);
  let frequency = 0;
  for (const [word, quality] of part.readings) {
    if (quality >= LIKELY * likeliest) frequency += lexicon.frequency(word);
  }
  const most = Math.log(2 + lexicon.size);
  const information = Math.log(1 + (1 + lexicon.size) / (1 + Math.min(frequency, lexicon.size)));
  return { ...part, information: part.share * (part.readings.size === 0 ? most / 2 : information) };
}

function turnOf(layer: Layer, { readings, information }: WeighedPart, number: number): Turn {
  const lists: RatedList[] = [];
  let size = 0;
  for (const [word, quality] of readings)
    for (const { entries, fields } of layer.lists(word)) {
      lists.push({ entries, fields, quality });
      size += entries.length;
    }
  lists.sort((a, b) => a.entries.length - b.entries.length);
  return { number, information, lists, size };
}

/** A query as a whole. */
interface Asked {
  readonly parts: readonly WeighedPart[];
  readonly information: number;
  readonly letters: number;
  /** Whether most of it is Chinese. */
  readonly han: boolean;
}

function askedBy(parts: readonly WeighedPart[]): Asked {
  let information = 0;
  let letters = 0;
  let han = 0;
  for (const part of parts) {
    information += part.information;
    letters += part.text.length;
    if (part.kind === 'han') han += part.text.length;
  }
  return { parts, information, letters, han: han * 2 > letters };
}

/** Searches run to their end before another begins, so they can share what they write on. */
const board = new Board();
const gate = new Gate();

/**
 * The records of a layer that have most of a query, the best `wanted` among them for sure, in no order.
 * @param title the query without its spaces, folded
 * @param groups keys of groups to which a record must belong
 */
export function rank(
  view: View,
  parts: readonly WeighedPart[],
  title: string,
  groups: readonly string[],
  wanted: number,
): Candidate[] {
  const { layer } = view;
  gate.set(view, groups);
  board.clear(layer.room);
  const kept = gather(layer, parts, wanted);
  const asked = askedBy(parts);
  const found = new Map<number, Candidate>();
  for (const number of kept) found.set(number, candidateOf(layer, number, asked));
  for (const entry of layer.titles.list(title)) {
    const number = entry >>> FIELD_BITS;
    const score = entry & FIELDS.name ? OFFICIAL_SCORE : ALIAS_SCORE;
    if (gate.passes(number)) found.set(number, { record: layer.recordAt(number), share: 1, score });
  }
  bringAlong(layer, found, asked);
  return [...found.values()];
}

/**
 * A headline often says more of what it is about than that thing's own name does, yet the thing is what people look
 * for. So the best of the found events each bring along, right behind them, what they are about. One word alone says
 * too little of an event for that.
 */
function bringAlong(layer: Layer, found: Map<number, Candidate>, asked: Asked): void {
  if (asked.parts.reduce((sum, { share }) => sum + share, 0) < 2) return;
  const first = [...found.values()].sort((a, b) => b.score - a.score).slice(0, HEADLINES);
  for (const { record: event, score, share } of first) {
    const things = thingsOf(event, layer).map((number) => {
      const thing = found.get(number) ?? candidateOf(layer, number, asked);
      return { number, thing };
    });
    const [best] = things.sort((a, b) => b.thing.score - a.thing.score);
    if (best && best.thing.score < score)
      found.set(best.number, {
        ...best.thing,
        score: toFourDigits(score - BEHIND),
        share: Math.max(share, best.thing.share),
      });
  }
}

/** What an event is about: it is related to that, and that began when the event happened. */
function thingsOf({ kind, related = [], date = '' }: AlmanacRecord, layer: Layer): number[] {
  if (kind !== 'event') return [];
  return related.flatMap((id) => {
    const number = layer.numberOf(id);
    if (number === undefined || !gate.passes(number)) return [];
    const thing = layer.recordAt(number);
    const began = thing.date ?? '';
    return thing.kind !== 'event' && began.length >= MONTH_LENGTH && date.startsWith(began) ? [number] : [];
  });
}

/** Fills the board; the numbers of the records that came out best. */
function gather(layer: Layer, parts: readonly WeighedPart[], wanted: number): Uint32Array {
  const turns = parts.map((part, i) => turnOf(layer, part, i)).sort((a, b) => a.size - b.size);
  const most = Math.max(COME_OUT, 2 * wanted);
  const mostKept = Math.max(KEPT, most);
  const enough = Math.max(1, wanted);
  let left = turns.reduce((sum, { information }) => sum + information, 0);
  let asked = 0;
  let work = 0;
  let kept: Uint32Array | undefined;
  for (const turn of turns) {
    const isSettled = left < CLOSING * board.surest;
    if (isSettled || (board.count >= enough && work + turn.size > MOST_READ))
      kept ??= board.best(mostKept, asked, layer);
    asked += turn.information;
    left -= turn.information;
    for (const list of turn.lists) {
      const { length } = list.entries;
      if (board.count >= enough && work + length > MOST_WORK) kept ??= board.best(mostKept, asked, layer);
      if (kept && kept.length * LOOK < length) {
        board.lookUp(kept, list, turn);
        work += kept.length * LOOK;
      } else {
        board.walk(list, turn, kept ? undefined : gate);
        work += length;
      }
      if (work > 2 * MOST_WORK) return board.best(most, asked, layer, kept);
    }
  }
  return board.best(most, asked, layer, kept);
}

function candidateOf(layer: Layer, number: number, asked: Asked): Candidate {
  const named = board.named(number);
  let lettersNamed = 0;
  for (const [i, { text }] of asked.parts.entries()) if (named & (1 << i)) lettersNamed += text.length;
  const length = layer.lengthAt(number, asked.han);
  const closest = Math.min(length, asked.letters) / Math.max(length, asked.letters);
  const coverage = (closest ** 2 * lettersNamed) / asked.letters;
  const score =
    (1 - COVERAGE - WEIGHT) * board.score(number, asked.information) +
    COVERAGE * coverage +
    bonusOf(layer, number);
  return {
    record: layer.recordAt(number),
    share: board.share(number, asked.information),
    score: Math.min(ALIAS_SCORE, toFourDigits(score)),
  };
}

function toFourDigits(score: number): number {
  return Math.round(score * 1e4) / 1e4;
}
