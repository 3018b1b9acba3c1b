/** Fuse.js has the last word where scores are the same. */
import Fuse from 'fuse.js';
import type { AlmanacRecord } from '../schema.ts';
import { fold } from './fold.ts';

/** Fuse.js takes 32 characters at a time, and time in proportion to the rows. */
const LONGEST_QUERY = 32;
const MOST_ROWS = 32;

/**
 * Puts records that a search found equally good in order: first those whose name Fuse.js finds nearest to the query,
 * the others after them in the order they had.
 */
export function settle<R extends { readonly record: AlmanacRecord }>(rows: readonly R[], query: string): R[] {
  if (rows.length < 2) return [...rows];
  const named = rows.slice(0, MOST_ROWS).map((row) => ({ row, name: fold(row.record.name) }));
  const fuse = new Fuse(named, { keys: ['name'], ignoreLocation: true, threshold: 0.35 });
  const nearest = fuse.search(fold(query).slice(0, LONGEST_QUERY)).map(({ item }) => item.row);
  return [...new Set([...nearest, ...rows])];
}
