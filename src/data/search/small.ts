/** Fuzzy search over a small set, such as provinces, kinds or time zones. */
import Fuse from 'fuse.js';
import { tokenize } from './fold.ts';
import { syllablesOf } from './pinyin.ts';

/** Longer queries are cut: Fuse.js takes 32 characters at a time. */
const LONGEST_QUERY = 32;

/** What a name can be typed as: folded and, where it is Chinese, in pinyin and by its initials. */
function spellingsOf(name: string): string[] {
  const tokens = tokenize(name);
  const syllables = tokens.filter((token) => token.han).flatMap((token) => syllablesOf(token.text));
  return [
    tokens.map((token) => token.text).join(''),
    tokens.map((token) => token.text).join(' '),
    syllables.join(''),
    syllables.map((syllable) => syllable.slice(0, 1)).join(''),
  ].filter((spelling, i, all) => spelling !== '' && all.indexOf(spelling) === i);
}

/**
 * The items that a query fits, best first, by any of their names (in any script; the fold is that of the search over
 * records). Without a query, all of them in their given order. For some hundred items at most.
 */
export function rankSmall<T>(
  items: readonly T[],
  query: string,
  keysOf: (item: T) => readonly string[],
): T[] {
  if (query.trim() === '') return [...items];
  const pattern = tokenize(query.slice(0, LONGEST_QUERY))
    .map((token) => token.text)
    .join(' ');
  if (pattern === '') return [];
  const entries = items.map((item) => ({ item, names: keysOf(item).flatMap(spellingsOf) }));
  const fuse = new Fuse(entries, { keys: ['names'], ignoreLocation: true, threshold: 0.35 });
  return fuse.search(pattern).map((found) => found.item.item);
}
