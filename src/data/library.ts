import { createHash } from 'node:crypto';
import type { AlmanacRecord, Source } from './schema.ts';
import type { Search } from './search/index.ts';

/** Records that can be looked up by id and walked through. */
export interface Records {
  get(id: string): AlmanacRecord | undefined;
  all(): Iterable<AlmanacRecord>;
}

/**
 * The records that belong with one, each once: those it is related to, those involved in it, and those it is involved
 * in. Being involved is a relation already, so records need not state it twice.
 */
export function relatedTo(records: Records, record: AlmanacRecord): AlmanacRecord[] {
  const ids = new Set(record.related);
  for (const { id } of record.organizations ?? []) if (id !== undefined) ids.add(id);
  const found = [...ids].flatMap((id) => records.get(id) ?? []);
  if (record.kind !== 'organization') return found;
  for (const other of records.all())
    if (!ids.has(other.id) && other.organizations?.some(({ id }) => id === record.id)) found.push(other);
  return found;
}

/**
 * What one reader may see: the catalogue, with their guild's own records and changes laid over it.
 * Everything that answers people reads through this, so that nothing of one guild can reach another.
 */
export interface Library extends Records {
  readonly search: Search;
  source(id: string): Source | undefined;
  /** Whose a record is; undefined for an id that nobody has. */
  standing(id: string): Standing | undefined;
  /** See {@link revisionOf}; undefined where these readers see no such record. */
  revision(id: string): string | undefined;
}

/**
 * Whose a record is: the catalogue's, the guild's own, or the catalogue's as the guild corrected it or does not see
 * it. Of a correction, `base` is what the catalogue had when it was made, and `moved` what became of that since.
 */
export type Standing =
  | { readonly of: 'catalogue' | 'guild' | 'hidden' }
  | { readonly of: 'correction'; readonly base: AlmanacRecord; readonly moved: 'no' | 'changed' | 'gone' };

/** Characters of a revision: enough that nobody meets two alike, and few enough for a custom_id. */
const REVISION_LENGTH = 12;

/** Stands for a record with the works that it cites as they are now: it is another when any of that is. */
export function revisionOf(record: AlmanacRecord, source: Library['source']): string {
  const works = record.sources.map(({ id }) => source(id) ?? null);
  return createHash('sha256')
    .update(JSON.stringify([record, works]))
    .digest('base64url')
    .slice(0, REVISION_LENGTH);
}
