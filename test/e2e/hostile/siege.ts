/** The real bot under attack: beside a sandbox in this process, on a disk that may fail, with what it logs kept. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Bot, startBot } from '../../../src/bot.ts';
import type { FileSystem } from '../../../src/data/store/adapter.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { type Config, readSettings } from '../../../src/settings.ts';

/** How it is begun. */
export interface SiegeOptions {
  readonly disk?: FileSystem;
  readonly records?: Partial<Config['records']>;
  readonly digest?: Partial<Config['digest']>;
}

/** What pino makes of a log line, as far as it matters here. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly err?: { readonly type: string; readonly message: string; readonly stack: string };
}

/** See {@link besiege}. */
export interface Siege {
  readonly sandbox: Sandbox;
  readonly dataDir: string;
  /** Lets so many minutes pass, and the bot do what is due then. */
  pass(minutes: number): Promise<void>;
  /** What was logged as an error since this was last asked, promises that were rejected unheard among it. */
  takeErrors(): LogLine[];
  /** Stops the bot and starts another on the same data. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** Starts both, and waits until the bot is quick: the first to ask wait until its search is built. */
export async function besiege({ disk, records, digest }: SiegeOptions = {}): Promise<Siege> {
  const dataDir = await mkdtemp(join(tmpdir(), 'almanac-'));
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const set = async (to: Date) => {
    ahead = to.getTime() - Date.now();
    await bot.tick();
  };
  const sandbox = await startSandbox({ port: 0, clock: { now, set }, rateLimits: 'off', remember: 50 });
  const settings = readSettings({ ALMANAC_DATA_DIR: dataDir, DISCORD_API_URL: sandbox.apiUrl });
  const config = {
    ...settings.config,
    digest: { ...settings.config.digest, ...digest },
    records: { ...settings.config.records, ...records },
  };
  let errors: LogLine[] = [];
  const log = pino(
    { level: 'error' },
    { write: (line: string) => void errors.push(JSON.parse(line) as LogLine) },
  );
  const unheard = (error: unknown) => log.fatal({ err: error }, 'a promise was rejected unheard');
  process.on('unhandledRejection', unheard);
  const start = async (): Promise<Bot> => {
    const options = { settings: { ...settings, config, token: sandbox.token }, clock: now, log };
    const started = await startBot(disk === undefined ? options : { ...options, disk });
    await sandbox.as(sandbox.people.member).in(sandbox.channels.general).command('about');
    return started;
  };
  let bot = await start();
  return {
    sandbox,
    dataDir,
    pass: (minutes) => set(new Date(now().getTime() + minutes * 60_000)),
    takeErrors() {
      const taken = errors;
      errors = [];
      return taken;
    },
    async restart() {
      await bot.stop();
      bot = await start();
    },
    async end() {
      await bot.stop();
      await sandbox.close();
      process.off('unhandledRejection', unheard);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
