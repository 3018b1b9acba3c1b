/**
 * A year of digests in every zone that Intl takes, two subscriptions each, from three seeds: what the channels hold at its
 * end against what they ought to. Each seed is lived through in parts, as many at a time as there are cores. Wrong where
 * anything is doubled, missed, stray, told wrongly, pings or is published wrongly. `--quick`: 40 days of every tenth zone.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { addUp, emptyResult, type SimulationResult, simulateApart } from '../digest/simulate.ts';
import { zonesOfIntl } from '../digest/zones.ts';

const SEEDS = [1, 2, 3];
const PARTS = 6;
const ZONES_EACH = 4;
const FROM = '2026-01-01';

const isQuick = process.argv.includes('--quick');
const all = zonesOfIntl();
const zones = isQuick ? all.filter((_, n) => n % 10 === 0) : all;
const days = isQuick ? 40 : 365;

interface Job {
  readonly seed: number;
  readonly part: number;
}

async function live({ seed, part }: Job): Promise<SimulationResult> {
  const own = zones.filter((_, n) => n % PARTS === part);
  return simulateApart({ seed: seed * PARTS + part, zones: own, from: FROM, days, perZone: 2 }, ZONES_EACH);
}

function print(seed: string, result: SimulationResult, seconds: number): void {
  const { counts } = result;
  const cells = [
    seed,
    zones.length,
    result.dates,
    result.reachable,
    result.delivered,
    result.doubled.length,
    result.missed.length,
    result.stray.length,
    result.mistold.length,
    result.mispinged.length,
    result.toPublish,
    counts.published,
    result.unpublished.length,
    result.leaked.length,
    counts.crashes,
    result.ticks,
    Math.round(seconds),
  ];
  process.stdout.write(`${cells.map((cell, n) => String(cell).padStart(WIDTHS[n] ?? 9)).join(' ')}\n`);
}

const HEADS = [
  'seed',
  'zones',
  'dates',
  'reachable',
  'delivered',
  'doubled',
  'missed',
  'stray',
  'mistold',
  'mispinged',
  'to publish',
  'published',
  'unpublished',
  'leaked',
  'crashes',
  'ticks',
  'seconds',
];
const WIDTHS = HEADS.map((head) => Math.max(head.length, 7));

async function judgeAll(): Promise<void> {
  const start = performance.now();
  const secondsSince = (then: number) => (performance.now() - then) / 1000;
  const jobs = SEEDS.flatMap((seed) => Array.from({ length: PARTS }, (_, part) => ({ seed, part })));
  const queue = jobs.values();
  const bySeed = new Map(SEEDS.map((seed) => [seed, { result: emptyResult(), left: PARTS, seconds: 0 }]));
  process.stdout.write(`${HEADS.map((head, n) => head.padStart(WIDTHS[n] ?? 9)).join(' ')}\n`);

  const lane = async () => {
    for (const job of queue) {
      const begun = performance.now();
      const child: ChildProcess = fork(import.meta.filename, [...process.argv.slice(2), JSON.stringify(job)]);
      const heard: unknown[] = [];
      child.on('message', (message) => heard.push(message));
      await once(child, 'exit');
      const [result] = heard;
      const sum = bySeed.get(job.seed);
      if (!sum || !result) throw new Error(`seed ${job.seed}, part ${job.part} came to nothing`);
      addUp(sum.result, result as SimulationResult);
      sum.left -= 1;
      sum.seconds += secondsSince(begun);
      if (sum.left === 0) print(String(job.seed), sum.result, sum.seconds);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));

  const total = emptyResult();
  for (const { result } of bySeed.values()) addUp(total, result);
  print('all', total, secondsSince(start));
  const { counts, pauses } = total;
  process.stdout.write(
    `\n${counts.posts} posts, ${counts.looks} looks, ${counts.faults} faults, ${counts.repeatedNonces} posts taken for ` +
      `the same by their nonce, ${counts.repeatedPublishes} published anew without effect, ${pauses} pauses, ` +
      `${counts.told} told, ${counts.toldAgain} of them twice\n`,
  );
  const { doubled, missed, stray, mistold, mispinged, unpublished, leaked } = total;
  const wrong = [...doubled, ...missed, ...stray, ...mistold, ...mispinged, ...unpublished, ...leaked];
  if (wrong.length > 0) {
    process.stdout.write(`\nWrong, the first of them:\n${wrong.slice(0, 20).join('\n')}\n`);
    process.exitCode = 1;
  }
}

const job = process.argv.at(-1);
if (process.send && job?.startsWith('{')) process.send(await live(JSON.parse(job)));
else await judgeAll();
