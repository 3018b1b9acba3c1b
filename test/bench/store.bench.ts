/**
 * What a guild with 10,000 records of its own costs, and the race for a data directory: two processes that want it at
 * once, 100 times, each time right after its holder was killed. Wrong, not slow, ends it with 1: a race that not exactly
 * one wins, an import whose history triples the file, an undo that does not lead back.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import type { RecordChange } from '../../src/data/store/changes.ts';
import type { GuildFiles } from '../../src/data/store/directory.ts';
import { GuildRecords } from '../../src/data/store/guilds.ts';
import { AUTHOR, CATALOGUE, GUILD, LIMITS, ownRecord, work } from '../data/store/records.ts';

const quick = process.argv.includes('--quick');
const RECORDS = quick ? 1_000 : 10_000;
const RACES = quick ? 10 : 100;

const say = (text: string) => void process.stdout.write(`${text}\n`);
const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(11);
const fail = (text: string) => {
  say(`WRONG: ${text}`);
  process.exitCode = 1;
};

/** In milliseconds. */
interface Cost {
  readonly time: number;
  /** The longest in which nobody else had a turn. */
  readonly block: number;
  /** The processor's time in the turn that took most of it: others' load on the machine is not in it. */
  readonly busy: number;
}

async function measure<T>(work: () => Promise<T>): Promise<Cost & { readonly value: T }> {
  let [block, busy] = [0, 0];
  let last = performance.now();
  let usage = process.cpuUsage();
  let over = false;
  const turn = () => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(usage);
    block = Math.max(block, now - last);
    busy = Math.max(busy, (user + system) / 1000);
    last = now;
    usage = process.cpuUsage();
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  const start = performance.now();
  const value = await work();
  const time = performance.now() - start;
  over = true;
  turn();
  return { value, time, block, busy };
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The same some times: the middle of the times, and of the longest blocks. */
async function repeat(times: number, work: (n: number) => Promise<unknown>): Promise<Cost> {
  const runs: Cost[] = [];
  for (let n = 0; n < times; n += 1) runs.push(await measure(() => work(n)));
  const of = (key: keyof Cost) => middle(runs.map((run) => run[key]));
  return { time: of('time'), block: of('block'), busy: of('busy') };
}

const row = (what: string, { time, block, busy }: Cost) =>
  say(`${what.padEnd(46)} ${ms(time)} ${ms(block)} ${ms(busy)}`);

/** About 500 bytes, as the shipped ones are. */
const recordOf = (n: number, name = `Blockchain Industrial Park No. ${n}`) =>
  ownRecord(`record-${String(n).padStart(6, '0')}`, {
    name,
    places: [{ province: 'Zhejiang', city: 'Hangzhou' }],
    date: '2018-04-09',
    summary: `${'It was opened by the district for firms that build on a blockchain. '.repeat(4)}${n}`,
    sources: [{ id: `own-work-${n % 500}` }],
  });
const works = Array.from({ length: 500 }, (_, n) => work(`own-work-${n}`));
const all = (change: (n: number) => RecordChange) => Array.from({ length: RECORDS }, (_, n) => change(n));

async function costs(dir: string): Promise<void> {
  const files: GuildFiles = { guildFile: (guildId, suffix) => join(dir, `${guildId}.${suffix}`) };
  const open = () => new GuildRecords(files, CATALOGUE, { ...LIMITS, bytesPerServer: 100_000_000 });
  const size = async () => (await stat(files.guildFile(GUILD, 'json'))).size;
  const guilds = open();

  say(
    [
      `A guild with ${RECORDS} records`.padEnd(46),
      ...['time', 'block', 'of it busy'].map((head) => head.padStart(11)),
    ].join(' '),
  );
  row('idle, for 100 ms', await measure(() => new Promise((resolve) => setTimeout(resolve, 100))));
  const adding = all((n) => ({ do: 'add', record: recordOf(n) }));
  const added = await measure(() =>
    guilds.apply(GUILD, { action: 'import', changes: adding, sources: works }, AUTHOR),
  );
  row('import of all of them, one entry', added);
  const once = await size();
  const plain = Buffer.byteLength(JSON.stringify({ records: added.value.data.records, sources: works }));
  const editing = all((n) => ({ do: 'replace', record: recordOf(n, `Renamed ${n}`) }));
  const edited = await measure(() => guilds.apply(GUILD, { action: 'import', changes: editing }, AUTHOR));
  row('import that changes all of them, one entry', edited);
  const twice = await size();
  const undone = await measure(() => guilds.undo(GUILD, edited.value.entry?.n ?? 0, AUTHOR));
  row('undo of that', undone);
  row('one more', await repeat(15, (n) => guilds.add(GUILD, recordOf(RECORDS + n), AUTHOR)));
  row('an edit', await repeat(15, (n) => guilds.replace(GUILD, recordOf(n, `Edited ${n}`), AUTHOR)));
  const lanes = Array.from({ length: 50 }, (_, n) => n);
  row(
    '50 edits at once',
    await repeat(3, (round) =>
      Promise.all(lanes.map((n) => guilds.replace(GUILD, recordOf(n, `Lane ${round} ${n}`), AUTHOR))),
    ),
  );
  row('opening the file', await repeat(3, () => open().read(GUILD)));
  say(`\n${'bytes'.padEnd(44)} ${'of all'.padStart(9)} ${'times'.padStart(9)}`);
  for (const [what, bytes] of [
    ['the records and works alone', plain],
    ['with the history of their import', once],
    ['with the history of a change to each', twice],
  ] as const)
    say(`${what.padEnd(44)} ${String(bytes).padStart(9)} ${(bytes / plain).toFixed(2).padStart(9)}`);

  if (once > 1.2 * plain) fail('the history of an import is a fifth of it or more');
  if (twice > 3 * plain) fail('the history of a change to all records triples the file');
  if (!isDeepStrictEqual(undone.value.data.records, added.value.data.records))
    fail('the undo did not lead back');
  if (!isDeepStrictEqual(await open().read(GUILD), await guilds.read(GUILD)))
    fail('what is in memory is not what is on the disk');
}

/** A process that wants the directory when it is told to. */
interface Racer {
  /** Resolves with what came of it: `locked` or `in-use`. */
  lock(): Promise<string>;
  kill(): Promise<void>;
}

async function startRacer(dir: string): Promise<Racer> {
  const file = join(import.meta.dirname, '..', 'data', 'store', 'child-lock.ts');
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file, dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('a racer without a pipe');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hear = async () => String((await lines.next()).value);
  if ((await hear()) !== 'ready') throw new Error('a racer that did not start');
  return {
    async lock() {
      child.stdin?.write('lock\n');
      return hear();
    },
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function races(dir: string): Promise<void> {
  let racers: Racer[] = await Promise.all([startRacer(dir), startRacer(dir)]);
  let won = 0;
  const times: number[] = [];
  for (let round = 0; round < RACES; round += 1) {
    const next = startRacer(dir);
    const start = performance.now();
    const answers = await Promise.all(racers.map((racer) => racer.lock()));
    times.push(performance.now() - start);
    const holder = answers.indexOf('locked');
    if (answers.toSorted().join() === 'in-use,locked') won += 1;
    else fail(`race ${round} ended with ${answers.join(' and ')}`);
    // Whoever holds it is killed; the other one races again, with one that is new.
    await racers[Math.max(holder, 0)]?.kill();
    racers = [...racers.toSpliced(Math.max(holder, 0), 1), await next];
  }
  await Promise.all(racers.map((racer) => racer.kill()));
  say(
    `\n${RACES} races for the directory: exactly one won ${won} of them, in ${ms(middle(times)).trim()} each`,
  );
}

const dir = await mkdtemp(join(tmpdir(), 'almanac-bench-'));
try {
  await costs(dir);
  await races(dir);
} finally {
  await rm(dir, { recursive: true, force: true });
}
