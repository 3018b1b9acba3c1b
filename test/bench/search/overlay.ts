/** What a guild has: its own records laid over all others. */
import type { AlmanacRecord } from '../../../src/data/schema.ts';
import type { Finder } from './engines/engine.ts';
import { type Run, run, warmUp } from './measure.ts';
import type { Query } from './targets/queries.ts';

/** What an overlay takes. */
export interface Overlay {
  readonly records: number;
  readonly buildMs: number;
  readonly run: Run;
  /** Own records that are among the first five when asked for by name, from 0 to 1. */
  readonly found: number;
}

/** Lays records over a search and asks it the same queries; undefined where an engine knows no overlays. */
export function measureOverlay(
  finder: Finder,
  records: readonly AlmanacRecord[],
  queries: readonly Query[],
  most: number,
): Overlay | undefined {
  const start = performance.now();
  const overlay = finder.overlay?.(records);
  const buildMs = performance.now() - start;
  if (!overlay) return undefined;
  warmUp(overlay, queries, most / 10);
  const sample = records.slice(0, 200);
  const found = sample.filter(({ id, name }) => overlay.search(name).slice(0, 5).includes(id));
  return {
    records: records.length,
    buildMs,
    run: run(overlay, queries, most),
    found: found.length / sample.length,
  };
}
