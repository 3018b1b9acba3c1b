/** What it takes to keep an index up to date, a record at a time. */
import type { AlmanacRecord } from '../../../src/data/schema.ts';
import type { Finder } from './engines/engine.ts';

/** Mean times in milliseconds. */
export interface ChangeTimes {
  readonly remove: number;
  readonly add: number;
  /** A search right after many changes, less the same search once more: what changes left for it to do. */
  readonly left: number;
  /** How many records went out and in again. */
  readonly count: number;
}

const ANY_QUERY = 'hangzhou blockchain park';

/** Takes records out and puts them back, as many as there is time for; undefined where an engine cannot. */
export function measureChanges(
  { changes, search }: Finder,
  records: readonly AlmanacRecord[],
  most: number,
): ChangeTimes | undefined {
  if (!changes) return undefined;
  const out: AlmanacRecord[] = [];
  const end = performance.now() + most;
  const remove = clock(() => {
    for (const record of records) {
      if (performance.now() > end) break;
      changes.remove(record);
      out.push(record);
    }
  });
  const afterRemoving = clock(() => search(ANY_QUERY));
  const add = clock(() => {
    for (const record of out) changes.add(record);
  });
  const afterAdding = clock(() => search(ANY_QUERY));
  const usual = clock(() => search(ANY_QUERY));
  const left = Math.max(0, afterRemoving - usual) + Math.max(0, afterAdding - usual);
  return { remove: remove / out.length, add: add / out.length, left, count: out.length };
}

function clock(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
