/** The real bot as a process of its own, killed (SIGKILL) at random moments while several people change records. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildMany, type Sandbox, type Seat, startSandbox } from '../../../src/sandbox/index.ts';
import { Random } from '../../digest/random.ts';
import { BotProcess } from '../bot-child.ts';
import { compile } from '../compile.ts';
import { fileIn } from '../desk.ts';
import { Writer } from './writer.ts';

/** How it is played. */
export interface RecordKillOptions {
  readonly rounds: number;
  readonly seed: number;
}

/** What a round left. */
export interface RecordKillRound {
  /** Changes that people were told of before the kill. */
  readonly acknowledged: number;
  /** Changes that were sent and not answered at the kill, and how many of them were made. */
  readonly unanswered: number;
  readonly made: number;
  /** How often the next start was killed, too. */
  readonly killedStarts: number;
  /** The most temporary files that a server was left with, and how many there are once the bot serves again. */
  readonly temps: number;
  readonly swept: number;
  /** Files that are no JSON, and records that are not as people were told. */
  readonly wrong: readonly string[];
}

/** Two servers with four people each: they share files, and the disk. */
const SERVERS = 2;
const WRITERS = 4;

/** How many changes are acknowledged before a kill; a server may change its records so often a minute. */
const CHANGES = [1, 40] as const;

/** Plays the rounds. Rejects where the bot ends by itself, or answers neither yes nor no. */
export async function* playRecordKills({ rounds, seed }: RecordKillOptions): AsyncGenerator<RecordKillRound> {
  const random = new Random(seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'almanac-'));
  const sandbox = await startSandbox({ port: 0, rateLimits: 'off', remember: 0 });
  const servers = buildMany(sandbox.world, { guilds: SERVERS, channels: 1 }).map(
    ({ guildId, channelIds }, server) =>
      openServer(sandbox, guildId, channelIds[0] ?? '', { server, random }),
  );
  const writers = servers.flatMap((server) => server.writers);
  const compiled = await compile(join(import.meta.dirname, '..', 'bot-process.ts'));
  const start = () =>
    new BotProcess(compiled.file, {
      ALMANAC_DATA_DIR: dataDir,
      DISCORD_API_URL: sandbox.apiUrl,
      DISCORD_TOKEN: sandbox.token,
      LOG_LEVEL: 'error',
    });
  let bot = start();
  try {
    await bot.ready;
    for (let round = 0; round < rounds; round += 1) {
      const acknowledged = await writeUntilKilled(writers, bot, random);
      const wrong = await brokenFiles(dataDir);
      const temps = await tempsOf(dataDir);
      let killedStarts = 0;
      for (bot = start(); random.chance(0.2); bot = start()) {
        await sleep(random.between(0, 1000));
        await bot.kill();
        killedStarts += 1;
      }
      await bot.ready;
      wrong.push(...(await brokenFiles(dataDir)));
      const unanswered = writers.filter(({ isWaiting }) => isWaiting).length;
      let made = 0;
      for (const { reader, writers } of servers) {
        const there = await summariesIn(reader);
        for (const compared of writers.map((writer) => writer.compare(there))) {
          wrong.push(...compared.wrong);
          made += Number(compared.wasMade);
        }
      }
      const counts = Object.values(temps);
      yield {
        acknowledged,
        unanswered,
        made,
        killedStarts,
        temps: Math.max(0, ...counts),
        swept: Object.keys(await tempsOf(dataDir)).length,
        wrong,
      };
    }
  } finally {
    await bot.kill();
    await sandbox.close();
    await compiled.remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** People of a server who may change its records, and one who looks at them. */
function openServer(
  { world, as }: Sandbox,
  guildId: string,
  channelId: string,
  { server, random }: { server: number; random: Random },
) {
  const seat = (name: string) =>
    as(world.addPerson(guildId, { name, roles: [manager] }).user.id).in(channelId);
  const manager = [...world.guild(guildId).roles.values()].find(({ name }) => name === 'Editors')?.id ?? '';
  return {
    reader: seat('Reader'),
    writers: Array.from({ length: WRITERS }, (_, at) => {
      const called = `Writer${server}${at}`;
      return new Writer(seat(called), called, new Random(random.between(0, 2 ** 31)));
    }),
  };
}

/** All write as fast as answers come, until the bot is killed; gives how many changes were acknowledged. */
async function writeUntilKilled(
  writers: readonly Writer[],
  bot: BotProcess,
  random: Random,
): Promise<number> {
  const enough = random.between(...CHANGES);
  let acknowledged = 0;
  let isOver = false;
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const write = async (writer: Writer) => {
    while (!isOver) {
      if (await writer.act()) acknowledged += 1;
      if (acknowledged >= enough) tell();
    }
  };
  const writing = writers.map(write);
  await bot.during(Promise.race([told, Promise.all(writing)]));
  await sleep(random.between(0, 12));
  await bot.kill();
  isOver = true;
  return acknowledged;
}

/** The files of servers that cannot be read as JSON. */
async function brokenFiles(dataDir: string): Promise<string[]> {
  const folder = join(dataDir, 'guilds');
  const names = (await readdir(folder)).filter((name) => /\.json(\.bak)?$/.test(name));
  const broken = await Promise.all(
    names.map(async (name) => {
      try {
        JSON.parse(await readFile(join(folder, name), 'utf8'));
        return [];
      } catch (error) {
        return [`${name}: ${String(error)}`];
      }
    }),
  );
  return broken.flat();
}

/** How many temporary files there are, by server. */
async function tempsOf(dataDir: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of await readdir(join(dataDir, 'guilds'))) {
    const [guildId = ''] = name.split('.');
    if (name.endsWith('.tmp')) counts[guildId] = (counts[guildId] ?? 0) + 1;
  }
  return counts;
}

/** The summaries of a server's own records by name, as it is given them; waits until the bot's search is built. */
async function summariesIn(reader: Seat): Promise<Map<string, string>> {
  await reader.command('about');
  const exported = await reader.command('record export', { what: 'own', format: 'json' });
  if (!exported.message?.attachments.length) return new Map();
  const { records } = JSON.parse((await fileIn(exported)).toString()) as {
    records: { name: string; summary: string }[];
  };
  return new Map(records.map(({ name, summary }) => [name, summary]));
}
