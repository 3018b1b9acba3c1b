/**
 * How fast, small and right the search is, beside others, on synthetic corpora. Options:
 *
 * - `--sizes=1000,10000,100000`: how many records.
 * - `--seeds=1,2`: which queries. The first are those to tune by; the second tell how well that went.
 * - `--engines=ours,scan`: which engines; all unless told.
 * - `--classes`: the tables of each size and nothing else. `--misses`: also which queries ours has no answer to.
 * - `--quick`: a small run.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Engine } from './search/engines/engine.ts';
import { flexSearch } from './search/engines/flexsearch.ts';
import { fuse, fuseTuned } from './search/engines/fuse.ts';
import { miniSearch, miniSearchTuned } from './search/engines/minisearch.ts';
import { ours } from './search/engines/ours.ts';
import { scan } from './search/engines/scan.ts';
import { goalsOf, isReached } from './search/goals.ts';
import { hostileQueries } from './search/hostile.ts';
import { Results } from './search/results.ts';
import { measureEngine, prepare } from './search/session.ts';
import { figure } from './search/table.ts';
import { LEGEND, tellClasses, tellExtras, tellGoals, tellMisses, tellSize } from './search/tell.ts';

const ENGINES: Readonly<Record<string, Engine>> = {
  ours,
  scan,
  mini: miniSearch,
  'mini-tuned': miniSearchTuned,
  flex: flexSearch,
  fuse,
  'fuse-tuned': fuseTuned,
};

/** The size at which single records go in and out. */
const CHANGES_AT = 10_000;

const { values: given } = parseArgs({
  options: {
    sizes: { type: 'string' },
    seeds: { type: 'string', default: '1,2' },
    engines: { type: 'string', default: Object.keys(ENGINES).join() },
    classes: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});
const numbers = (list: string) => list.split(',').map(Number);
const sizes = numbers(given.sizes ?? (given.quick ? '1000' : '1000,10000,100000')).sort((a, b) => a - b);
const largest = Math.max(...sizes);
const seeds = numbers(given.seeds);
const engines = given.engines.split(',').map((key) => {
  const engine = ENGINES[key];
  if (!engine) throw new Error(`There is no engine ${key}. There are: ${Object.keys(ENGINES).join(', ')}.`);
  return engine;
});
const extent = given.quick
  ? { seeds, each: 5, mostAsking: () => 2000 }
  : { seeds, each: 21, mostAsking: (size: number) => (size > 10_000 ? 25_000 : 10_000) };

const results = new Results();
const say = (text: string) => process.stdout.write(text);
say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, load ${figure(loadavg()[0])} before\n`);
say(LEGEND);
for (const size of sizes) {
  const session = prepare(size, extent);
  const last = size === largest && !given.classes;
  for (const engine of engines) {
    const compared = engine === ours || engine === scan;
    const result = await measureEngine(engine, session, {
      changes: size === CHANGES_AT && !given.classes,
      overlay: last && engine === ours,
      hostile: last && compared ? hostileQueries(given.quick ? 500 : 10_000) : [],
    });
    if (result) results.add(result);
  }
  say(tellSize(results, size, sizes[0] ?? size, seeds));
  say(tellClasses(results, size, seeds));
  if (given.misses) say(tellMisses(results.of(ours.name, size), session.records));
}
if (!given.classes) {
  const goals = goalsOf(results);
  say(tellExtras(results, sizes));
  say(tellGoals(goals));
  const threw = (results.of(ours.name, largest)?.harm?.thrown.length ?? 0) > 0;
  if (threw || goals.some((goal) => goal.rightness && isReached(goal) === false)) process.exitCode = 1;
}
