import {
  type Client,
  DiscordAPIError,
  Events,
  GatewayCloseCodes,
  type REST,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import { declareCommand, declareMessageCommand } from './commands/declare.ts';
import { Drafts } from './commands/drafts.ts';
import { COMMANDS, MESSAGE_COMMANDS } from './commands/index.ts';
import type { Services } from './commands/services.ts';
import { readCatalogue, SHIPPED_RECORDS } from './data/catalogue.ts';
import { createLibraries } from './data/guild-library.ts';
import { type FileSystem, disk as machineDisk } from './data/store/adapter.ts';
import { removeDocument } from './data/store/backup.ts';
import { departuresFormat } from './data/store/departures.ts';
import { type DataDirectory, DIGESTS_SUFFIX, openDataDirectory } from './data/store/directory.ts';
import { openDocument } from './data/store/document.ts';
import { GuildRecords } from './data/store/guilds.ts';
import { bookFormat } from './digest/book.ts';
import { openBooks } from './digest/books.ts';
import { everyMinute } from './digest/cron.ts';
import { compose } from './digest/deliver.ts';
import type { Audience, Ports } from './digest/ports.ts';
import { createRunner, type Runner } from './digest/runner.ts';
import { attachmentOrigins, createDownload } from './discord/attachments.ts';
import { createChannels } from './discord/channels.ts';
import { createClient } from './discord/client.ts';
import { watchDepartures } from './discord/departures.ts';
import { createFanOut } from './discord/fan-out.ts';
import { routeInteractions } from './discord/interactions.ts';
import { type Registration, registerCommands } from './discord/register.ts';
import type { Settings } from './settings.ts';
import { digestMessage } from './views/digest.ts';
import { language } from './views/language.ts';
import { notice } from './views/notice.ts';
import type { MessageView } from './views/parts.ts';
import { createRenderer } from './views/pictures/render.ts';

/** What a bot is started with. */
export interface BotOptions {
  readonly settings: Omit<Settings, 'token'> & { readonly token: string };
  readonly clock: () => Date;
  readonly log: Logger;
  /** What servers' files are kept on; the machine's own unless told. */
  readonly disk?: FileSystem;
}

/** A bot that is connected and serving. */
export interface Bot {
  /** Does what is due now; for a clock that was moved. */
  tick(): Promise<void>;
  /** Finishes what is in flight, disconnects and gives the data directory back. */
  stop(): Promise<void>;
  /** Resolves once the bot has stopped by itself, since Discord does not let it in any more. */
  readonly refused: Promise<DiscordRefusedError>;
}

/** Discord could not be reached or did not let the bot in; the message is a sentence that says what to do. */
export class DiscordRefusedError extends Error {
  override readonly name = 'DiscordRefusedError';
}

/** How many forms are kept until they are mended, and how large the files of all imports that wait may be. */
const DRAFTS = 1000;
const IMPORT_BYTES = 64 * 1024 * 1024;

const TOKEN_REFUSED = 'Discord refused DISCORD_TOKEN. Copy it anew from the developer portal.';

/**
 * Puts the parts together and connects. Rejects where the catalogue, the data directory or the token is not fit to
 * serve with; nothing is left open then.
 */
export async function startBot({ settings, clock, log, disk = machineDisk }: BotOptions): Promise<Bot> {
  const { token, apiUrl, config } = settings;
  const client = createClient(apiUrl);
  const rest = createFanOut(apiUrl, token, config.digest.rate);
  const opened: (() => Promise<unknown>)[] = [() => client.destroy()];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  let refuse: (error: DiscordRefusedError) => void = () => {};
  const refused = new Promise<DiscordRefusedError>((resolve) => {
    refuse = resolve;
  });
  const stopAll = (sentence: string) => {
    stop()
      .catch((error: unknown) => log.error({ err: error }, 'the bot did not stop cleanly'))
      .finally(() => refuse(new DiscordRefusedError(sentence)));
  };

  try {
    const [catalogue, application] = await Promise.all([
      readCatalogue(SHIPPED_RECORDS, config.records.files),
      whoAmI(client.rest.setToken(token), apiUrl),
    ]);
    const directory = await openDataDirectory(settings.dataDir, application.id);
    opened.push(() => directory.close());

    const records = new GuildRecords(directory, catalogue, config.records, { fs: disk });
    const libraryOf = createLibraries(catalogue, records);
    const books = await openBooks(await directory.guildIds(DIGESTS_SUFFIX), bookOpener(directory, disk), log);
    const forget = async (guildId: string) => {
      const digests = directory.guildFile(guildId, DIGESTS_SUFFIX);
      await books.forget(guildId, () => removeDocument(digests, disk));
      await records.forget(guildId);
    };
    watch(client, log);
    const departures = watchDepartures(client, {
      document: await openDocument(directory.path('departures.json'), departuresFormat),
      keptGuilds: () => directory.guildIds(),
      forget,
      clock,
      log,
    });
    opened.push(() => departures.stop());
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(token);
    const connected = await ready;
    // A connection that Discord closed for good is not made again.
    connected.on(Events.ShardDisconnect, ({ code }) =>
      stopAll(
        code === GatewayCloseCodes.AuthenticationFailed
          ? TOKEN_REFUSED
          : `Discord closed the connection for good, with code ${code}.`,
      ),
    );

    const channels = createChannels(connected, rest);
    const libraryFor = ({ guildId, shared }: Audience) => libraryOf(shared ? undefined : guildId);
    const leapDay = async (guildId: string) =>
      (await records.read(guildId)).settings.leapDay ?? config.digest.leapDay;
    /** What is posted in a server's name, or told of it, is in the language that it chose here, else in Discord. */
    const languageOf = async (guildId: string) => {
      const { settings: chosen } = await records.read(guildId);
      return language(chosen.language ?? connected.guilds.cache.get(guildId)?.preferredLocale);
    };
    const ports: Ports<MessageView> = {
      records: libraryFor,
      leapDay,
      render: async (digest, subscription, key, audience) => {
        const lang = await languageOf(audience.guildId);
        return digestMessage(lang, digest, subscription, key, await libraryFor(audience));
      },
      post: channels.post,
      look: channels.look,
      publish: channels.publish,
      tell: async (guildId, { channelId, createdBy }, { code }, nonce) => {
        const lang = await languageOf(guildId);
        const server = connected.guilds.cache.get(guildId)?.name ?? guildId;
        const reason = lang.t(`reason.${code}`);
        return channels.tell(createdBy, notice(lang, 'digest.told', { server, channelId, reason }), nonce);
      },
    };
    const drafts: Services['drafts'] = new Drafts(config.records.draftMinutes, DRAFTS);
    const imports: Services['imports'] = new Drafts(config.records.draftMinutes, IMPORT_BYTES);
    let registration: Registration | undefined;
    const services: Services = {
      clock,
      config,
      commandId: (name) => registration?.ids.get(name),
      libraryOf,
      records,
      channels,
      drafts,
      imports,
      render: createRenderer(),
      download: createDownload(attachmentOrigins(apiUrl)),
      nameOf: (userId) => connected.users.cache.get(userId)?.displayName,
      async forget(guildId) {
        await forget(guildId);
        for (const kept of [drafts, imports]) kept.forget(guildId);
      },
      digests: {
        books,
        compose: async (guildId, subscription, date) =>
          (await compose(ports, guildId, subscription, date)).body,
      },
    };
    routeInteractions(connected, COMMANDS, MESSAGE_COMMANDS, services, log);
    registration = await registerCommands(connected, [
      ...COMMANDS.map(declareCommand),
      ...MESSAGE_COMMANDS.map(declareMessageCommand),
    ]);

    const runner: Runner = createRunner({
      books,
      ports,
      clock: () => clock().getTime(),
      logger: log,
      // One second's worth, so that the rate is kept while an answer takes no longer.
      concurrency: config.digest.rate,
      timer: (tick) => everyMinute(tick, log),
      onStopAll: () => stopAll(TOKEN_REFUSED),
    });
    opened.push(() => runner.stop());
    await runner.start();
    const daily = everyMinute(() => departures.tick(), log);
    opened.push(() => daily.stop());
    // Those who ask from now on should not wait for the search to be built, and nobody need wait before.
    libraryOf(undefined).catch((error: unknown) => log.error({ err: error }, 'the search was not built'));
    log.info(
      { application: application.id, guilds: connected.guilds.cache.size, changed: registration.changed },
      'ready',
    );
    const tick = async () => {
      await Promise.all([runner.tick(), departures.tick()]);
    };
    return { tick, stop, refused };
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
      throw new DiscordRefusedError(TOKEN_REFUSED, { cause: error });
    const why = error instanceof Error ? error.message : String(error);
    throw new DiscordRefusedError(`Discord did not answer at ${apiUrl}: ${why}`, { cause: error });
  }
}

const bookOpener = (directory: DataDirectory, disk: FileSystem) => (guildId: string) =>
  openDocument(directory.guildFile(guildId, DIGESTS_SUFFIX), bookFormat, disk);

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
