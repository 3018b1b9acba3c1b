/**
 * A thousand channels are told at the same minute, against Discord's rate limits: how near the bot comes to them, how
 * often it runs into them, and how much longer those wait who ask something meanwhile.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { startBot } from '../../src/bot.ts';
import { readSettings } from '../../src/settings.ts';
import { subscribeMany } from '../e2e/subscribe-many.ts';
import type { Count, Says, Told } from './fan-out/discord.ts';

/** Discord's, in requests a second. */
const LIMIT = 50;
const DAY = 24 * 60 * 60_000;
const FIRST = Date.parse('2026-04-09T01:00:00Z');

const isQuick = process.argv.includes('--quick');
const channels = isQuick ? 200 : 1000;
const runs = isQuick ? 1 : 5;

const discord = fork(join(import.meta.dirname, 'fan-out', 'discord.ts'), [String(channels)], {
  execArgv: ['--import', 'tsx'],
});
discord.once('exit', (code) => {
  if (code !== 0) process.exit(1);
});
const tell = (told: Told) => discord.send(told);
/** What it says next; nobody speaks out of turn. */
async function hear<K extends string>(key: K): Promise<Extract<Says, Record<K, unknown>>> {
  const [said] = (await once(discord, 'message')) as [Says];
  if (!(key in said)) throw new Error(`not ${key}, but ${JSON.stringify(said)}`);
  return said as Extract<Says, Record<K, unknown>>;
}

const dataDir = await mkdtemp(join(tmpdir(), 'almanac-'));
const { open, built } = await hear('open');
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
const moveTo = (instant: number) => {
  ahead = instant - Date.now();
  tell({ ahead });
};
moveTo(FIRST - 60_000);
await subscribeMany(dataDir, open.applicationId, built, clock());

const settings = readSettings({ ALMANAC_DATA_DIR: dataDir, DISCORD_API_URL: open.apiUrl });
const bot = await startBot({
  settings: { ...settings, token: open.token },
  clock,
  log: pino({ level: 'warn' }, pino.destination(2)),
});

let unanswered = 0;
async function timesOf(work: () => Promise<unknown>): Promise<readonly number[]> {
  tell({ ask: true });
  await work();
  tell({ ask: false });
  const heard = await hear('times');
  unanswered += heard.unanswered;
  return heard.times;
}

const rank = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? Number.NaN;
const median = (values: readonly number[]) => rank(values, 0.5);

const say = (columns: readonly (string | number)[]) =>
  process.stdout.write(`| ${columns.map((column) => String(column).padStart(11)).join(' | ')} |\n`);
const ms = (value: number) => value.toFixed(1);

process.stdout.write(
  `${channels} channels in ${built.length} servers, ${settings.config.digest.rate} requests a second; ` +
    'a question every 100 ms; times in ms\n\n',
);
const head = ['run', 'a second', `share of ${LIMIT}`, '429s', 'idle p50', 'idle p95', 'busy p50', 'busy p95'];
say([...head, 'p95 ratio', 'loop held']);
say([...head, '', ''].map(() => '---:'));

// The first questions build the search, and compile what answers them.
await timesOf(() => sleep(5000));
unanswered = 0;

const shares: number[] = [];
const ratios: number[] = [];
const holds: number[] = [];
let last: Count | undefined;
let wrong = 0;
for (let run = 0; run < runs; run += 1) {
  const date = new Date(FIRST + run * DAY).toISOString().slice(0, 10);
  const idle = await timesOf(() => sleep((channels / LIMIT) * 1000));
  const held = monitorEventLoopDelay({ resolution: 1 });
  held.enable();
  moveTo(FIRST + run * DAY);
  const busy = await timesOf(() => bot.tick());
  held.disable();
  tell({ count: date });
  const { count } = await hear('count');
  const rate = (count.one - 1) / (count.span / 1000);
  const limited = count.limited - (last?.limited ?? 0);
  last = count;
  wrong += count.none + count.more + limited;
  shares.push(rate / LIMIT);
  ratios.push(rank(busy, 0.95) / rank(idle, 0.95));
  holds.push(held.max / 1e6);
  say([
    run + 1,
    rate.toFixed(1),
    (rate / LIMIT).toFixed(3),
    limited,
    ms(rank(idle, 0.5)),
    ms(rank(idle, 0.95)),
    ms(rank(busy, 0.5)),
    ms(rank(busy, 0.95)),
    (rank(busy, 0.95) / rank(idle, 0.95)).toFixed(2),
    ms(held.max / 1e6),
  ]);
  if (count.none + count.more > 0) process.stdout.write(`  ${count.none} lost, ${count.more} doubled\n`);
}
process.stdout.write(
  `\nmedian: ${median(shares).toFixed(3)} of ${LIMIT} a second (goal 0.94), p95 of replies ${median(ratios).toFixed(2)} times ` +
    `the idle one (goal 1.5), the loop held for at most ${ms(Math.max(...holds))} ms; ` +
    `${last?.limited ?? 0} requests refused (goal 0), ${unanswered} questions unanswered\n`,
);
if (wrong + unanswered > 0) process.exitCode = 1;

await bot.stop();
discord.disconnect();
await rm(dataDir, { recursive: true, force: true });
