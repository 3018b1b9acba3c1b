import {
  type Client,
  DiscordAPIError,
  Events,
  REST,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import { declareCommand } from './commands/declare.ts';
import { Drafts } from './commands/drafts.ts';
import { COMMANDS } from './commands/index.ts';
import type { Services } from './commands/services.ts';
import { readCatalogue } from './data/catalogue.ts';
import { createLibraries } from './data/guild-library.ts';
import { type DataDirectory, openDataDirectory } from './data/store/directory.ts';
import { openDocument } from './data/store/document.ts';
import { GuildRecords } from './data/store/guilds.ts';
import { bookFormat } from './digest/book.ts';
import { openBooks } from './digest/books.ts';
import { everyMinute } from './digest/cron.ts';
import { compose } from './digest/deliver.ts';
import type { Ports } from './digest/ports.ts';
import { createRunner, type Runner } from './digest/runner.ts';
import { createChannels } from './discord/channels.ts';
import { createClient } from './discord/client.ts';
import { routeInteractions } from './discord/interactions.ts';
import { registerCommands } from './discord/register.ts';
import type { Settings } from './settings.ts';
import { digestMessage } from './views/digest.ts';
import { language } from './views/language.ts';
import type { MessageView } from './views/parts.ts';

/** What a bot is started with. */
export interface BotOptions {
  readonly settings: Omit<Settings, 'token'> & { readonly token: string };
  readonly clock: () => Date;
  readonly log: Logger;
}

/** A bot that is connected and serving. */
export interface Bot {
  /** Does what is due now; for a clock that was moved. */
  tick(): Promise<void>;
  /** Finishes what is in flight, disconnects and gives the data directory back. */
  stop(): Promise<void>;
}

/** Discord could not be reached or did not let the bot in; the message is a sentence that says what to do. */
export class DiscordRefusedError extends Error {
  override readonly name = 'DiscordRefusedError';
}

/** The suffix of the files of subscriptions and deliveries. */
const DIGESTS = 'digests.json';

/**
 * Puts the parts together and connects. Rejects where the catalogue, the data directory or the token is not fit to
 * serve with; nothing is left open then.
 */
export async function startBot({ settings, clock, log }: BotOptions): Promise<Bot> {
  const { token, apiUrl, config } = settings;
  const client = createClient(apiUrl);
  const rest = new REST({ api: apiUrl }).setToken(token);
  const opened: (() => Promise<unknown>)[] = [() => client.destroy()];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };

  try {
    const [catalogue, application] = await Promise.all([readCatalogue(), whoAmI(rest, apiUrl)]);
    const directory = await openDataDirectory(settings.dataDir, application.id);
    opened.push(() => directory.close());

    const records = new GuildRecords(directory, { records: config.records.perServer });
    const libraryOf = createLibraries(catalogue, records);
    const books = await openBooks(await directory.guildIds(DIGESTS), bookOpener(directory), log);
    watch(client, log);
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(token);
    const connected = await ready;

    const channels = createChannels(connected, rest);
    const ports: Ports<MessageView> = {
      records: libraryOf,
      leapDay: () => config.digest.leapDay,
      render: async (digest, subscription, key, guildId) =>
        digestMessage(languageOf(connected, guildId), digest, subscription, key, await libraryOf(guildId)),
      post: channels.post,
      look: channels.look,
    };
    const services: Services = {
      clock,
      config,
      libraryOf,
      records,
      channels,
      drafts: new Drafts(config.records.draftMinutes),
      digests: {
        books,
        compose: async (guildId, subscription, date) =>
          (await compose(ports, guildId, subscription, date)).body,
      },
    };
    routeInteractions(connected, COMMANDS, services, log);
    const changed = await registerCommands(connected, COMMANDS.map(declareCommand));

    const runner: Runner = createRunner({
      books,
      ports,
      clock: () => clock().getTime(),
      logger: log,
      concurrency: config.digest.concurrency,
      timer: (tick) => everyMinute(tick, log),
      onStopAll: () => {
        log.fatal('Discord does not take the token any more: the bot stops');
        stop().catch((error: unknown) => log.error({ err: error }, 'the bot did not stop cleanly'));
      },
    });
    opened.push(() => runner.stop());
    await runner.start();
    // Those who ask from now on should not wait for the search to be built, and nobody need wait before.
    libraryOf(undefined).catch((error: unknown) => log.error({ err: error }, 'the search was not built'));
    log.info({ application: application.id, guilds: connected.guilds.cache.size, changed }, 'ready');
    return { tick: () => runner.tick(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The application that the token is for: proof that Discord can be reached and takes the token. */
async function whoAmI(rest: REST, apiUrl: string): Promise<RESTGetCurrentApplicationResult> {
  try {
    return (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401)
      throw new DiscordRefusedError(
        'Discord refused DISCORD_TOKEN. Copy it anew from the developer portal.',
        {
          cause: error,
        },
      );
    const why = error instanceof Error ? error.message : String(error);
    throw new DiscordRefusedError(`Discord did not answer at ${apiUrl}: ${why}`, { cause: error });
  }
}

const bookOpener = (directory: DataDirectory) => (guildId: string) =>
  openDocument(directory.guildFile(guildId, DIGESTS), bookFormat);

/** A server is told in the language it has set in Discord. */
const languageOf = (client: Client<true>, guildId: string) =>
  language(client.guilds.cache.get(guildId)?.preferredLocale);

/** What the connection says of itself; without a listener, an `error` would end the process. */
function watch(client: Client, log: Logger): void {
  client.on(Events.Error, (error) => log.error({ err: error }, 'client error'));
  client.on(Events.Warn, (warning) => log.warn({ warning }, 'client warning'));
  client.on(Events.ShardError, (error, shard) => log.error({ err: error, shard }, 'connection error'));
  client.on(Events.ShardReconnecting, (shard) => log.warn({ shard }, 'reconnecting'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'resumed'));
  client.rest.on('rateLimited', (limit) =>
    log.warn({ route: limit.route, retryAfter: limit.retryAfter }, 'rate limited'),
  );
}
