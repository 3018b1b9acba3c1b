/** The results as tables. */
import type { AlmanacRecord } from '../../../src/data/schema.ts';
import { type Goal, isReached } from './goals.ts';
import type { Result, Results } from './results.ts';
import { figure, share, table } from './table.ts';
import { QUERY_CLASSES } from './targets/queries.ts';

/** What the columns of {@link tellSize} say. */
export const LEGEND = `block ms: the longest time that building kept the event loop; MB: heap and buffers after a collection;
p50, p95, worst: of each query's median call, 1st: of each query's first; ×: since the smallest size;
@n: how many of the queries had a right answer among the first n; asked: fewer where there was no time for all.

`;

/** Size, time and rightness of each engine at one size; growth is that of its times since the smallest size. */
export function tellSize(results: Results, size: number, smallest: number, seeds: readonly number[]): string {
  const heads = [
    ...['build ms', 'block ms', 'MB', 'p50 ms', 'p95', 'worst', '1st p95', 'worst call', 'p50 ×', 'p95 ×'],
    ...['@1', '@5', '@10', 'asked'],
  ];
  const rows = results.at(size).flatMap(({ engine, build, runs }) =>
    runs.map((run, i) => {
      const before = results.of(engine, smallest)?.runs[i];
      const { p50, p95, worst, firstP95, worstCall, recall, asked } = run;
      const times = [
        p50,
        p95,
        worst,
        firstP95,
        worstCall,
        before && p50 / before.p50,
        before && p95 / before.p95,
      ];
      const built = [build.ms, build.longestBlock, build.megabytes].map((value) =>
        i === 0 ? figure(value) : '',
      );
      const right = [recall.at1, recall.at5, recall.at10].map(share);
      return [`${engine}, seed ${seeds[i]}`, ...built, ...times.map(figure), ...right, `${asked}`];
    }),
  );
  return `## ${figure(size)} records\n\n${table(['engine', ...heads], rows)}\n`;
}

/** Recall@5 by class, of the engines that were asked enough of each. */
export function tellClasses(results: Results, size: number, seeds: readonly number[]): string {
  const columns = results.at(size).flatMap(({ engine, runs }) =>
    runs.flatMap((run, i) => {
      // Others are shown for one seed: what varies between seeds is of interest in ours.
      const shown = (i === 0 || engine === 'ours') && run.asked >= QUERY_CLASSES.length;
      return shown ? { head: `${engine}, ${seeds[i]}`, classes: run.classes } : [];
    }),
  );
  const rows = QUERY_CLASSES.map((name) => [
    name,
    ...columns.map(({ classes }) => share(classes.get(name)?.at5)),
  ]);
  return `${table(['recall@5 (seed)', ...columns.map(({ head }) => head)], rows)}\n`;
}

/** Changes, overlays and hostile queries, where they were measured. */
export function tellExtras(results: Results, sizes: readonly number[]): string {
  const all = sizes.flatMap((size) => results.at(size));
  const changes = all.flatMap(({ engine, size, changes: times }) =>
    times
      ? [[engine, `${size}`, ...[times.remove, times.add, times.left].map(figure), `${times.count}`]]
      : [],
  );
  const overlays = all.flatMap(({ engine, size, overlay }) => {
    if (!overlay) return [];
    const { records, buildMs, run, found } = overlay;
    const times = [buildMs, run.p50, run.p95, run.worst].map(figure);
    return [[engine, `${records} over ${size}`, ...times, share(run.recall.at5), share(found)]];
  });
  const harms = all.flatMap(({ engine, size, harm }) => {
    if (!harm) return [];
    const times = [harm.p95, harm.worst, harm.worstCall].map(figure);
    return [
      [engine, `${size}`, `${harm.asked}`, ...times, `${harm.thrown.length}`, shortened(harm.worstQuery)],
    ];
  });
  const parts = [
    table(['one record in or out', 'records', 'remove ms', 'add ms', 'left to a search', 'changed'], changes),
    table(['overlay', 'records', 'build ms', 'p50', 'p95', 'worst', '@5', 'own found'], overlays),
    table(['hostile queries', 'records', 'asked', 'p95', 'worst', 'worst call', 'threw', 'the worst'], harms),
  ];
  const thrown = all.flatMap(({ harm }) => harm?.thrown.slice(0, 5) ?? []).map((text) => `Threw: ${text}\n`);
  return `${parts.join('\n')}\n${thrown.join('')}`;
}

/** Each goal with what was measured. */
export function tellGoals(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => {
    const { what, measured, wanted, better } = goal;
    const reached = isReached(goal);
    const verdict = reached === undefined ? 'not measured' : reached ? 'reached' : 'NOT REACHED';
    return [what, figure(measured), `${better === 'less' ? '≤' : '≥'} ${figure(wanted)}`, verdict];
  });
  return `## What is asked for\n\n${table(['ours', 'measured', 'wanted', ''], rows)}\n`;
}

/** Queries without an answer among the first five, each with a record that would have been one. */
export function tellMisses(result: Result | undefined, records: readonly AlmanacRecord[]): string {
  const names = new Map(records.map(({ id, name, nameZh = '' }) => [id, `${id} ${name} ${nameZh}`]));
  const missed = result?.runs.flatMap((run) => run.missed) ?? [];
  const lines = missed.map(
    ({ class: kind, text, answers }) => `missed (${kind}): ${text} => ${names.get([...answers][0] ?? '')}\n`,
  );
  return `${lines.join('')}\n`;
}

function shortened(query: string): string {
  const shown = JSON.stringify(query);
  return shown.length > 32 ? `${shown.slice(0, 28)}… (${query.length})` : shown;
}
