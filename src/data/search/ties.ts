/** Fuse.js has the last word where scores are the same. */
import Fuse from 'fuse.js';
import type { AlmanacRecord } from '../schema.ts';
import { fold } from './fold.ts';

/** Fuse.js takes 32 characters at a time, and time in proportion to the rows. */
const LONGEST_QUERY = 32;
const MOST_ROWS = 32;

type Row = { readonly record: AlmanacRecord; readonly score: number };

/** The first rows of a list by score, those of one score in the order that Fuse.js gives them. */
export function settle<R extends Row>(hits: readonly R[], query: string, limit: number): R[] {
  const rows: R[] = [];
  while (rows.length < Math.min(limit, hits.length)) {
    const start = rows.length;
    const score = hits[start]?.score;
    let end = start + 1;
    while (hits[end]?.score === score && end < hits.length) end++;
    rows.push(...nearestFirst(hits.slice(start, end), query));
  }
  return rows.slice(0, limit);
}

/** Those whose name Fuse.js finds nearest to the query, then the others in the order they had. */
function nearestFirst<R extends Row>(rows: readonly R[], query: string): readonly R[] {
  if (rows.length < 2) return rows;
  const named = rows.slice(0, MOST_ROWS).map((row) => ({ row, name: fold(row.record.name) }));
  const fuse = new Fuse(named, { keys: ['name'], ignoreLocation: true, threshold: 0.35 });
  const nearest = fuse.search(fold(query).slice(0, LONGEST_QUERY)).map(({ item }) => item.row);
  return [...new Set([...nearest, ...rows])];
}
