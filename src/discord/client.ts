import { Client, GatewayIntentBits, Options } from 'discord.js';

/** The bot's connection to Discord: Guilds is all it needs to know of servers, channels and its rights there. */
export function createClient(apiUrl: string): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    rest: { api: apiUrl },
    allowedMentions: { parse: [] },
    // Nothing is read from these caches.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      GuildStickerManager: 0,
      GuildEmojiManager: 0,
      UserManager: { maxSize: 50, keepOverLimit: (user) => user.id === user.client.user.id },
      GuildMemberManager: { maxSize: 50, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
  });
}
