/**
 * Search over records: fold, look up what each part of the query may mean, gather the records that have the rarest
 * parts, rank those. Nothing walks through all records.
 */
import { setImmediate } from 'node:timers/promises';
import type { AlmanacRecord, Kind } from '../schema.ts';
import { squash } from './fold.ts';
import { Gathering } from './gather.ts';
import { byWeight, type Entry, Layer, type View } from './layer.ts';
import { lexiconOf } from './lexicon.ts';
import { readQuery } from './query.ts';
import { enough, scoreOf, scoreOfName, shareHad, weigh } from './rank.ts';
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

/** How many records are taken in before others get their turn. */
const BUILD_SLICE = 16;
/** How many candidates are ranked; more where more are asked for. */
const BUDGET = 400;

/** Indexes records; the event loop gets its turn in between. Of two records with one id, the later counts. */
export async function buildSearch(records: Iterable<AlmanacRecord>): Promise<Search> {
  const layer = new Layer();
  // Weightier records get lower numbers, so that they are first wherever a budget ends.
  const ordered = [...new Map([...records].map((record) => [record.id, record])).values()].sort(byWeight);
  for (const [i, record] of ordered.entries()) {
    if (i % BUILD_SLICE === BUILD_SLICE - 1) await setImmediate();
    layer.add(record);
  }
  return new LayeredSearch([], layer);
}

class LayeredSearch implements Search {
  /** From the base up, the own layer last. */
  readonly #layers: readonly View[];
  readonly #own: Layer;

  constructor(beneath: readonly View[], own: Layer) {
    this.#layers = [...beneath, { layer: own, hides: () => false }];
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
    const beneath = this.#layers.map(({ layer, hides }) => ({
      layer,
      hides: (id: string) => hiddenIds.has(id) || own.has(id) || hides(id),
    }));
    return new LayeredSearch(beneath, own);
  }

  search(query: string, options: SearchOptions = {}): Hit[] {
    const limit = Math.max(0, options.limit ?? 10);
    return query.trim() === '' ? this.#choices(options, limit) : this.#find(query, options, limit);
  }

  /** What is shown to someone who has typed nothing yet. */
  #choices(options: SearchOptions, limit: number): Hit[] {
    const accepted: AlmanacRecord[] = [];
    for (const { layer, hides } of this.#layers) {
      let room = limit;
      for (const entry of layer.ordered()) {
        if (room <= 0) break;
        if (hides(entry.record.id) || !fits(entry, options)) continue;
        accepted.push(entry.record);
        room--;
      }
    }
    const best = accepted.sort(byWeight).slice(0, limit);
    return best.map((record) => ({ record, score: 0 }));
  }

  #find(query: string, options: SearchOptions, limit: number): Hit[] {
    const lexicon = lexiconOf(this.#layers);
    const parts = readQuery(query, lexicon).map((part) => weigh(part, lexicon));
    const budget = Math.max(BUDGET, 2 * limit);
    const gatherings = this.#layers.map(
      ({ layer, hides }) =>
        new Gathering(layer, parts, (entry) => !hides(entry.record.id) && fits(entry, options), budget),
    );
    for (const gathering of gatherings) gathering.gatherNames();
    const gathered = () => gatherings.flatMap(({ candidates }) => [...candidates]);
    const whole = parts.filter((part) => part.readings.size > 0).reduce((sum, part) => sum + part.share, 0);
    const full = gathered().filter((candidate) => shareHad(candidate, parts) === whole);
    if (full.length < limit) for (const gathering of gatherings) gathering.gatherSummaries();

    const squashed = squash(query);
    const hits = enough(gathered(), parts).map((candidate) => ({
      record: candidate.entry.record,
      score: scoreOfName(candidate.entry, squashed) ?? scoreOf(candidate, parts),
    }));
    hits.sort((a, b) => b.score - a.score || byWeight(a.record, b.record));
    return settleTies(hits, query, limit);
  }
}

function fits({ record, years }: Entry, { kind, province, year }: SearchOptions): boolean {
  return (
    (kind === undefined || record.kind === kind) &&
    (year === undefined || years.includes(year)) &&
    (province === undefined || (record.places ?? []).some((place) => place.province === province))
  );
}

/** The first rows, those of one score in the order that Fuse.js gives them. */
function settleTies(hits: readonly Hit[], query: string, limit: number): Hit[] {
  const rows: Hit[] = [];
  while (rows.length < Math.min(limit, hits.length)) {
    const start = rows.length;
    const score = hits[start]?.score;
    let end = start + 1;
    while (hits[end]?.score === score && end < hits.length) end++;
    rows.push(...settle(hits.slice(start, end), query));
  }
  return rows.slice(0, limit);
}
