/** Which words of a text a query speaks of, to show them in a list. */
import { distanceTo, patternOf } from './distance.ts';
import { LONGEST_QUERY, type Token, tokenize } from './fold.ts';
import { splitPinyin, syllablesOf } from './pinyin.ts';

/** The beginning of a word speaks of it from this many letters on. */
const SHORTEST_BEGINNING = 2;

/** A range of a text in UTF-16 offsets, the end not included. */
export type Range = readonly [start: number, end: number];

/**
 * The ranges of a text that a query speaks of, ascending and apart from each other: words that are the same, begin so
 * or are spelled nearly so; Chinese that is the same, in either script, or whose pinyin was typed.
 */
export function highlight(query: string, text: string): Range[] {
  const asked = tokenize(query.slice(0, LONGEST_QUERY));
  const words = asked.filter((token) => !token.han).map((token) => token.text);
  const runs = asked.filter((token) => token.han).map((token) => token.text);
  const joined = neighbours(words);
  const spelled = new Set([...words, ...joined, ...words.flatMap((word) => neighbours(splitPinyin(word)))]);
  return tokenize(text).flatMap((token) =>
    token.han ? inChinese(token, runs, spelled) : inWord(token, words, joined),
  );
}

function neighbours(parts: readonly string[] = []): string[] {
  return parts.slice(1).map((part, i) => `${parts[i]}${part}`);
}

function inWord({ text, start, end }: Token, words: readonly string[], joined: readonly string[]): Range[] {
  const meant = words.some((word) => isMeant(word, text)) || joined.includes(text);
  return meant ? [[start, end]] : [];
}

function isMeant(word: string, text: string): boolean {
  if (word === text) return true;
  if (word.length >= SHORTEST_BEGINNING && text.startsWith(word)) return true;
  const pattern = word.length >= 4 ? patternOf(word) : undefined;
  return pattern !== undefined && distanceTo(pattern, text) <= (word.length >= 7 ? 2 : 1);
}

/** Chinese has no words to mark: what is marked is two characters or more that stand in the query as well. */
function inChinese(token: Token, runs: readonly string[], spelled: ReadonlySet<string>): Range[] {
  const characters = [...token.text];
  const marked = characters.map(() => false);
  const mark = (from: number, to: number) => marked.fill(true, from, to);
  for (const run of runs) {
    const single = [...run].length === 1;
    for (const [i, character] of characters.entries()) {
      const pair = character + (characters[i + 1] ?? '');
      if (single ? character === run : pair !== character && run.includes(pair))
        mark(i, i + (single ? 1 : 2));
    }
  }
  if (spelled.size > 0) markPinyin(syllablesOf(token.text), spelled, mark);
  return rangesOf(token, characters, marked);
}

function markPinyin(
  syllables: readonly string[],
  spelled: ReadonlySet<string>,
  mark: (from: number, to: number) => void,
): void {
  for (const from of syllables.keys()) {
    let joined = syllables[from] ?? '';
    for (let to = from + 2; to <= syllables.length; to++) {
      joined += syllables[to - 1];
      if (spelled.has(joined)) mark(from, to);
    }
  }
}

/** Characters that are marked, as ranges of the text; the whole token where folding changed its length. */
function rangesOf(token: Token, characters: readonly string[], marked: readonly boolean[]): Range[] {
  if (!marked.includes(true)) return [];
  if (token.text.length !== token.end - token.start) return [[token.start, token.end]];
  const ranges: [number, number][] = [];
  let offset = token.start;
  for (const [i, character] of characters.entries()) {
    const end = offset + character.length;
    const last = ranges.at(-1);
    if (marked[i] && last?.[1] === offset) last[1] = end;
    else if (marked[i]) ranges.push([offset, end]);
    offset = end;
  }
  return ranges;
}
