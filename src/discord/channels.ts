import {
  type APIChannel,
  type APIDMChannel,
  type APIMessage,
  type APIMessageTopLevelComponent,
  ChannelType,
  type Client,
  DiscordAPIError,
  HTTPError,
  MessageFlags,
  PermissionFlagsBits,
  type REST,
  RESTJSONErrorCodes,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import type { ChannelRights } from '../commands/services.ts';
import type { Failure } from '../digest/outcome.ts';
import type { LookResult, PostResult, Result } from '../digest/ports.ts';
import type { MessageView } from '../views/parts.ts';
import type { RightName } from '../views/subscription.ts';
import { reaches } from './ping.ts';

/** The most messages that Discord gives at once. */
const PAGE = 100;

/** Posting into channels, and looking into them, through a REST instance of its own. */
export interface Channels extends ChannelRights {
  post(channelId: string, body: MessageView, nonce: string, role?: string): Promise<PostResult>;
  look(channelId: string, key: string, since: number): Promise<LookResult>;
  publish(channelId: string, messageId: string): Promise<Result>;
  /** Sends a direct message to a person. */
  tell(userId: string, body: MessageView, nonce: string): Promise<Result>;
}

/** Puts the two together: what the client knows of channels and rights, and the REST instance to post with. */
export function createChannels(client: Client<true>, rest: REST): Channels {
  const known = (channelId: string) => {
    const channel = client.channels.cache.get(channelId);
    return channel && !channel.isDMBased() ? channel : undefined;
  };

  const missing: ChannelRights['missing'] = (channelId) => {
    const channel = known(channelId);
    if (!channel) return undefined;
    const granted = channel.permissionsFor(client.user);
    const send: RightName = channel.isThread() ? 'SendMessagesInThreads' : 'SendMessages';
    const needed: RightName[] = ['ViewChannel', send, 'ReadMessageHistory'];
    return needed.filter((name) => !granted?.has(PermissionFlagsBits[name]));
  };

  /**
   * Whether history may be read in a channel. One that the client does not know may be a thread that was archived
   * before the bot started, where the rights are those of its parent.
   */
  const readsHistory = async (channelId: string): Promise<boolean> => {
    const rights = missing(channelId);
    if (rights) return !rights.includes('ReadMessageHistory');
    const channel = (await rest.get(Routes.channel(channelId))) as APIChannel;
    if ('guild_id' in channel && client.guilds.cache.get(channel.guild_id ?? '')?.available === false)
      throw new Error('Discord does not serve this guild for now');
    const parent = 'parent_id' in channel ? missing(channel.parent_id ?? '') : undefined;
    return parent !== undefined && !parent.includes('ReadMessageHistory');
  };

  const send = async (
    channelId: string,
    { components }: MessageView,
    nonce: string,
    roles: string[],
  ): Promise<PostResult> => {
    const message = (await rest.post(Routes.channelMessages(channelId), {
      body: {
        components: components as APIMessageTopLevelComponent[],
        flags: MessageFlags.IsComponentsV2,
        // This instance knows nothing of the client's defaults.
        allowed_mentions: { parse: [], roles },
        nonce,
        enforce_nonce: true,
      },
    })) as APIMessage;
    return { ok: true, messageId: message.id };
  };

  return {
    missing,
    describe(channelId) {
      const channel = known(channelId);
      if (!channel) return undefined;
      const announces = channel.type === ChannelType.GuildAnnouncement;
      return { name: channel.name, guildId: channel.guildId, announces };
    },
    canPing(channelId, roleId) {
      const channel = known(channelId);
      return channel !== undefined && reaches(channel, roleId, client.user);
    },

    post: (channelId, body, nonce, role) =>
      send(channelId, body, nonce, role === undefined ? [] : [role]).catch(failureOf),

    async look(channelId, key, since) {
      let after = String(SnowflakeUtil.generate({ timestamp: since }));
      try {
        // Discord answers with an empty list where history may not be read: that is no proof of absence.
        const canLook = await readsHistory(channelId);
        for (;;) {
          const messages = (await rest.get(Routes.channelMessages(channelId), {
            query: new URLSearchParams({ after, limit: String(PAGE) }),
          })) as APIMessage[];
          const found = messages.find(
            (message) => message.author.id === client.user.id && carries(message, key),
          );
          if (found) return { found: found.id };
          if (messages.length < PAGE) return canLook ? 'absent' : 'cannot-look';
          after = messages.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
        }
      } catch (error) {
        return failureOf(error);
      }
    },

    async publish(channelId, messageId) {
      try {
        await rest.post(Routes.channelMessageCrosspost(channelId, messageId));
        return { ok: true };
      } catch (error) {
        const failure = failureOf(error);
        return failure.code === RESTJSONErrorCodes.ThisMessageWasAlreadyCrossposted ? { ok: true } : failure;
      }
    },

    async tell(userId, body, nonce) {
      try {
        const channel = (await rest.post(Routes.userChannels(), {
          body: { recipient_id: userId },
        })) as APIDMChannel;
        return await send(channel.id, body, nonce, []);
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
  if (error instanceof DiscordAPIError) {
    // What answers without a code is not Discord, but something on the way.
    const code = Number(error.code);
    return { ok: false, status: error.status, code: Number.isInteger(code) ? code : undefined, cause: error };
  }
  if (error instanceof HTTPError) return { ok: false, status: error.status, cause: error };
  return { ok: false, cause: error };
}
