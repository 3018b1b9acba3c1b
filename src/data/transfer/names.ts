import type { AlmanacRecord } from '../schema.ts';
import { squash } from '../search/fold.ts';

/** As many as people look through. */
const MOST = 3;

/**
 * Records by their names, for telling that one is there already. A search for each of ten thousand records would take
 * a minute; this knows names only, folded as the search folds them.
 */
export class Names {
  readonly #records = new Map<string, AlmanacRecord[]>();

  add(record: AlmanacRecord): void {
    for (const key of keysOf(record)) {
      const named = this.#records.get(key);
      if (named) named.push(record);
      else this.#records.set(key, [record]);
    }
  }

  /** Those of the same kind that share a name with a record, other than itself; at most 3. */
  like(record: AlmanacRecord): AlmanacRecord[] {
    const found = keysOf(record).flatMap((key) => this.#records.get(key)?.slice(0, MOST + 1) ?? []);
    return [...new Set(found)].filter(({ id }) => id !== record.id).slice(0, MOST);
  }
}

function keysOf({ kind, name, nameZh = '', aliases = [] }: AlmanacRecord): string[] {
  const names = [name, nameZh, ...aliases].map(squash).filter((key) => key !== '');
  return [...new Set(names)].map((key) => `${kind} ${key}`);
}
