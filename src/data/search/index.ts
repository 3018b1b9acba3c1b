/**
 * Search over records: fold, look up what each part of the query may mean, gather the records that have the rarest
 * parts, rank those. Nothing walks through all records.
 */
import { setImmediate } from 'node:timers/promises';
import type { AlmanacRecord, Kind } from '../schema.ts';
import { choices } from './choices.ts';
import { LONGEST_QUERY, tokenize } from './fold.ts';
import { groupKey } from './keys.ts';
import { byWeight, Layer, type View } from './layer.ts';
import { Lexicon } from './lexicon.ts';
import { readQuery } from './query.ts';
import { ENOUGH, rank, weigh } from './rank.ts';
import { settle } from './ties.ts';

/** What narrows a search; all given conditions must hold. Filters come before the limit. */
export interface SearchOptions {
  /** An event counts as its own kind only. */
  kind?: Kind | undefined;
  /** Official English name, as in places.ts; any of a record's places may match. */
  province?: string | undefined;
  /** Any year that the record's date touches. */
  year?: number | undefined;
  /** How many hits at most; default 10. */
  limit?: number;
}

/** A record found, with its score: higher is better; 1 is an exact name. */
export interface Hit {
  readonly record: AlmanacRecord;
  readonly score: number;
}

/** A search over a set of records. */
export interface Search {
  /**
   * The records that a query finds, best first, equal ones in a stable order. A blank query gives the records with
   * most relations first, with score 0; one without any letter or digit gives none. Never throws, whatever is typed.
   */
  search(query: string, options?: SearchOptions): Hit[];
  /** Takes a record in, in place of this set's own one with that id; in an overlay, over the base's. */
  add(record: AlmanacRecord): void;
  /** Takes one of this set's own records out. In an overlay, a record of the base with that id shows again. */
  remove(id: string): void;
  /**
   * The same search over these records and the base's, less the hidden ids; the base is neither copied nor changed,
   * and what it learns later shows here too. `hiddenIds` is read at each search. Scores use the base's statistics.
   */
  overlay(records: Iterable<AlmanacRecord>, hiddenIds: ReadonlySet<string>): Search;
}

/** After so many milliseconds of taking records in, others get their turn. */
const SLICE = 4;
/** Of longer queries, in parts, known words are not doubted: that takes its time, and there is enough else to find. */
const MOST_DOUBTED = 12;

/** Takes records in, of two with one id the later; the event loop gets its turn in between. */
export async function fill(search: Pick<Search, 'add'>, records: Iterable<AlmanacRecord>): Promise<void> {
  let begun = performance.now();
  for (const record of records) {
    search.add(record);
    if (performance.now() - begun < SLICE) continue;
    await setImmediate();
    begun = performance.now();
  }
}

/** Indexes records; the event loop gets its turn in between. Of two records with one id, the later counts. */
export async function buildSearch(records: Iterable<AlmanacRecord>): Promise<Search> {
  const search = new LayeredSearch([], new Layer());
  await fill(search, records);
  return search;
}

/** A layer beneath others, and what they hide of it. */
class Beneath {
  readonly layer: Layer;
  /** What is above hides what it has itself, and what it was told to hide. */
  readonly #above: readonly Layer[];
  readonly #hidden: readonly ReadonlySet<string>[];
  #replaced: ReadonlySet<number> = new Set();
  #changes = -1;

  constructor(layer: Layer, above: readonly Layer[], hidden: readonly ReadonlySet<string>[]) {
    this.layer = layer;
    this.#above = above;
    this.#hidden = hidden;
  }

  /** The same beneath one more layer. */
  under(above: Layer, hidden: ReadonlySet<string>): Beneath {
    return new Beneath(this.layer, [...this.#above, above], [...this.#hidden, hidden]);
  }

  view(): View {
    // Layers have many records and seldom change.
    const changes = this.#above.reduce((sum, above) => sum + above.changes, this.layer.changes);
    if (changes !== this.#changes)
      this.#replaced = this.#numbersOf(this.#above.flatMap((above) => [...above.keys()]));
    this.#changes = changes;
    if (this.#hidden.every(({ size }) => size === 0)) return { layer: this.layer, veiled: this.#replaced };
    const hidden = this.#numbersOf(this.#hidden.flatMap((ids) => [...ids]));
    return { layer: this.layer, veiled: new Set([...this.#replaced, ...hidden]) };
  }

  #numbersOf(ids: readonly string[]): ReadonlySet<number> {
    return new Set(ids.flatMap((id) => this.layer.numberOf(id) ?? []));
  }
}

class LayeredSearch implements Search {
  /** From the base up. */
  readonly #beneath: readonly Beneath[];
  readonly #own: Layer;

  constructor(beneath: readonly Beneath[], own: Layer) {
    this.#beneath = beneath;
    this.#own = own;
  }

  add(record: AlmanacRecord): void {
    this.#own.add(record);
  }

  remove(id: string): void {
    this.#own.remove(id);
  }

  overlay(records: Iterable<AlmanacRecord>, hiddenIds: ReadonlySet<string>): Search {
    const own = new Layer();
    for (const record of records) own.add(record);
    const beneath = [...this.#beneath, new Beneath(this.#own, [], [])];
    return new LayeredSearch(
      beneath.map((one) => one.under(own, hiddenIds)),
      own,
    );
  }

  search(query: string, options: SearchOptions = {}): Hit[] {
    const limit = Math.max(0, options.limit ?? 10);
    const { kind, province, year } = options;
    const groups: string[] = [];
    if (kind !== undefined) groups.push(groupKey('kind', kind));
    if (province !== undefined) groups.push(groupKey('place', province));
    if (year !== undefined) groups.push(groupKey('year', year));
    const views = [
      ...this.#beneath.map((one) => one.view()),
      { layer: this.#own, veiled: new Set<number>() },
    ];
    if (query.trim() === '') return choices(views, groups, limit);
    return find(views, query, groups, limit);
  }
}

function find(views: readonly View[], query: string, groups: readonly string[], limit: number): Hit[] {
  const lexicon = new Lexicon(views);
  const tokens = tokenize(query.slice(0, LONGEST_QUERY));
  const words = tokens.map(({ text }) => text);
  const title = words.join('');
  const ask = (doubted: boolean) => {
    const parts = readQuery(tokens, lexicon, doubted).map((part) => weigh(part, lexicon));
    const found = views.flatMap((view) => rank(view, parts, title, groups, limit));
    const most = found.reduce((share, candidate) => Math.max(share, candidate.share), 0);
    return { found, most, isWhole: most > 0.99 || parts.length > MOST_DOUBTED };
  };
  let asked = ask(false);
  if (!asked.isWhole) asked = ask(true);
  const hits = asked.found
    .filter(({ share }) => share >= ENOUGH * asked.most)
    .map(({ record, score }) => ({ record, score }));
  hits.sort((a, b) => b.score - a.score || byWeight(a.record, b.record));
  return settle(hits, words.join(' '), limit);
}
