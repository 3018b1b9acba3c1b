/** Records as other engines take them. */
import { placeNames } from '../../../../src/data/places.ts';
import type { AlmanacRecord } from '../../../../src/data/schema.ts';
import { tokenize } from '../../../../src/data/search/fold.ts';
import { splitPinyin, syllablesOf } from '../../../../src/data/search/pinyin.ts';
import { titlesOf } from '../targets/truth.ts';

/** A record as flat texts. Places stand in both scripts, as ours knows them. */
export interface Document {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string;
  readonly aliases: string;
  readonly places: string;
  readonly parties: string;
  readonly labels: string;
  readonly summary: string;
}

/** The fields of a {@link Document} that are searched. */
export const DOCUMENT_FIELDS = [
  'name',
  'nameZh',
  'aliases',
  'places',
  'parties',
  'labels',
  'summary',
] as const satisfies (keyof Document)[];

export function documentOf(record: AlmanacRecord): Document {
  const { id, name, nameZh = '', aliases = [], places = [], organizations = [], summary } = record;
  return {
    id,
    name,
    nameZh,
    aliases: aliases.join('\n'),
    places: places.flatMap(placeNames).join('\n'),
    parties: organizations.map((party) => party.name).join('\n'),
    labels: labelsOf(record),
    summary,
  };
}

/** A record for engines that are given our folding and pinyin: texts to be split by {@link ourWords}. */
export interface KeyedDocument {
  readonly id: string;
  readonly titles: string;
  readonly others: string;
  /** Words, a line each. */
  readonly pinyin: string;
  readonly summary: string;
}

export function keyedDocumentOf(record: AlmanacRecord): KeyedDocument {
  const { id, places = [], organizations = [], summary } = record;
  const titles = titlesOf(record);
  const names = places.flatMap(placeNames);
  const parties = organizations.map((party) => party.name);
  return {
    id,
    titles: titles.join('\n'),
    others: [...names, ...parties, labelsOf(record)].join('\n'),
    pinyin: [...new Set([...titles.flatMap(pinyinOf), ...names.flatMap(pinyinOfPlace)])].join('\n'),
    summary,
  };
}

function labelsOf({ kind, date = '' }: AlmanacRecord): string {
  return `${kind} ${date.slice(0, 4)}`;
}

/** Folded words; Chinese as characters and pairs of neighbours. */
export function ourWords(text: string): string[] {
  return tokenize(text).flatMap((token) => {
    if (!token.han) return [token.text];
    const characters = [...token.text];
    return [...characters, ...pairsOf(characters)];
  });
}

/** The same of a query, where joined pinyin is taken apart as well. */
export function ourQueryWords(query: string): string[] {
  const apart = tokenize(query).flatMap(({ text, han }) =>
    pairsOf((han ? undefined : splitPinyin(text)) ?? []),
  );
  return [...new Set([...ourWords(query), ...apart])];
}

/** Chinese as pairs of syllables, as one word where it is short, and as initials. */
function pinyinOf(text: string): string[] {
  return tokenize(text).flatMap(({ text: run, han }) => {
    if (!han || run.length < 2) return [];
    const syllables = syllablesOf(run);
    const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
    return [...pairsOf(syllables), ...(syllables.length <= 6 ? [syllables.join('')] : []), initials];
  });
}

/** Records share few places. */
const placesPinyin = new Map<string, string[]>();

function pinyinOfPlace(name: string): string[] {
  const words = placesPinyin.get(name) ?? pinyinOf(name);
  placesPinyin.set(name, words);
  return words;
}

function pairsOf(parts: readonly string[]): string[] {
  return parts.slice(1).map((part, i) => `${parts[i]}${part}`);
}
