/**
 * What a query may rightly find, told from the records themselves and by no search: a query is answered by any record
 * that matches it as well as the one it was made from.
 */
import { placeNames } from '../../../../src/data/places.ts';
import type { AlmanacRecord } from '../../../../src/data/schema.ts';
import { hanOf, type Made } from '../corpus/records.ts';
import type { Unit } from '../corpus/words.ts';

/** A record by its place in the corpus. */
export type Answer = number;

/** The words of a text: small letters and digits, accents and apostrophes dropped. */
export function plainWords(text: string): string[] {
  const bare = text.normalize('NFKD').replace(/[\p{M}'’]/gu, '');
  return bare.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/** A title without case, spaces and punctuation. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Everything by which records can be told apart. */
export class Truth {
  readonly #made: readonly Made[];
  readonly #titles = new Map<string, Answer[]>();
  readonly #initials = new Map<string, Answer[]>();
  /** Words of names, places, those involved, the kind and the year. */
  readonly #words = new Map<string, Answer[]>();
  readonly #summaries = new Map<string, Answer[]>();
  readonly #sorted: readonly string[];
  /** Which letters each of the sorted words has, and of how many. */
  readonly #letters: Int32Array;
  readonly #han: readonly string[];
  readonly #pinyin: readonly string[];

  constructor(made: readonly Made[]) {
    this.#made = made;
    const spots = new Map<string, { readonly names: readonly string[]; readonly words: readonly string[] }>();
    const spotOf = ({ record: { places = [] }, spot: { path } }: Made) => {
      const known = spots.get(path);
      if (known) return known;
      const names = places.flatMap(placeNames);
      const spot = { names, words: names.flatMap(plainWords) };
      spots.set(path, spot);
      return spot;
    };
    for (const [i, one] of made.entries()) {
      const { record, han, short } = one;
      for (const title of titlesOf(record)) note(this.#titles, plain(title), i);
      for (const units of [han, short]) {
        const syllables = syllablesOf(units);
        if (syllables) note(this.#initials, syllables.map((syllable) => syllable.charAt(0)).join(''), i);
      }
      const organizations = (record.organizations ?? []).map(({ name }) => name);
      const texts = [...titlesOf(record), ...organizations, record.kind, yearOf(record)];
      for (const word of new Set([...texts.flatMap(plainWords), ...spotOf(one).words]))
        note(this.#words, word, i);
      for (const word of new Set(plainWords(record.summary))) note(this.#summaries, word, i);
    }
    this.#sorted = [...this.#words.keys()].sort();
    this.#letters = Int32Array.from(this.#sorted, lettersOf);
    this.#han = made.map((one) => [...titlesOf(one.record), ...spotOf(one).names].join('\n'));
    this.#pinyin = made.map(({ han, short }) =>
      [han, short].map((units) => (syllablesOf(units) ?? []).join('')).join('\n'),
    );
  }

  /** Records with exactly this title, but for case, spaces and punctuation. */
  titled(title: string): Answer[] {
    return this.#titles.get(plain(title)) ?? [];
  }

  /** Records one of whose Chinese titles has these initials. */
  abbreviated(initials: string): Answer[] {
    return this.#initials.get(initials) ?? [];
  }

  /** Records whose Chinese has each of these parts. */
  inChinese(parts: readonly string[]): Answer[] {
    return within(this.#han, parts);
  }

  /** Records whose Chinese titles are read with each of these runs of pinyin in them. */
  inPinyin(parts: readonly string[]): Answer[] {
    return within(this.#pinyin, parts);
  }

  /** How many summaries have the word. */
  told(word: string): number {
    return this.#summaries.get(word)?.length ?? 0;
  }

  /** Records that have all words, in names and short fields, or in the summary too. */
  withWords(words: readonly string[], summaries = false): Answer[] {
    const lists = words.map((word) => {
      const named = this.#words.get(word) ?? [];
      return summaries ? [...new Set([...named, ...(this.#summaries.get(word) ?? [])])] : named;
    });
    return common(lists);
  }

  /** Records that have all words, and one that begins with the last. */
  beginning(words: readonly string[], last: string): Answer[] {
    let low = 0;
    for (let high = this.#sorted.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? '') < last) low = middle + 1;
      else high = middle;
    }
    const begun = new Set<Answer>();
    for (let i = low; this.#sorted[i]?.startsWith(last); i++)
      for (const answer of this.#words.get(this.#sorted[i] ?? '') ?? []) begun.add(answer);
    return common([...words.map((word) => this.#words.get(word) ?? []), [...begun]]);
  }

  /** Records that have words so near to these that so many slips explain all the differences. */
  misspelled(words: readonly string[], slips: number): Answer[] {
    let costs: Map<Answer, number> | undefined;
    for (const word of words) {
      const next = new Map<Answer, number>();
      for (const [near, distance] of this.#near(word, slips)) {
        for (const answer of this.#words.get(near) ?? []) {
          const cost = distance + (costs ? (costs.get(answer) ?? Infinity) : 0);
          if (cost <= slips) next.set(answer, Math.min(cost, next.get(answer) ?? Infinity));
        }
      }
      costs = next;
    }
    return [...(costs?.keys() ?? [])];
  }

  /** The ids of some answers. */
  ids(answers: readonly Answer[]): Set<string> {
    return new Set(answers.flatMap((answer) => this.#made[answer]?.record.id ?? []));
  }

  *#near(word: string, most: number): Generator<[string, number]> {
    // A number is what it is: people who mistype one mean another record.
    if (/\d/.test(word) || word.length < 4) {
      yield [word, 0];
      return;
    }
    const letters = lettersOf(word);
    for (const [i, known] of this.#sorted.entries()) {
      // A slip takes one letter away and brings one in, at most.
      if (Math.abs(known.length - word.length) > most) continue;
      if (countBits((this.#letters[i] ?? 0) ^ letters) > 2 * most || /\d/.test(known)) continue;
      const distance = distanceOf(word, known, most);
      if (distance <= most) yield [known, distance];
    }
  }
}

/** All names of a record, in whatever script. */
export function titlesOf({ name, nameZh, aliases = [] }: AlmanacRecord): string[] {
  return [name, ...(nameZh === undefined ? [] : [nameZh]), ...aliases];
}

/** The year of a record's date, or nothing. */
export function yearOf({ date = '' }: AlmanacRecord): string {
  return date.slice(0, 4);
}

/** How some Chinese is read, or undefined where that is not known for all of it. */
export function syllablesOf(units: readonly Unit[]): string[] | undefined {
  const syllables = units.flatMap(({ pinyin }) => pinyin);
  return syllables.length > 0 && syllables.length === [...hanOf(units)].length ? syllables : undefined;
}

function note(lists: Map<string, Answer[]>, key: string, answer: Answer): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [answer]);
  else if (list.at(-1) !== answer) list.push(answer);
}

function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

function within(texts: readonly string[], parts: readonly string[]): Answer[] {
  const [longest = '', ...rest] = parts.toSorted((a, b) => b.length - a.length);
  const found: Answer[] = [];
  for (const [i, text] of texts.entries())
    if (text.includes(longest) && rest.every((part) => text.includes(part))) found.push(i);
  return found;
}

function common(lists: readonly (readonly Answer[])[]): Answer[] {
  const [shortest = [], ...rest] = lists.toSorted((a, b) => a.length - b.length);
  let left = [...shortest];
  for (const list of rest) {
    const there = new Set(list);
    left = left.filter((answer) => there.has(answer));
  }
  return left;
}

/** The optimal string alignment distance, or more than `most`. */
function distanceOf(a: string, b: string, most: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most + 1) return Infinity;
    before = above;
    above = row;
  }
  return above[b.length] ?? Infinity;
}
