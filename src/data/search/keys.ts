/** What a record can be found by: its words in every script, each with the fields it stands in. */
import { yearsOf } from '../dates.ts';
import { placeNames } from '../places.ts';
import type { AlmanacRecord, Kind } from '../schema.ts';
import { fold, squash, tokenize } from './fold.ts';
import { syllablesOf } from './pinyin.ts';

/** The fields of a record, as bits of a mask. */
export const FIELDS = {
  /** The official name, English or Chinese. */
  name: 1,
  alias: 2,
  /** An official name of a place, English or Chinese. */
  place: 4,
  /** A Chinese name of the record in pinyin. */
  pinyin: 8,
  /** A place by its pinyin, where that is not its official name, or by another unofficial name. */
  placePinyin: 16,
  initials: 32,
  /** Someone involved. */
  party: 64,
  /** The kind, a year or a tag. */
  label: 128,
} as const;

/** The words of a record. */
export interface Keys {
  /** Each word of the names and short fields, with the mask of {@link FIELDS} it stands in. */
  readonly names: ReadonlyMap<string, number>;
  readonly summary: ReadonlySet<string>;
  readonly lengths: Lengths;
}

/** How many letters a record's names have, without spaces. */
export interface Lengths {
  /** The official name in letters, and in Chinese; 0 where there is none. */
  readonly plain: number;
  readonly han: number;
  readonly aliases: readonly number[];
}

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  park: 'park zone 产业园 园区',
  fund: 'fund 基金',
  policy: 'policy 政策',
  project: 'project 项目',
  organization: 'organization company 机构 公司',
  figure: 'figure 数据',
  event: 'event 事件',
};

/** A Chinese run up to this long is typed as one word of pinyin. */
const LONGEST_PINYIN_WORD = 6;

/** Left out by people who type initials: the level of a place. */
const LEVELS = /[省市]/g;

/** The words of a text: those of alphabets whole, Chinese as single characters and as pairs of neighbours. */
export function* wordsOf(text: string): Generator<string> {
  for (const token of tokenize(text)) {
    if (!token.han) {
      yield token.text;
      continue;
    }
    const characters = [...token.text];
    yield* characters;
    yield* pairsOf(characters);
  }
}

function* pairsOf(parts: readonly string[]): Generator<string> {
  for (let i = 1; i < parts.length; i++) yield `${parts[i - 1]}${parts[i]}`;
}

/** All that finds a record. */
export function keysOf(record: AlmanacRecord): Keys {
  const names = new Map<string, number>();
  const note = (word: string, field: number) => names.set(word, (names.get(word) ?? 0) | field);
  const noteText = (text: string, field: number) => {
    for (const word of wordsOf(text)) note(word, field);
  };
  const notePinyin = (text: string, field: number) => {
    for (const { text: run, han } of tokenize(text)) {
      if (!han || run.length < 2) continue;
      const syllables = syllablesOf(run);
      for (const pair of pairsOf(syllables)) note(pair, field);
      if (syllables.length <= LONGEST_PINYIN_WORD) note(syllables.join(''), field);
      const initials = initialsOf(syllables);
      note(initials, FIELDS.initials);
      const short = run.replace(LEVELS, '');
      if (short.length >= 2 && short !== run) note(initialsOf(syllablesOf(short)), FIELDS.initials);
    }
  };

  const titles = [record.name, record.nameZh ?? '', ...(record.aliases ?? [])].filter(
    (title) => title !== '',
  );
  noteText(record.name, FIELDS.name);
  noteText(record.nameZh ?? '', FIELDS.name);
  for (const alias of record.aliases ?? []) noteText(alias, FIELDS.alias);
  for (const title of titles) notePinyin(title, FIELDS.pinyin);

  for (const place of record.places ?? []) {
    const official = new Set([place.province, place.city ?? '', place.district ?? ''].map(fold));
    for (const name of placeNames(place)) {
      noteText(name, !hasHan(name) && !official.has(fold(name)) ? FIELDS.placePinyin : FIELDS.place);
      notePinyin(name, FIELDS.placePinyin);
    }
  }
  for (const party of record.organizations ?? []) noteText(party.name, FIELDS.party);
  for (const tag of record.tags ?? []) noteText(tag, FIELDS.label);
  for (const year of record.date === undefined ? [] : yearsOf(record.date)) note(`${year}`, FIELDS.label);
  noteText(KIND_WORDS[record.kind], FIELDS.label);

  return {
    names,
    summary: new Set(wordsOf(record.summary)),
    lengths: {
      plain: squash(record.name).length,
      han: squash(record.nameZh ?? '').length,
      aliases: (record.aliases ?? []).map((alias) => squash(alias).length),
    },
  };
}

function hasHan(text: string): boolean {
  return tokenize(text).some((token) => token.han);
}

function initialsOf(syllables: readonly string[]): string {
  return syllables.map((syllable) => syllable.slice(0, 1)).join('');
}
