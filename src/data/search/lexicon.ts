/** The words of several layers as one set: a word counts where a record that is not hidden has it. */
import { FIELDS } from './keys.ts';
import type { View } from './layer.ts';
import { FIELD_BITS, FIELD_MASK } from './postings.ts';

const NAMED = FIELD_MASK & ~FIELDS.summary;
/** How many words of one query may be looked up by their spelling: there is an end to what nonsense costs. */
const MOST_MISSPELLED = 12;

/** What is known of the words of a query, while that is read; the views come from the base up. */
export class Lexicon {
  readonly #views: readonly View[];
  readonly #beginnings = new Map<string, readonly string[]>();
  readonly #near = new Map<string, string[]>();

  constructor(views: readonly View[]) {
    this.#views = views;
  }

  /** How many records the base has. */
  get size(): number {
    return this.#views[0]?.layer.size ?? 0;
  }

  /** In how many records of the base a word stands. */
  frequency(word: string): number {
    return this.#views[0]?.layer.frequency(word) ?? 0;
  }

  /** Whether a record has the word, in whatever field. */
  knows(word: string): boolean {
    return this.#views.some((view) => isSeen(view, word, FIELD_MASK));
  }

  /** Whether a record has the word anywhere but in its summary. */
  names(word: string): boolean {
    return this.#views.some((view) => isSeen(view, word, NAMED));
  }

  /** Known words that begin so, and are longer; where there are very many, the most frequent. */
  beginning(prefix: string): readonly string[] {
    const known = this.#beginnings.get(prefix);
    if (known) return known;
    const found = this.#union(({ layer }) => layer.beginning(prefix));
    this.#beginnings.set(prefix, found);
    return found;
  }

  /** Known words at this edit distance, 1 or 2. */
  near(word: string, distance: 1 | 2): readonly string[] {
    const key = `${distance}${word}`;
    const known = this.#near.get(key);
    if (known || this.#near.size >= MOST_MISSPELLED) return known ?? [];
    const found = [...this.#union(({ layer }) => layer.near(word, distance))];
    this.#near.set(key, found);
    return found;
  }

  #union(find: (view: View) => readonly string[]): readonly string[] {
    const found = this.#views.map((view) =>
      view.veiled.size === 0 ? find(view) : find(view).filter((word) => isSeen(view, word, FIELD_MASK)),
    );
    return found.length === 1 ? (found[0] ?? []) : [...new Set(found.flat())];
  }
}

function isSeen({ layer, veiled }: View, word: string, fields: number): boolean {
  if (!layer.mayHave(word, fields)) return false;
  if (veiled.size === 0 && fields === FIELD_MASK) return true;
  for (const { entries, fields: all } of layer.lists(word))
    for (const entry of entries)
      if (((all || entry) & fields) !== 0 && !veiled.has(entry >>> FIELD_BITS)) return true;
  return false;
}
