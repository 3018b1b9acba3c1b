/** Queries whose right answers are known, by class: each is made from a record as someone would type it. */
import { Converter } from 'opencc-js/cn2t';
import { Random } from '../../../digest/random.ts';
import { draw } from '../corpus/coin.ts';
import type { Made } from '../corpus/records.ts';
import { misspell, transpose } from './slips.ts';
import { type Answer, plainWords, syllablesOf, type Truth, titlesOf, yearOf } from './truth.ts';

/** A query with the ids of all records that answer it equally well by construction. */
export interface Query {
  readonly text: string;
  readonly class: QueryClass;
  readonly answers: ReadonlySet<string>;
}

/** What is typed, and what answers it; undefined where the record has nothing of the kind or is one of too many. */
type Draft = { readonly text: string; readonly answers: readonly Answer[] } | undefined;
type Make = (random: Random, made: Made, truth: Truth) => Draft;

/** Words of headlines and summaries that nobody would look for. */
const EMPTY_WORDS = new Set(
  'a and by call calls cost counted for in it its leads local meant most of on out paper say says set that the them to who with'.split(
    ' ',
  ),
);

/** A query that more records answer than this says too little to be measured by. */
const MOST_ANSWERS = 5;
const TRIES = 4000;

const toTraditional = Converter({ from: 'cn', to: 'tw' });

const CLASSES = {
  exact: (_, { record }, truth) => ({ text: record.name, answers: truth.titled(record.name) }),
  prefix: (random, made, truth) => {
    const words = plainWords(made.record.name);
    const mark = words.indexOf(plainWords(made.mark.en)[0] ?? '');
    for (let count = Math.max(0, mark); count < words.length; count++) {
      const [last = '', done] = [words[count], words.slice(0, count)];
      const typed = last.slice(0, random.between(2, Math.max(2, last.length - 1)));
      const answers = truth.beginning(done, typed);
      if (answers.length <= MOST_ANSWERS) return { text: [...done, typed].join(' '), answers };
    }
    return undefined;
  },
  'one typo': (random, made, truth) => slipped(random, made, truth, misspell, 1),
  'two typos': (random, made, truth) => slipped(random, made, truth, misspell, 2),
  transposed: (random, made, truth) => slipped(random, made, truth, transpose, 1),
  'swapped words': (random, made, truth) => {
    const words = shortForm(random, made, truth);
    return words && { text: words.toReversed().join(' '), answers: truth.withWords(words) };
  },
  'no space': (random, made, truth) => {
    const words = shortForm(random, made, truth);
    return words && { text: words.join(''), answers: truth.withWords(words) };
  },
  'extra space': (random, made, truth) => {
    const words = shortForm(random, made, truth);
    const long = words?.filter((word) => /^[a-z]{6,}$/.test(word)) ?? [];
    if (!words || long.length === 0) return undefined;
    const broken = draw(random, long);
    const at = random.between(2, broken.length - 2);
    const text = words
      .map((word) => (word === broken ? `${word.slice(0, at)} ${word.slice(at)}` : word))
      .join(' ');
    return { text, answers: truth.withWords(words) };
  },
  'apostrophe, hyphen': (random, { record }, truth) => {
    if (!/['-]/.test(record.name)) return undefined;
    const typed = draw(random, [
      () => record.name.replace(/'/g, '').replace(/-/g, ' '),
      () => record.name.replace(/'/g, '’').replace(/-/g, ''),
      () => record.name.replace(/'/g, ' ').replace(/-/g, '–'),
      () => record.name.replace(/'/g, '').replace(/-/g, ''),
    ]);
    return { text: typed(), answers: truth.titled(record.name) };
  },
  alias: (random, { record }, truth) => {
    const aliases = (record.aliases ?? []).filter((alias) => /[a-z]/i.test(alias));
    if (aliases.length === 0) return undefined;
    const text = draw(random, aliases);
    return fewOf(text, truth.titled(text));
  },
  'Chinese, whole': (_, { record: { nameZh } }, truth) =>
    nameZh === undefined ? undefined : fewOf(nameZh, truth.titled(nameZh)),
  'Chinese, part': (random, made, truth) => {
    const parts = partsOf(random, made)?.map(({ zh }) => zh);
    return parts && fewOf(parts.join(''), truth.inChinese(parts));
  },
  Traditional: (random, made, truth) => {
    const nameZh = made.record.nameZh ?? '';
    const parts = random.chance(0.5) ? partsOf(random, made)?.map(({ zh }) => zh) : [nameZh];
    const text = parts && toTraditional(parts.join(''));
    if (!text || text === parts.join('')) return undefined;
    return fewOf(text, parts[0] === nameZh ? truth.titled(nameZh) : truth.inChinese(parts));
  },
  'pinyin, joined': (random, made, truth) => spelled(random, made, truth, ''),
  'pinyin, spaced': (random, made, truth) => spelled(random, made, truth, ' '),
  initials: (random, { han, short }, truth) => {
    const syllables = syllablesOf(random.chance(0.5) && short.length > 0 ? short : han);
    if (!syllables || syllables.length < 4 || syllables.length > 10) return undefined;
    const text = syllables.map((syllable) => syllable.charAt(0)).join('');
    return { text, answers: truth.abbreviated(text) };
  },
  'place + word': (random, made, truth) => {
    const { area } = made.spot;
    if (made.record.name.includes(area.en)) return undefined;
    if (made.han.length > 0 && random.chance(0.3))
      return fewOf(`${area.zh} ${made.mark.zh}`, truth.inChinese([area.zh, made.mark.zh]));
    const words = [...plainWords(area.en), ...plainWords(made.mark.en)];
    return fewOf(words.join(' '), truth.withWords(words));
  },
  'several fields': (random, made, truth) => {
    const { record, mark, spot } = made;
    const party = record.organizations?.[0]?.name;
    const others = [[record.kind], [yearOf(record)], plainWords(spot.area.en)];
    if (party !== undefined) others.push([draw(random, plainWords(party).slice(0, 3))]);
    const first = random.between(0, others.length - 1);
    const second = (first + random.between(1, others.length - 1)) % others.length;
    const words = [...new Set([...plainWords(mark.en), ...(others[first] ?? []), ...(others[second] ?? [])])];
    return fewOf(words.join(' '), truth.withWords(words));
  },
  'summary words': (random, { record }, truth) => {
    const known = new Set(titlesOf(record).flatMap(plainWords));
    const words = plainWords(record.summary).filter(
      (word) => /^[a-z]{4,}$/.test(word) && !known.has(word) && !EMPTY_WORDS.has(word),
    );
    // What people remember is what is told less often.
    const chosen = new Set(Array.from({ length: 8 }, () => draw(random, words)));
    const typed = [...chosen].sort((a, b) => truth.told(a) - truth.told(b)).slice(0, 4);
    return fewOf(typed.sort(() => random.next() - 0.5).join(' '), truth.withWords(typed, true));
  },
} satisfies Record<string, Make>;

/** One of the ways to type a query. */
export type QueryClass = keyof typeof CLASSES;

/** All classes of queries, in the order that tables show them. */
export const QUERY_CLASSES = Object.keys(CLASSES) as QueryClass[];

/** So many queries of each class, the classes by turns, so that any beginning of the list is a fair sample. */
export function makeQueries(made: readonly Made[], truth: Truth, seed: number, each: number): Query[] {
  const random = new Random(seed);
  const queries: Query[] = [];
  const seen = new Set<string>();
  for (let round = 0; round < each; round++) {
    for (const name of QUERY_CLASSES) {
      const make: Make = CLASSES[name];
      for (let tries = 0; tries < TRIES; tries++) {
        const target = random.between(0, made.length - 1);
        const chosen = made[target];
        const draft = chosen && make(random, chosen, truth);
        if (!draft?.answers.includes(target) || seen.has(draft.text)) continue;
        seen.add(draft.text);
        queries.push({ text: draft.text, class: name, answers: truth.ids(draft.answers) });
        break;
      }
    }
  }
  return queries;
}

function fewOf(text: string, answers: readonly Answer[]): Draft {
  return answers.length <= MOST_ANSWERS ? { text, answers } : undefined;
}

/** The words that someone would type who knows the name: what marks it, and as many more as single it out. */
function shortForm(random: Random, { record, mark }: Made, truth: Truth): string[] | undefined {
  const words = plainWords(record.name);
  const chosen = new Set(plainWords(mark.en));
  const others = words
    .filter((word) => !chosen.has(word) && !EMPTY_WORDS.has(word))
    .sort(() => random.next() - 0.5);
  for (const other of others) {
    chosen.add(other);
    if (truth.withWords([...chosen]).length <= MOST_ANSWERS)
      return [...new Set(words)].filter((word) => chosen.has(word));
  }
  return undefined;
}

function slipped(
  random: Random,
  made: Made,
  truth: Truth,
  slip: (random: Random, word: string) => string,
  slips: number,
): Draft {
  const words = shortForm(random, made, truth);
  if (!words) return undefined;
  const typed = [...words];
  const long = [...typed.keys()].filter((i) => /^[a-z]{5,}$/.test(typed[i] ?? ''));
  for (let i = 0; i < slips; i++) {
    // Slips fall on different words where there are enough, else on one that can bear both.
    const apart = long.filter((place) => typed[place] === words[place]);
    const places = apart.length > 0 ? apart : long.filter((place) => (words[place]?.length ?? 0) >= 8);
    if (places.length === 0) return undefined;
    const place = draw(random, places);
    typed[place] = slip(random, typed[place] ?? '');
  }
  if (typed.join(' ') === words.join(' ')) return undefined;
  return fewOf(typed.join(' '), truth.misspelled(typed, slips));
}

/** Some units of a Chinese name in order, what marks it among them, not all of them. */
function partsOf(random: Random, { han, mark }: Made) {
  if (han.length < 3 || !han.includes(mark)) return undefined;
  const left = draw(
    random,
    han.filter((unit) => unit !== mark),
  );
  return han.filter((unit) => unit !== left);
}

function spelled(random: Random, made: Made, truth: Truth, between: string): Draft {
  const parts = random.chance(0.5) ? partsOf(random, made) : made.short.length > 0 ? made.short : made.han;
  const syllables = parts && syllablesOf(parts);
  if (!syllables || syllables.length < 3 || syllables.length > 12) return undefined;
  const runs = parts.map(({ pinyin }) => pinyin.join(''));
  return fewOf(syllables.join(between), truth.inPinyin(runs));
}
