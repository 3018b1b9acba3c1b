import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Bot, DiscordRefusedError, startBot } from './bot.ts';
import { CatalogueError } from './data/catalogue.ts';
import { StoreError } from './data/store/error.ts';
import { createLog } from './log.ts';
import { PortTakenError, startSandbox } from './sandbox/index.ts';
import { readEnvironment, readSettings, type Settings, SettingsError } from './settings.ts';
import { findingLine } from './views/finding.ts';
import { language } from './views/language.ts';

/** Things that stop a start by what the operator can mend: a sentence is enough, a stack would bury it. */
const MENDABLE = [SettingsError, StoreError, CatalogueError, PortTakenError, DiscordRefusedError];

const say = (text: string) => process.stdout.write(`${text}\n`);

/** On Discord itself, or on whatever answers at DISCORD_API_URL. */
function startOnDiscord(settings: Settings, token: string, log: Logger): Promise<Bot> {
  return startBot({ settings: { ...settings, token }, clock: () => new Date(), log });
}

/** A Discord on the loopback, with the same bot connected to it, and a clock that people can move. */
async function startOnSandbox(settings: Settings, log: Logger): Promise<Bot> {
  let ahead = 0;
  let bot: Bot | undefined;
  const now = () => new Date(Date.now() + ahead);
  const set = async (to: Date) => {
    ahead = to.getTime() - Date.now();
    await bot?.tick();
  };
  const sandbox = await startSandbox({ port: settings.sandboxPort, clock: { now, set }, log });
  try {
    bot = await startBot({
      settings: {
        ...settings,
        token: sandbox.token,
        apiUrl: sandbox.apiUrl,
        dataDir: join(settings.dataDir, 'sandbox'),
      },
      clock: now,
      log,
    });
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  // Counted from the start of the process.
  const seconds = (performance.now() / 1000).toFixed(1);
  say(`\n  Chain Almanac is ready in ${seconds} s: open ${sandbox.url} and type /park\n`);
  const { tick, stop, refused } = bot;
  return {
    tick,
    refused,
    stop: async () => {
      await stop();
      await sandbox.close();
    },
  };
}

async function main(): Promise<void> {
  const settings = readSettings(readEnvironment());
  const log = createLog(settings.logLevel, settings.token);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected unheard'));

  const { token, production } = settings;
  if (token === undefined && production)
    throw new SettingsError('DISCORD_TOKEN is missing: in production there is no sandbox to fall back on.');
  const starting = token === undefined ? startOnSandbox(settings, log) : startOnDiscord(settings, token, log);

  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping');
    await (await starting).stop();
  };
  // From the first moment on: whoever stops it while it starts waits for a clean end as well.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop(signal).then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the bot did not stop cleanly');
          process.exit(1);
        },
      );
    });
  const { refused } = await starting;
  throw await refused;
}

/** What is wrong with a catalogue, a line a finding, for the operator to mend. */
const listFindings = ({ findings }: CatalogueError) =>
  findings.map((finding) => findingLine(language(), finding)).join('\n');

main().catch((error: unknown) => {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const mendable = MENDABLE.some((kind) => error instanceof kind);
  const sentence = error instanceof CatalogueError ? listFindings(error) : message;
  process.stderr.write(`${mendable ? sentence : stack}\n`);
  process.exit(1);
});
