/** How well a record answers a query. */
import { squash } from './fold.ts';
import { type Candidate, MARKS } from './gather.ts';
import { type Entry, weightOf } from './layer.ts';
import type { Lexicon, Part } from './query.ts';

/** A part of the query with how much it tells, by its rarity; in nats. */
export interface WeighedPart extends Part {
  readonly information: number;
}

/**
 * Weighs a part of a query: the rarer the words it most likely stands for, the more it tells. One that nothing is
 * known for tells half as much as the rarest word, so that what is unknown does not drown what is known.
 */
export function weigh(part: Part, lexicon: Lexicon): WeighedPart {
  const likeliest = Math.max(0, ...part.readings.values());
  let frequency = 0;
  for (const [word, quality] of part.readings) {
    if (quality >= LIKELY * likeliest) frequency += lexicon.frequency(word);
  }
  const most = Math.log(2 + lexicon.size);
  const information = Math.log(1 + (1 + lexicon.size) / (1 + Math.min(frequency, lexicon.size)));
  return { ...part, information: part.share * (part.readings.size === 0 ? most / 2 : information) };
}

/** What of the score is owed to how nearly the query is the whole name, and to how many relations the record has. */
const COVERAGE = 0.1;
const WEIGHT = 0.02;
/** An exact name has 1; nothing else has more than this. */
const ALIAS_SCORE = 0.999;
/** From this many relations on, more count for nothing. */
const MANY_RELATIONS = 63;
/** A word counts as meant where it fits this well, compared with the one that fits best. */
const LIKELY = 0.9;
/** A record needs this much of what the best record has of the query. */
const ENOUGH = 0.6;

/** How much of the query a candidate has for sure, by the parts' shares. */
export function shareHad({ marks }: Candidate, parts: readonly Part[]): number {
  return parts.reduce((sum, { share }, i) => sum + ((marks[i] ?? 0) & MARKS.sure ? share : 0), 0);
}

/** Leaves out candidates that have much less of the query than the best: noise. */
export function enough(candidates: readonly Candidate[], parts: readonly Part[]): Candidate[] {
  const shares = candidates.map((candidate) => shareHad(candidate, parts));
  const least = ENOUGH * Math.max(0, ...shares);
  return candidates.filter((_, i) => (shares[i] ?? 0) >= least);
}

/** How well a candidate answers, from 0 to less than 1, to four digits; exact names are for the caller to see. */
export function scoreOf({ entry, values, marks }: Candidate, parts: readonly WeighedPart[]): number {
  let had = 0;
  let asked = 0;
  let named = 0;
  let letters = 0;
  let han = 0;
  for (const [i, { information, text, kind }] of parts.entries()) {
    had += information * (values[i] ?? 0);
    asked += information;
    letters += text.length;
    if (kind === 'han') han += text.length;
    if ((marks[i] ?? 0) & MARKS.named) named += text.length;
  }
  const length = han * 2 > letters ? entry.lengths.han : entry.lengths.plain;
  const closest = Math.min(length, letters) / Math.max(length, letters);
  const coverage = (closest ** 2 * named) / letters;
  const weight = Math.min(1, Math.log(1 + weightOf(entry.record)) / Math.log(1 + MANY_RELATIONS));
  const score = (1 - COVERAGE - WEIGHT) * (had / asked) + COVERAGE * coverage + WEIGHT * weight;
  return Math.min(ALIAS_SCORE, Math.round(score * 1e4) / 1e4);
}

/**
 * The score of a record that the query names, but for what folding takes away: 1 for an official name, little less
 * for another. Undefined where it names neither.
 */
export function scoreOfName({ record, lengths }: Entry, squashedQuery: string): number | undefined {
  const { length } = squashedQuery;
  const isQuery = (title: string) => squash(title) === squashedQuery;
  if (lengths.plain === length && isQuery(record.name)) return 1;
  if (lengths.han === length && isQuery(record.nameZh ?? '')) return 1;
  const named = record.aliases?.some((alias, i) => lengths.aliases[i] === length && isQuery(alias));
  return named ? ALIAS_SCORE : undefined;
}
