/** What a record can be found by: its words in every script, each with the fields it stands in. */
import { yearsOf } from '../dates.ts';
import { placeNames } from '../places.ts';
import type { AlmanacRecord, Kind, Place } from '../schema.ts';
import { fold, type Token, wordsOf } from './fold.ts';
import { isFunctionWord } from './function-words.ts';
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
  /** The kind, the date, a tag or a figure's number. */
  label: 128,
  summary: 256,
} as const;

/** Takes a word down, with a mask of {@link FIELDS}; the same word may come again. */
export type Note = (word: string, fields: number) => void;

/** What records have in common that are of one kind, date or place. */
export interface Group {
  readonly key: string;
  /** What all of them are found by, each word with a mask of {@link FIELDS}. */
  readonly words: ReadonlyMap<string, number>;
}

type Word = Pick<Token, 'text' | 'han'>;

/** A name of a record, folded. */
export interface Title {
  /** Without its spaces. */
  readonly text: string;
  readonly words: readonly Word[];
  /** Whether it is the official name, English or Chinese; another is an alias. */
  readonly official: boolean;
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

/** The names of a record, the Chinese and the English official one last; empty where it has none. */
export function titlesOf({ name, nameZh = '', aliases = [] }: AlmanacRecord): Title[] {
  const titles = aliases.map((alias) => titleOf(alias, false));
  titles.push(titleOf(nameZh, true), titleOf(name, true));
  return titles;
}

function titleOf(name: string, official: boolean): Title {
  const words = wordsOf(name);
  let text = '';
  for (const word of words) text += word.text;
  return { text, words, official };
}

/** Notes the words of a record that are its own, not those of its {@link groupsOf | groups}. */
export function noteWords(record: AlmanacRecord, titles: readonly Title[], note: Note): void {
  for (const { words, official } of titles) {
    noteAll(words, official ? FIELDS.name : FIELDS.alias, note);
    notePinyin(words, FIELDS.pinyin, note);
  }
  for (const { name } of record.organizations ?? []) noteAll(wordsOf(name), FIELDS.party, note);
  if (record.value !== undefined) note(`${record.value}`, FIELDS.label);
  for (const tag of record.tags ?? []) noteAll(wordsOf(tag), FIELDS.label, note);
  noteAll(
    wordsOf(record.summary).filter(({ text }) => !isFunctionWord(text)),
    FIELDS.summary,
    note,
  );
}

/** Words of alphabets whole, Chinese as pairs of neighbours, so that each character stands where a word begins. */
function noteAll(words: readonly Word[], field: number, note: Note): void {
  for (const { text, han } of words) {
    if (han) notePairs([...text, ''], field, note);
    else note(text, field);
  }
}

function notePairs(parts: readonly string[], field: number, note: Note): void {
  for (let i = 1; i < parts.length; i++) note(`${parts[i - 1]}${parts[i]}`, field);
}

function notePinyin(words: readonly Word[], field: number, note: Note): void {
  for (const { text: run, han } of words) {
    if (!han || run.length < 2) continue;
    const syllables = syllablesOf(run);
    notePairs(syllables, field, note);
    if (syllables.length > 2 && syllables.length <= LONGEST_PINYIN_WORD) note(syllables.join(''), field);
    note(initialsOf(syllables), FIELDS.initials);
    const short = run.replace(LEVELS, '');
    if (short.length >= 2 && short !== run) note(initialsOf(syllablesOf(short)), FIELDS.initials);
  }
}

function initialsOf(syllables: readonly string[]): string {
  let initials = '';
  for (const syllable of syllables) initials += syllable.charAt(0);
  return initials;
}

/** The key of a group; `place` is `Province/City/District`, as far as it goes. */
export function groupKey(of: 'kind' | 'place' | 'year' | 'month' | 'day', value: string | number): string {
  return `${of}:${value}`;
}

/** The groups that a record belongs to, each once: its kind, its date, its places and what those lie in. */
export function groupsOf({ kind, places = [], date = '' }: AlmanacRecord): readonly Group[] {
  const groups = [...groupsOfKind(kind), ...groupsOfDate(date)];
  for (const { province, city = '', district = '' } of places)
    groups.push(...groupsOfPlace(`${province}/${city}/${district}`));
  return places.length < 2 ? groups : [...new Map(groups.map((group) => [group.key, group])).values()];
}

/** Groups are few and records many; but what people type may not grow without end. */
const MOST_REMEMBERED = 5000;

/** The same answer for the same text. */
function remembering<T extends string, A>(answer: (text: T) => A): (text: T) => A {
  const known = new Map<T, A>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = answer(text);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(text, found);
    }
    return found;
  };
}

function groupOf(key: string, noteGroup: (note: Note) => void): Group {
  const words = new Map<string, number>();
  noteGroup((word, fields) => words.set(word, (words.get(word) ?? 0) | fields));
  return { key, words };
}

const groupsOfKind = remembering((kind: Kind) => [
  groupOf(groupKey('kind', kind), (note) => noteAll(wordsOf(KIND_WORDS[kind]), FIELDS.label, note)),
]);

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });

/** The years that a date touches, and the month and the day that it begins in, as far as they are known. */
const groupsOfDate = remembering((date: string) => {
  const groups = yearsOf(date).map((year) =>
    groupOf(groupKey('year', year), (note) => note(`${year}`, FIELDS.label)),
  );
  const [, month, day] = date.split('/')[0]?.split('-').map(Number) ?? [];
  if (groups.length === 0 || month === undefined) return groups;
  const name = `${MONTH.format(Date.UTC(2000, month - 1))} ${month}月`;
  groups.push(groupOf(groupKey('month', month), (note) => noteAll(wordsOf(name), FIELDS.label, note)));
  if (day !== undefined)
    groups.push(
      groupOf(groupKey('day', day), (note) => noteAll(wordsOf(`${day} ${day}日`), FIELDS.label, note)),
    );
  return groups;
});

/** A place, given as `Province/City/District` where any but the first may be missing, with all that it lies in. */
const groupsOfPlace = remembering((path: string): readonly Group[] => {
  const [province = '', city = '', district = ''] = path.split('/');
  if (district !== '')
    return [...groupsOfPlace(`${province}/${city}/`), groupOfPlace(province, city, district)];
  if (city !== '') return [...groupsOfPlace(`${province}//`), groupOfPlace(province, city)];
  return [groupOfPlace(province)];
});

function groupOfPlace(province: string, city = '', district = ''): Group {
  const above: Place = { province, ...(city !== '' && district !== '' && { city }) };
  const place: Place = { province, ...(city !== '' && { city }), ...(district !== '' && { district }) };
  const official = district || city || province;
  const others = new Set(official === province ? [] : placeNames(above).filter((name) => name !== official));
  const names = placeNames(place).filter((name) => !others.has(name));
  const key = [province, city, district].filter((part) => part !== '').join('/');
  return groupOf(groupKey('place', key), (note) => {
    for (const name of names) {
      const words = wordsOf(name);
      const isOfficial = words.some((word) => word.han) || fold(name) === fold(official);
      noteAll(words, isOfficial ? FIELDS.place : FIELDS.placePinyin, note);
      notePinyin(words, FIELDS.placePinyin, note);
    }
  });
}
