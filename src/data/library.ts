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
}
