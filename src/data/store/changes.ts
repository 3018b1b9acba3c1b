/**
 * Changes to what is kept of a guild, as pure functions: each makes the data that is to be of the data that is, with
 * an entry of the history that keeps what was. All of them put one version in the place of another; so an undo, a
 * restore and an import are changes like any other, and can be undone like any other.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Catalogue } from '../catalogue.ts';
import { revisionOf } from '../library.ts';
import { type AlmanacRecord, isOwn, type Source } from '../schema.ts';
import {
  type Action,
  type Change,
  type Correction,
  entryOfChecked,
  type GuildData,
  type HistoryEntry,
  type Version,
} from './guild-format.ts';
import { entryOf, pastBefore, versionsIn } from './history.ts';
import { RecordRefused, type RefusalReason } from './refused.ts';

/** Who changes something, and when. */
export interface Author {
  /** The user's id. */
  readonly by: string;
  readonly at: Date;
}

/**
 * A change to one record:
 * - `add` an own record
 * - `replace` an own record, or one of the catalogue, which makes a correction; one that says what the catalogue says
 *   is none
 * - `remove` an own record, or hide one of the catalogue
 * - `show` a record of the catalogue as it is there
 *
 * `against` is the revision that was seen when the change was thought out (see {@link revisionOf}); it is refused when
 * that is no longer the record's.
 */
export type RecordChange = { readonly against?: string | undefined } & (
  | { readonly do: 'add'; readonly record: AlmanacRecord }
  | { readonly do: 'replace'; readonly record: AlmanacRecord }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'show'; readonly id: string }
);

/** Changes that are made together or not at all, and are one entry of the history. */
export interface Batch {
  readonly action: Action;
  readonly changes: readonly RecordChange[];
  /** The works that the records cite; those that the catalogue has stand as they are there. */
  readonly sources?: readonly Source[];
}

/** What came of a change. */
export interface Outcome {
  readonly data: GuildData;
  /** Undefined where all was so already. */
  readonly entry: HistoryEntry | undefined;
}

/** What a change needs to know of the catalogue. */
export type CatalogueView = Pick<Catalogue, 'get' | 'source'>;

/** What an entry of the history says beside what it changed. */
type Deed = Author & Pick<HistoryEntry, 'action' | 'of'>;

/** Makes a batch of changes, in their order. Throws {@link RecordRefused}. */
export function applyBatch(
  data: GuildData,
  catalogue: CatalogueView,
  { action, changes, sources = [] }: Batch,
  author: Author,
): Outcome {
  const sheet = new Sheet(data, catalogue);
  for (const change of changes) {
    const id = 'record' in change ? change.record.id : change.id;
    if (change.against !== undefined && change.against !== sheet.revision(id))
      refuse({ code: 'changed-since', ids: [id] });
    sheet.put(id, versionAfter(change, id, sheet.get(id), catalogue.get(id)));
  }
  sheet.cite(sources);
  for (const change of changes) {
    if (!('record' in change)) continue;
    const missing = change.record.sources.find((cited) => !sheet.source(cited.id));
    if (missing) refuse({ code: 'unknown-source', id: change.record.id, source: missing.id });
  }
  return sheet.outcome({ ...author, action });
}

/**
 * Puts back what stood before an entry of the history. Refused with `nothing-to-undo`, and with `changed-since` where
 * records, or the works that they cite, are no longer as the entry left them.
 */
export function undo(data: GuildData, catalogue: CatalogueView, n: number, author: Author): Outcome {
  const entry = entryOf(data, n) ?? refuse({ code: 'nothing-to-undo', n });
  const left = pastBefore(data, n + 1);
  const sheet = new Sheet(data, catalogue);
  const works = (entry.sources ?? []).flatMap(({ before }) => before ?? []);
  const lost = new Set(
    works.map(({ id }) => id).filter((id) => !same(left.source(id), sheet.sources.get(id))),
  );
  const moved = entry.changes.filter(
    ({ id, before }) => !same(left.version(id), sheet.get(id)) || cites(before, lost),
  );
  if (moved.length > 0) refuse({ code: 'changed-since', ids: moved.map(({ id }) => id) });
  for (const { id, before } of entry.changes) sheet.put(id, before);
  sheet.cite(works);
  return sheet.outcome({ ...author, action: 'undo', of: n });
}

/** Puts back what stood for one record, and the works that it cited, before an entry. Refused with `unknown-version`. */
export function restore(
  data: GuildData,
  catalogue: CatalogueView,
  id: string,
  n: number,
  author: Author,
): Outcome {
  const change = entryOf(data, n)?.changes.find((each) => each.id === id);
  const { before } = change ?? refuse({ code: 'unknown-version', id, n });
  const sheet = new Sheet(data, catalogue);
  const past = pastBefore(data, n);
  sheet.put(id, before);
  sheet.cite(worksOf(before).flatMap((work) => past.source(work) ?? []));
  return sheet.outcome({ ...author, action: 'restore', of: n });
}

function refuse(reason: RefusalReason): never {
  throw new RecordRefused(reason);
}

function versionAfter(
  change: RecordChange,
  id: string,
  now: Version | undefined,
  base: AlmanacRecord | undefined,
): Version | undefined {
  const own = isOwn(id);
  if (change.do === 'add') {
    if (now ?? base) refuse({ code: 'id-taken', id });
    return own ? { record: change.record } : refuse({ code: 'not-in-catalogue', id });
  }
  if (own && !now) refuse({ code: 'unknown-id', id });
  // What a guild has of a record that a later catalogue lacks, it can still change.
  if (!own && !(now ?? base)) refuse({ code: 'not-in-catalogue', id });
  if (change.do === 'show') return own ? refuse({ code: 'not-in-catalogue', id }) : undefined;
  if (change.do === 'remove') return own ? undefined : { hidden: true };
  if (own) return { record: change.record };
  const known = base ?? baseOf(now) ?? refuse({ code: 'not-in-catalogue', id });
  return same(change.record, known) ? undefined : { record: change.record, base: known };
}

const baseOf = (version: Version | undefined) => (version && 'record' in version ? version.base : undefined);

/** The ids of the works that a version cites. */
const worksOf = (version: Version | undefined) =>
  version && 'record' in version ? version.record.sources.map(({ id }) => id) : [];

const cites = (version: Version | undefined, works: ReadonlySet<string>) =>
  works.size > 0 && worksOf(version).some((id) => works.has(id));

const same = (a: object | undefined, b: object | undefined) => a === b || isDeepStrictEqual(a, b);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const sortedById = <T extends { readonly id: string }>(items: Iterable<T>) =>
  [...items].sort((a, b) => compare(a.id, b.id));

/** What a guild has, while it is changed. */
class Sheet {
  readonly #data: GuildData;
  readonly #catalogue: CatalogueView;
  readonly #versions: Map<string, Version>;
  readonly #before = new Map<string, Version | undefined>();
  readonly sources: Map<string, Source>;

  constructor(data: GuildData, catalogue: CatalogueView) {
    this.#data = data;
    this.#catalogue = catalogue;
    this.#versions = versionsIn(data);
    this.sources = new Map(data.sources.map((source) => [source.id, source]));
  }

  get(id: string): Version | undefined {
    return this.#versions.get(id);
  }

  put(id: string, version: Version | undefined): void {
    if (!this.#before.has(id)) this.#before.set(id, this.get(id));
    if (version) this.#versions.set(id, version);
    else this.#versions.delete(id);
  }

  cite(sources: Iterable<Source>): void {
    for (const source of sources)
      if (!this.#catalogue.source(source.id) && !same(source, this.sources.get(source.id)))
        this.sources.set(source.id, source);
  }

  /** A work as the guild's readers see it. */
  source(id: string): Source | undefined {
    return this.#catalogue.source(id) ?? this.sources.get(id);
  }

  /** The revision of the record that the guild's readers see. */
  revision(id: string): string | undefined {
    const version = this.get(id) ?? { record: this.#catalogue.get(id) };
    const record = 'record' in version ? version.record : undefined;
    return record && revisionOf(record, (work) => this.source(work));
  }

  /** The data with what was put, and with the entry that tells of it. */
  outcome({ by, at, action, of }: Deed): Outcome {
    const data = this.#data;
    const sources = this.#cited();
    const works = changesBetween(data.sources, sources);
    const changes = this.#changes(new Set(works.map(({ id }) => id)));
    if (changes.length === 0 && works.length === 0) return { data, entry: undefined };
    const entry = entryOfChecked({
      n: (data.history.at(-1)?.n ?? 0) + 1,
      at: at.toISOString(),
      by,
      action,
      ...(of === undefined ? {} : { of }),
      changes,
      ...(works.length === 0 ? {} : { sources: works }),
    });
    return { data: { ...data, ...this.#lists(), sources, history: [...data.history, entry] }, entry };
  }

  /** What of the sources is cited. */
  #cited(): Source[] {
    const cited = new Set<string>();
    for (const version of this.#versions.values())
      if ('record' in version) for (const { id } of version.record.sources) cited.add(id);
    return sortedById([...this.sources.values()].filter(({ id }) => cited.has(id)));
  }

  /** What was before what was put, where that is another, or cites works that are others now. */
  #changes(works: ReadonlySet<string>): Change<Version>[] {
    return [...this.#before]
      .filter(([id, before]) => !same(before, this.get(id)) || cites(before, works))
      .map(([id, before]) => (before ? { id, before } : { id }));
  }

  #lists(): Pick<GuildData, 'records' | 'corrections' | 'hidden'> {
    const records: AlmanacRecord[] = [];
    const corrections: (Correction & { readonly id: string })[] = [];
    const hidden: string[] = [];
    for (const [id, version] of this.#versions) {
      if (!('record' in version)) hidden.push(id);
      else if (version.base) corrections.push({ id, record: version.record, base: version.base });
      else records.push(version.record);
    }
    return {
      records: sortedById(records),
      corrections: sortedById(corrections).map(({ record, base }) => ({ record, base })),
      hidden: hidden.sort(compare),
    };
  }
}

/** What each of the items that are others now was. */
function changesBetween(before: readonly Source[], after: readonly Source[]): Change<Source>[] {
  const was = new Map(before.map((source) => [source.id, source]));
  const is = new Map(after.map((source) => [source.id, source]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((id) => !same(was.get(id), is.get(id)))
    .map((id) => {
      const source = was.get(id);
      return source ? { id, before: source } : { id };
    });
}
