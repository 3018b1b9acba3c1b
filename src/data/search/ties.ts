/** Fuse.js has the last word where scores are the same. */
import Fuse from 'fuse.js';
import type { AlmanacRecord } from '../schema.ts';
import { fold } from './fold.ts';

/** Fuse.js takes 32 characters at a time, and time in proportion to the rows. */
const LONGEST_QUERY = 32;
const MOST_ROWS = 8;

type Row = { readonly record: AlmanacRecord; readonly score: number };

/**
 * The first rows of a list by score, those of one score in the order that Fuse.js gives them.
 * @param query folded
 */
export function settle<R extends Row>(hits: readonly R[], query: string, limit: number): R[] {
  const last = hits[limit - 1]?.score ?? 0;
  const rows = hits.filter(({ score }, i) => i < limit || score === last);
  const tied = rows.filter(({ score }, i) => rows[i - 1]?.score === score || rows[i + 1]?.score === score);
  if (tied.length === 0) return rows;
  const nearness = nearnessOf(tied.slice(0, MOST_ROWS), query);
  const near = (row: R) => nearness.get(row) ?? MOST_ROWS;
  return rows.sort((a, b) => b.score - a.score || near(a) - near(b)).slice(0, limit);
}

/** For rows whose names Fuse.js finds near the query, which of them is how near: 0 is the nearest. */
function nearnessOf<R extends Row>(rows: readonly R[], query: string): ReadonlyMap<R | undefined, number> {
  const names = rows.map(({ record }) => fold(record.name));
  const fuse = new Fuse(names, { ignoreLocation: true, threshold: 0.25 });
  const nearest = fuse.search(query.slice(0, LONGEST_QUERY));
  return new Map(nearest.map(({ refIndex }, i) => [rows[refIndex], i]));
}
