/**
 * The real bot as a process of its own, killed (SIGKILL) at random moments while it posts, and started again: at once,
 * within the five minutes in which Discord knows a nonce, or long after them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildMany, startSandbox } from '../../src/sandbox/index.ts';
import { Random } from '../digest/random.ts';
import { BotProcess } from './bot-child.ts';
import { compile } from './compile.ts';
import { subscribeMany } from './subscribe-many.ts';

/** How it is played. */
export interface KillOptions {
  readonly rounds: number;
  /** Of the chance by which it is killed and left down. */
  readonly seed: number;
  readonly guilds: number;
  readonly perGuild: number;
  /** How likely one that was killed is killed again while it starts or catches up. */
  readonly again: number;
}

/** A morning with its kills, and how many channels it left with no digest or with more than one. */
export interface KillRound {
  readonly date: string;
  /** At each kill: how many digests were out, and how long until the next start, in seconds of the moved clock. */
  readonly kills: readonly { readonly posted: number; readonly down: number }[];
  readonly channels: number;
  readonly lost: number;
  readonly doubled: number;
}

const MINUTE = 60_000;
const FIRST = Date.parse('2026-04-09T01:00:00Z');

/** How many requests a second the bot makes; the sandbox sets no limit here, so that a morning takes half a second. */
const RATE = '400';

/** How long a message may take to come, in milliseconds. */
const PATIENCE = 120_000;

/** How long the bot stays down after a kill, in seconds: each of the three lies elsewhere to the nonce's memory. */
const DOWN = [
  [0, 30],
  [60, 4 * 60],
  [6 * 60, 90 * 60],
] as const;

/** Plays the rounds, one a day, and tells of each when it is over. Rejects where the bot ends by itself. */
export async function* playKills({
  rounds,
  seed,
  guilds,
  perGuild,
  again,
}: KillOptions): AsyncGenerator<KillRound> {
  const random = new Random(seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'almanac-'));
  const compiled = await compile(join(import.meta.dirname, 'bot-process.ts'));
  let ahead = FIRST - MINUTE - Date.now();
  const clock = { now: () => new Date(Date.now() + ahead), set: async () => {} };
  const sandbox = await startSandbox({ port: 0, clock, rateLimits: 'off', remember: 0 });
  const built = buildMany(sandbox.world, { guilds, channels: perGuild });
  const channels = built.flatMap(({ channelIds }) => channelIds);
  await subscribeMany(dataDir, sandbox.applicationId, built, clock.now());
  const start = () =>
    new BotProcess(compiled.file, {
      ALMANAC_DATA_DIR: dataDir,
      DISCORD_API_URL: sandbox.apiUrl,
      DISCORD_TOKEN: sandbox.token,
      CLOCK_AHEAD: String(ahead),
      DIGEST_RATE: RATE,
      LOG_LEVEL: 'fatal',
    });
  const countOf = (channel: string, date: string) =>
    sandbox.messages(channel).filter((message) => carries(message, date)).length;

  let bot = start();
  try {
    await bot.ready;
    for (let day = 0; day < rounds; day += 1) {
      ahead = FIRST + day * 24 * 60 * MINUTE - Date.now();
      const date = clock.now().toISOString().slice(0, 10);
      const waiting = () => channels.filter((channel) => countOf(channel, date) === 0);
      const kills: { posted: number; down: number }[] = [];
      bot.tick(ahead).catch(() => 'killed in the middle');
      do {
        const [first, ...rest] = waiting();
        if (first !== undefined && random.chance(0.9))
          await bot.during(
            sandbox.waitForMessage(
              random.pick([first, ...rest]),
              (message) => carries(message, date),
              PATIENCE,
            ),
          );
        await sleep(random.between(0, 30));
        await bot.kill();
        const [least, most] = random.pick(DOWN);
        const down = random.between(least, most);
        kills.push({ posted: channels.length - waiting().length, down });
        ahead += down * 1000;
        bot = start();
      } while (random.chance(again));
      await bot.ready;
      // Whatever is to be attempted again, or comes too much, has come by then.
      for (let minute = 0; minute < 2 || (minute < 30 && waiting().length > 0); minute += 1) {
        ahead += MINUTE;
        await bot.tick(ahead);
      }
      const counts = channels.map((channel) => countOf(channel, date));
      yield {
        date,
        kills,
        channels: channels.length,
        lost: counts.filter((count) => count === 0).length,
        doubled: counts.filter((count) => count > 1).length,
      };
    }
  } finally {
    await bot.kill();
    await sandbox.close();
    await compiled.remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Whether a message carries the key of a digest of that local date. */
const carries = (message: object, date: string) =>
  JSON.stringify(message).includes(`${date.replaceAll('-', '')}"`);
