/** Measuring: how long, how large, how right. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { AlmanacRecord } from '../../../src/data/schema.ts';
import type { Engine, Finder } from './engines/engine.ts';
import { QUERY_CLASSES, type Query, type QueryClass } from './targets/queries.ts';

/** What building took. */
export interface Build {
  readonly finder: Finder;
  readonly ms: number;
  /** The longest time that nothing else got its turn. */
  readonly longestBlock: number;
  /** Heap and what lies outside of it, after a collection, less what was there before. */
  readonly megabytes: number;
}

/** What the queries of one list took, in milliseconds, and found. */
export interface Run {
  /** How many of the list were asked; fewer where there was no time for more. */
  readonly asked: number;
  /** Of each query's median call. */
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  /** Of each query's first call, before anything could be remembered of it. */
  readonly firstP95: number;
  readonly worstCall: number;
  /** Of each query asked, which of what was found is the first right answer, from 0; -1 where none is. */
  readonly ranks: readonly number[];
  readonly recall: Recall;
  readonly classes: ReadonlyMap<QueryClass, Recall>;
  /** Queries without an answer among the first five. */
  readonly missed: readonly Query[];
}

/** How many of the queries, from 0 to 1, had an answer among the first 1, 5 and 10. */
export interface Recall {
  readonly at1: number;
  readonly at5: number;
  readonly at10: number;
  readonly count: number;
}

/** Bytes in use after a full collection. */
function inUse(): number {
  if (!globalThis.gc) throw new Error('Run with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Builds an engine; undefined where it takes longer than so many milliseconds. */
export async function build(
  engine: Engine,
  records: readonly AlmanacRecord[],
  most: number,
): Promise<Build | undefined> {
  const before = inUse();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await setTimeout(5);
  const start = performance.now();
  const finder = await engine.build(records, most);
  const ms = performance.now() - start;
  await setTimeout(5);
  delay.disable();
  if (!finder) return undefined;
  return { finder, ms, longestBlock: delay.max / 1e6, megabytes: (inUse() - before) / 2 ** 20 };
}

/** Lets the compiler see what is to be measured, for so many milliseconds at most. */
export function warmUp(finder: Finder, queries: readonly Query[], most: number): void {
  const end = performance.now() + most;
  for (let i = 0; i < 2 * queries.length && performance.now() < end; i++)
    finder.search(queries[i % queries.length]?.text ?? '');
}

/** How often each query is asked, where there is time. */
const PASSES = 3;

/**
 * Asks all queries three times, one after the other each time, so that no query follows upon itself. Where that would
 * take longer than so many milliseconds they are asked once, or as many of them as there is time for.
 */
export function run(finder: Finder, queries: readonly Query[], most: number): Run {
  const calls: number[][] = [];
  const ranks: number[] = [];
  const begun = performance.now();
  for (const { text, answers } of queries) {
    const start = performance.now();
    const found = finder.search(text);
    calls.push([performance.now() - start]);
    ranks.push(found.findIndex((id) => answers.has(id)));
    if (performance.now() - begun > most) break;
  }
  const once = performance.now() - begun;
  for (let pass = 1; pass < PASSES && once * PASSES < most; pass++) {
    for (const [i, times] of calls.entries()) {
      const start = performance.now();
      finder.search(queries[i]?.text ?? '');
      times.push(performance.now() - start);
    }
  }
  const medians = sorted(calls.map((times) => quantile(sorted(times), 0.5)));
  const asked = queries.slice(0, calls.length);
  const ranksOf = (name: QueryClass) => ranks.filter((_, i) => asked[i]?.class === name);
  return {
    asked: asked.length,
    p50: quantile(medians, 0.5),
    p95: quantile(medians, 0.95),
    worst: quantile(medians, 1),
    firstP95: quantile(sorted(calls.map(([first = 0]) => first)), 0.95),
    worstCall: Math.max(...calls.flat()),
    ranks,
    recall: recallOf(ranks),
    classes: new Map(QUERY_CLASSES.map((name) => [name, recallOf(ranksOf(name))])),
    missed: asked.filter((_, i) => (ranks[i] ?? -1) < 0 || (ranks[i] ?? 0) >= 5),
  };
}

/** The recall of some queries, by the ranks of their answers. */
export function recallOf(ranks: readonly number[]): Recall {
  const share = (most: number) => ranks.filter((rank) => rank >= 0 && rank < most).length / ranks.length;
  return { at1: share(1), at5: share(5), at10: share(10), count: ranks.length };
}

/** In ascending order. */
export function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
}

/** The smallest of some ascending numbers that is no less than this share of them. */
export function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? Number.NaN;
}
