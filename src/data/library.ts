import type { AlmanacRecord, Source } from './schema.ts';
import type { Search } from './search/index.ts';

/** Records that can be looked up by id and walked through. */
export interface Records {
  get(id: string): AlmanacRecord | undefined;
  all(): Iterable<AlmanacRecord>;
}

/**
 * What one reader may see: the catalogue, with their guild's own records and changes laid over it.
 * Everything that answers people reads through this, so that nothing of one guild can reach another.
 */
export interface Library extends Records {
  readonly search: Search;
  source(id: string): Source | undefined;
}
