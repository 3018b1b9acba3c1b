/** What a record can be found by: its words in every script, each with the fields it stands in. */
import { yearsOf } from '../dates.ts';
import { placeNames } from '../places.ts';
import type { AlmanacRecord, Kind, Place } from '../schema.ts';
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

/** Words as they are noted down, each with the fields it stands in. */
class Notes {
  readonly words = new Map<string, number>();

  word(word: string, field: number): void {
    this.words.set(word, (this.words.get(word) ?? 0) | field);
  }

  text(text: string, field: number): void {
    for (const word of wordsOf(text)) this.word(word, field);
  }

  pinyin(text: string, field: number): void {
    for (const { text: run, han } of tokenize(text)) {
      if (!han || run.length < 2) continue;
      const syllables = syllablesOf(run);
      for (const pair of pairsOf(syllables)) this.word(pair, field);
      if (syllables.length <= LONGEST_PINYIN_WORD) this.word(syllables.join(''), field);
      this.word(initialsOf(syllables), FIELDS.initials);
      const short = run.replace(LEVELS, '');
      if (short.length >= 2 && short !== run) this.word(initialsOf(syllablesOf(short)), FIELDS.initials);
    }
  }
}

/** Records share few places, and a place has many names. */
const placeNotes = new Map<string, Notes>();

function notesOfPlace(place: Place): Notes {
  const { province, city = '', district = '' } = place;
  const key = `${province}/${city}/${district}`;
  const known = placeNotes.get(key);
  if (known) return known;
  const notes = new Notes();
  const official = new Set([province, city, district].map(fold));
  for (const name of placeNames(place)) {
    notes.text(name, !hasHan(name) && !official.has(fold(name)) ? FIELDS.placePinyin : FIELDS.place);
    notes.pinyin(name, FIELDS.placePinyin);
  }
  // Places that people type are few, but nothing of theirs may grow without end.
  if (placeNotes.size > 5000) placeNotes.clear();
  placeNotes.set(key, notes);
  return notes;
}

/** All that finds a record. */
export function keysOf(record: AlmanacRecord): Keys {
  const { name, nameZh = '', aliases = [], places = [], organizations = [], tags = [], date } = record;
  const notes = new Notes();
  notes.text(name, FIELDS.name);
  notes.text(nameZh, FIELDS.name);
  for (const alias of aliases) notes.text(alias, FIELDS.alias);
  for (const title of [name, nameZh, ...aliases]) notes.pinyin(title, FIELDS.pinyin);
  for (const place of places) for (const [word, mask] of notesOfPlace(place).words) notes.word(word, mask);
  for (const party of organizations) notes.text(party.name, FIELDS.party);
  for (const tag of tags) notes.text(tag, FIELDS.label);
  for (const year of date === undefined ? [] : yearsOf(date)) notes.word(`${year}`, FIELDS.label);
  notes.text(KIND_WORDS[record.kind], FIELDS.label);
  return {
    names: notes.words,
    summary: new Set(wordsOf(record.summary)),
    lengths: {
      plain: squash(name).length,
      han: squash(nameZh).length,
      aliases: aliases.map((alias) => squash(alias).length),
    },
  };
}

function hasHan(text: string): boolean {
  return tokenize(text).some((token) => token.han);
}

function initialsOf(syllables: readonly string[]): string {
  return syllables.map((syllable) => syllable.slice(0, 1)).join('');
}
