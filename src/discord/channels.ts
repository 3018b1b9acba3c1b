import {
  type APIMessage,
  type APIMessageTopLevelComponent,
  type Client,
  DiscordAPIError,
  HTTPError,
  MessageFlags,
  PermissionFlagsBits,
  type REST,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import type { ChannelRights } from '../commands/services.ts';
import type { Failure } from '../digest/outcome.ts';
import type { LookResult, PostResult } from '../digest/ports.ts';
import type { MessageView } from '../views/parts.ts';
import type { RightName } from '../views/subscription.ts';

/** The most messages that Discord gives at once. */
const PAGE = 100;

/** Posting into channels, and looking into them, through a REST instance of its own. */
export interface Channels extends ChannelRights {
  post(channelId: string, body: MessageView, nonce: string): Promise<PostResult>;
  look(channelId: string, key: string, since: number): Promise<LookResult>;
}

/** Puts the two together: what the client knows of channels and rights, and the REST instance to post with. */
export function createChannels(client: Client<true>, rest: REST): Channels {
  const missing: ChannelRights['missing'] = (channelId) => {
    const channel = client.channels.cache.get(channelId);
    if (!channel || channel.isDMBased()) return undefined;
    const granted = channel.permissionsFor(client.user);
    const send: RightName = channel.isThread() ? 'SendMessagesInThreads' : 'SendMessages';
    const needed: RightName[] = ['ViewChannel', send, 'ReadMessageHistory'];
    return needed.filter((name) => !granted?.has(PermissionFlagsBits[name]));
  };

  return {
    missing,
    describe(channelId) {
      const channel = client.channels.cache.get(channelId);
      return channel && !channel.isDMBased() ? { name: channel.name, guildId: channel.guildId } : undefined;
    },

    async post(channelId, body, nonce) {
      try {
        const message = (await rest.post(Routes.channelMessages(channelId), {
          body: {
            components: body.components as APIMessageTopLevelComponent[],
            flags: MessageFlags.IsComponentsV2,
            // This instance knows nothing of the client's defaults.
            allowed_mentions: { parse: [] },
            nonce,
            enforce_nonce: true,
          },
        })) as APIMessage;
        return { ok: true, messageId: message.id };
      } catch (error) {
        return failureOf(error);
      }
    },

    async look(channelId, key, since) {
      // Discord answers with an empty list where history may not be read: that is no proof of absence. Of a channel
      // that the client does not know, it tells itself whether it is gone.
      const rights = missing(channelId);
      if (rights?.includes('ReadMessageHistory')) return 'cannot-look';
      let after = String(SnowflakeUtil.generate({ timestamp: since }));
      try {
        for (;;) {
          const messages = (await rest.get(Routes.channelMessages(channelId), {
            query: new URLSearchParams({ after, limit: String(PAGE) }),
          })) as APIMessage[];
          const found = messages.find(
            (message) => message.author.id === client.user.id && carries(message, key),
          );
          if (found) return { found: found.id };
          if (messages.length < PAGE) return rights ? 'absent' : 'cannot-look';
          after = messages.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
        }
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

/** Whether any component of a message has a custom_id that ends with the key. */
function carries(message: APIMessage, key: string): boolean {
  const within = (part: unknown): boolean => {
    if (Array.isArray(part)) return part.some(within);
    if (part === null || typeof part !== 'object') return false;
    if ('custom_id' in part && String(part.custom_id).endsWith(`:${key}`)) return true;
    return Object.values(part).some((value) => typeof value === 'object' && within(value));
  };
  return within(message.components);
}

function failureOf(error: unknown): Failure {
  if (error instanceof DiscordAPIError)
    return { ok: false, status: error.status, code: Number(error.code), cause: error };
  if (error instanceof HTTPError) return { ok: false, status: error.status, cause: error };
  return { ok: false, cause: error };
}
