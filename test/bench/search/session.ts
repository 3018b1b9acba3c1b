/** One size: what all engines are given there, and what is measured of each. */
import type { AlmanacRecord } from '../../../src/data/schema.ts';
import { measureChanges } from './changes.ts';
import { makeCorpus } from './corpus/records.ts';
import { type Engine, FEW } from './engines/engine.ts';
import { measureHarm } from './hostile.ts';
import { build, run, warmUp } from './measure.ts';
import { measureOverlay } from './overlay.ts';
import type { Result } from './results.ts';
import { makeQueries, type Query } from './targets/queries.ts';
import { Truth } from './targets/truth.ts';

/** How much is measured. */
export interface Extent {
  readonly seeds: readonly number[];
  /** Queries of each class. */
  readonly each: number;
  /** Milliseconds of asking one list of so many records until only a sample of it is asked. */
  mostAsking(size: number): number;
}

/** What all engines are given. */
export interface Session {
  readonly extent: Extent;
  readonly records: readonly AlmanacRecord[];
  /** A guild's own records. */
  readonly own: readonly AlmanacRecord[];
  /** For the engines to get warm by; none of these is measured. */
  readonly warm: readonly Query[];
  /** A list for each seed. */
  readonly lists: readonly (readonly Query[])[];
}

/** What is measured beside the queries. */
export interface Extras {
  readonly changes: boolean;
  readonly overlay: boolean;
  readonly hostile: readonly string[];
}

/** Records that a guild has of its own, and records that go out and in again. */
const OWN = 2000;
const CHANGED = 2000;
const WARM_SEED = 99;
const WARM_EACH = 8;
/** Milliseconds until an engine's building, warming up or changing is broken off. */
const MOST_BUILDING = 120_000;
const MOST_WARMING = 3000;
const MOST_CHANGING = 3000;
/** Milliseconds for the few queries of an engine that takes seconds for each. */
const MOST_OF_FEW = 40_000;

/** Makes records and queries. Nothing else that this takes stays in memory. */
export function prepare(size: number, extent: Extent): Session {
  const all = makeCorpus(size + OWN);
  const made = all.slice(0, size);
  const truth = new Truth(made);
  return {
    extent,
    records: made.map(({ record }) => record),
    own: all.slice(size).map(({ record }) => ({ ...record, id: `own-${record.id}` })),
    warm: makeQueries(made, truth, WARM_SEED, WARM_EACH),
    lists: extent.seeds.map((seed) => makeQueries(made, truth, seed, extent.each)),
  };
}

/** Builds one engine and measures it; undefined where it cannot be built in time. */
export async function measureEngine(
  engine: Engine,
  { extent, records, own, warm, lists }: Session,
  extras: Extras,
): Promise<Result | undefined> {
  const size = records.length;
  if (size > (engine.largest ?? Infinity)) return undefined;
  const built = await build(engine, records, MOST_BUILDING);
  if (!built) return undefined;
  const { finder, ...cost } = built;
  const few = size >= (engine.fewFrom ?? Infinity);
  const most = few ? MOST_OF_FEW : extent.mostAsking(size);
  if (!few) warmUp(finder, warm, MOST_WARMING);
  const asked = few ? lists.slice(0, 1).map((list) => list.slice(0, FEW)) : lists;
  return {
    engine: engine.name,
    size,
    build: cost,
    runs: asked.map((list) => run(finder, list, most)),
    overlay: extras.overlay ? measureOverlay(finder, own, lists[0] ?? [], most) : undefined,
    harm: extras.hostile.length > 0 ? measureHarm(finder, extras.hostile) : undefined,
    changes: extras.changes ? measureChanges(finder, records.slice(0, CHANGED), MOST_CHANGING) : undefined,
  };
}
