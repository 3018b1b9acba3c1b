import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Bot, startBot } from '../../src/bot.ts';
import { type Sandbox, type SandboxOptions, type Seen, startSandbox } from '../../src/sandbox/index.ts';
import type { PageMessage } from '../../src/sandbox/protocol.ts';
import { type Config, readSettings } from '../../src/settings.ts';

/** The real bot, connected to a sandbox, under a clock that tests move. */
export interface Together {
  readonly sandbox: Sandbox;
  readonly dataDir: string;
  /** Moves the clock to an instant and lets the bot catch up. */
  moveTo(instant: string): Promise<void>;
  /** Stops the bot and starts another on the same data. */
  restart(): Promise<void>;
  stopBot(): Promise<void>;
  /** The sentence with which the bot ended because Discord did not take it any more. */
  refused(): Promise<string>;
  startBot(): Promise<void>;
  end(): Promise<void>;
}

/** Starts both; `at` is the instant that the clock stands at. */
export async function startTogether(
  options: {
    at?: string;
    sandbox?: Partial<SandboxOptions>;
    digest?: Partial<Config['digest']>;
    records?: Partial<Config['records']>;
    reportUrl?: string;
  } = {},
): Promise<Together> {
  const dataDir = await mkdtemp(join(tmpdir(), 'almanac-'));
  let ahead = options.at === undefined ? 0 : Date.parse(options.at) - Date.now();
  let bot: Bot | undefined;
  const now = () => new Date(Date.now() + ahead);
  const set = async (to: Date) => {
    ahead = to.getTime() - Date.now();
    await bot?.tick();
  };
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const sandbox = await startSandbox({ port: 0, clock: { now, set }, log, ...options.sandbox });
  const settings = readSettings({ ALMANAC_DATA_DIR: dataDir, DISCORD_API_URL: sandbox.apiUrl });
  const config = {
    ...settings.config,
    reportUrl: options.reportUrl ?? '',
    digest: { ...settings.config.digest, ...options.digest },
    records: { ...settings.config.records, ...options.records },
  };
  const start = async () => {
    bot = await startBot({ settings: { ...settings, config, token: sandbox.token }, clock: now, log });
  };
  const stop = async () => {
    await bot?.stop();
    bot = undefined;
  };
  await start();
  return {
    sandbox,
    dataDir,
    moveTo: (instant) => set(new Date(instant)),
    refused: async () => (await bot?.refused)?.message ?? 'no bot is running',
    startBot: start,
    stopBot: stop,
    async restart() {
      await stop();
      await start();
    },
    async end() {
      await stop();
      await sandbox.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The message that a person sees. */
export function messageOf(seen: Seen): PageMessage {
  if (!seen.message) throw new Error(`no message, but ${JSON.stringify(seen)}`);
  return seen.message;
}

/** All text that a person reads in what they see, top to bottom, without the lines beneath words that were found. */
export function textOf(seen: { message?: unknown } | { components?: unknown } | undefined): string {
  const texts: string[] = [];
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) for (const item of part) walk(item);
    else if (part !== null && typeof part === 'object')
      for (const [key, value] of Object.entries(part)) {
        if (['content', 'label', 'placeholder', 'description'].includes(key) && typeof value === 'string')
          texts.push(value);
        else walk(value);
      }
  };
  const message = seen && 'message' in seen ? seen.message : seen;
  walk((message as { components?: unknown } | undefined)?.components);
  return texts.join('\n').replaceAll('__', '');
}
