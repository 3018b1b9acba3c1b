/** What is asked of the search, beside what was measured. */
import { type Run, recallOf } from './measure.ts';
import type { Result, Results } from './results.ts';
import { QUERY_CLASSES } from './targets/queries.ts';

/** Something that was asked for. */
export interface Goal {
  readonly what: string;
  /** Undefined where this run did not measure it. */
  readonly measured: number | undefined;
  readonly wanted: number;
  /** Whether more or less of it is better. */
  readonly better: 'more' | 'less';
  /** Goals of rightness fail the run, goals of speed and size do not. */
  readonly rightness: boolean;
}

/** Whether a goal was reached; undefined where it was not measured. */
export function isReached({ measured, wanted, better }: Goal): boolean | undefined {
  if (measured === undefined || Number.isNaN(measured)) return undefined;
  return better === 'less' ? measured <= wanted : measured >= wanted;
}

/** Sizes that the goals speak of. */
const MEDIUM = 10_000;
const LARGE = 100_000;
/** Of fewer queries no recall can be told: two of each class. */
const ENOUGH_ASKED = 2 * QUERY_CLASSES.length;

/** All goals, in the order they are shown. */
export function goalsOf(results: Results): Goal[] {
  const at = (engine: string, size: number) => results.of(engine, size);
  const ours = { medium: at('ours', MEDIUM), large: at('ours', LARGE) };
  const scan = at('linear scan', LARGE);
  const less = (what: string, measured: number | undefined, wanted: number): Goal => ({
    what,
    measured,
    wanted,
    better: 'less',
    rightness: false,
  });
  const right = (what: string, measured: number | undefined, wanted: number): Goal => ({
    what,
    measured,
    wanted,
    better: 'more',
    rightness: true,
  });
  const p95 = (other: string, size: number, wanted: number) =>
    less(`p95 / ${other}, ${size}`, ratio(at('ours', size), at(other, size), timeOf('p95')), wanted);
  const againstScan = (what: 'p50' | 'p95' | 'worst', wanted: number) =>
    less(`${what} / linear scan, ${LARGE}`, ratio(ours.large, scan, timeOf(what)), wanted);
  const changed = (what: 'remove' | 'add', other: string, wanted: number) =>
    less(
      `${what} / ${other}, ${MEDIUM}`,
      ratio(ours.medium, at(other, MEDIUM), ({ changes }) => changes?.[what]),
      wanted,
    );
  const cost = (what: 'ms' | 'megabytes', other: string, wanted: number) =>
    less(
      `${what === 'ms' ? 'build' : 'heap'} / ${other}, ${LARGE}`,
      ratio(ours.large, at(other, LARGE), ({ build }) => build[what]),
      wanted,
    );
  return [
    p95('MiniSearch', MEDIUM, 1 / 40),
    p95('MiniSearch', LARGE, 1 / 200),
    p95('MiniSearch, our keys', MEDIUM, 1 / 40),
    p95('MiniSearch, our keys', LARGE, 1 / 200),
    p95('Fuse.js', MEDIUM, 1 / 3000),
    againstScan('p50', 1 / 10),
    againstScan('p95', 1 / 5),
    againstScan('worst', 1),
    cost('ms', 'MiniSearch', 1 / 2),
    cost('ms', 'MiniSearch, our keys', 1 / 2),
    cost('megabytes', 'MiniSearch', 1 / 3),
    cost('megabytes', 'MiniSearch, our keys', 1 / 3),
    ...['Fuse.js', 'Fuse.js, tuned'].map((other) =>
      less(`remove and add / ${other} indexed anew, ${MEDIUM}`, changedAnew(at, other), 1 / 1000),
    ),
    changed('remove', 'Fuse.js', 1),
    changed('remove', 'MiniSearch', 1),
    changed('add', 'MiniSearch', 1),
    less(
      `worst hostile query / linear scan's, ${LARGE}`,
      ratio(ours.large, scan, ({ harm }) => harm?.worst),
      1,
    ),
    less(`p95 through an overlay / without, ${LARGE}`, overlaid(ours.large), 2),
    ...[MEDIUM, LARGE].flatMap((size, i) => {
      const run = heldOut(at('ours', size));
      return [
        right(`recall@5, second seed, ${size}`, run?.recall.at5, 0.98),
        right(`recall@5 of the worst class, second seed, ${size}`, worstClass(run), 0.9),
        right(`points of recall@5 over the best other, ${size}`, lead(results, size), [5, 10][i] ?? 0),
      ];
    }),
    right(`own records found through an overlay, ${LARGE}`, ours.large?.overlay?.found, 1),
  ];
}

/** What one record costs ours in and out, beside what it costs to index all of them again. */
function changedAnew(
  at: (engine: string, size: number) => Result | undefined,
  other: string,
): number | undefined {
  const own = at('ours', MEDIUM)?.changes;
  const anew = at(other, MEDIUM)?.build.ms;
  return own && anew && (own.remove + own.add) / anew;
}

/** Times are those of the first seed. */
function timeOf(what: 'p50' | 'p95' | 'worst'): (result: Result) => number | undefined {
  return ({ runs }) => runs[0]?.[what];
}

function ratio(
  ours: Result | undefined,
  other: Result | undefined,
  measure: (result: Result) => number | undefined,
): number | undefined {
  const [a, b] = [ours && measure(ours), other && measure(other)];
  return a === undefined || b === undefined ? undefined : a / b;
}

/** The run of queries that nothing was tuned by. */
function heldOut(result: Result | undefined): Run | undefined {
  return result?.runs[1];
}

function worstClass(run: Run | undefined): number | undefined {
  return run && Math.min(...[...run.classes.values()].filter(({ count }) => count > 0).map(({ at5 }) => at5));
}

/** How much more ours finds than each other engine does, of those queries that the other had time for; the least. */
function lead(results: Results, size: number): number | undefined {
  const own = heldOut(results.of('ours', size));
  const leads = results.at(size).flatMap((result) => {
    const run = heldOut(result);
    if (result.engine === 'ours' || !own || !run || run.asked < ENOUGH_ASKED) return [];
    return 100 * (recallOf(own.ranks.slice(0, run.asked)).at5 - run.recall.at5);
  });
  return leads.length > 0 ? Math.min(...leads) : undefined;
}

function overlaid(result: Result | undefined): number | undefined {
  const [without, through] = [result?.runs[0]?.p95, result?.overlay?.run.p95];
  return without === undefined || through === undefined ? undefined : through / without;
}
