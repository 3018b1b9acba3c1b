import {
  type APIMessage,
  ChannelType,
  PermissionFlagsBits as Flag,
  MessageFlags,
} from 'discord-api-types/v10';
import * as z from 'zod';
import { refuse } from '../errors.ts';
import type { Surroundings } from '../interactions/begin.ts';
import { accept, snowflake } from '../limits/form.ts';
import { acceptMessage } from '../limits/messages.ts';
import { compose, textOf } from '../messages/compose.ts';
import { findMentions } from '../messages/mentions.ts';
import type { Nonces } from '../messages/nonces.ts';
import { fetched } from '../messages/store.ts';
import { BOT } from '../world/payloads.ts';
import type { Channel } from '../world/types.ts';
import { channelOf } from './places.ts';
import type { Quota } from './rate-limits.ts';
import { type Call, NO_CONTENT, ok, type Route } from './router.ts';

const window = z.object({
  before: snowflake.optional(),
  after: snowflake.optional(),
  around: snowflake.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** As observed; these two are not documented, and an application learns of them from the headers of each answer. */
const CREATING: Quota = { limit: 5, window: 5000 };
const PUBLISHING: Quota = { limit: 10, window: 3_600_000 };

/** Messages in channels: https://discord.com/developers/docs/resources/message */
export function messageRoutes(around: Surroundings, nonces: Nonces): Route[] {
  const { world, messages, files } = around;

  const place = (id: string) => channelOf(world, id);

  const writable = (id: string, uploads: number): Channel => {
    const channel = place(id);
    if (channel.recipient && world.closed.has(channel.recipient.id)) throw refuse('cannotSendToUser');
    if (channel.recipient && !world.meet(BOT.id, channel.recipient.id)) throw refuse('noMutualGuilds');
    const wanted = world.sendingIn(channel) | (uploads > 0 ? Flag.AttachFiles : 0n);
    if (!world.can(BOT.id, wanted, channel)) throw refuse('missingPermissions');
    if (channel.locked && !world.can(BOT.id, Flag.ManageThreads, channel)) throw refuse('archived');
    return channel;
  };

  /** A message of the bot's own. */
  const own = (channel: Channel, id: string) => {
    const message = messages.get(channel.id, id);
    if (message.author.id !== BOT.id) throw refuse('notYours');
    return message;
  };

  const create = (call: Call, channelId: string) => {
    const channel = writable(channelId, call.files.length);
    const form = acceptMessage(call.body, call.files);
    const nonce = form.nonce ?? undefined;
    if (nonce !== undefined && form.enforce_nonce) {
      const made = messages.find(channelId, nonces.find(BOT.id, channelId, nonce) ?? '');
      if (made) return ok(made);
    }
    const content = compose(form, call.files, files);
    if (!world.can(BOT.id, Flag.EmbedLinks, channel)) content.embeds = [];
    // Sending into an archived thread opens it again: https://discord.com/developers/docs/topics/threads
    if (channel.archived) world.editChannel(channel.id, { archived: false });
    const message = messages.create(channel, {
      ...content,
      author: BOT,
      extra: {
        ...findMentions(textOf(content), form.allowed_mentions, BOT.id, channel, world),
        ...(nonce === undefined ? {} : { nonce }),
      },
    });
    if (nonce !== undefined) nonces.remember(BOT.id, channelId, nonce, message.id);
    return ok(message);
  };

  const list = (call: Call, channelId: string) => {
    const channel = place(channelId);
    const { before, after, around, limit } = accept<z.infer<typeof window>>(
      window,
      Object.fromEntries(call.query),
    );
    // Without the permission the history is empty, not refused: https://discord.com/developers/docs/resources/message#get-channel-messages
    if (!world.can(BOT.id, Flag.ReadMessageHistory, channel)) return ok([]);
    const part = messages.history(channelId, {
      limit,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(around === undefined ? {} : { around }),
    });
    return ok(part.map(fetched));
  };

  const get = (_call: Call, channelId: string, id: string) => {
    const channel = place(channelId);
    if (!world.can(BOT.id, Flag.ReadMessageHistory, channel)) throw refuse('missingPermissions');
    return ok(fetched(messages.get(channelId, id)));
  };

  const edit = (call: Call, channelId: string, id: string) => {
    const channel = place(channelId);
    const message = own(channel, id);
    const form = acceptMessage(call.body, call.files, message);
    const content = compose(form, call.files, files, message);
    const changes: Partial<APIMessage> = {
      ...content,
      ...findMentions(textOf(content), form.allowed_mentions, BOT.id, channel, world),
    };
    return ok(fetched(messages.edit(channel, message, changes)));
  };

  const remove = (_call: Call, channelId: string, id: string) => {
    const channel = place(channelId);
    const message = messages.get(channelId, id);
    if (message.author.id !== BOT.id && !world.can(BOT.id, Flag.ManageMessages, channel)) {
      throw refuse('missingPermissions');
    }
    messages.delete(channel, message);
    return NO_CONTENT;
  };

  /** https://discord.com/developers/docs/resources/message#crosspost-message */
  const crosspost = (_call: Call, channelId: string, id: string) => {
    const channel = place(channelId);
    if (channel.type !== ChannelType.GuildAnnouncement) throw refuse('wrongChannelType');
    const message = messages.get(channelId, id);
    const wanted = Flag.SendMessages | (message.author.id === BOT.id ? 0n : Flag.ManageMessages);
    if (!world.can(BOT.id, wanted, channel)) throw refuse('missingPermissions');
    if ((message.flags ?? 0) & MessageFlags.Crossposted) throw refuse('alreadyCrossposted');
    return ok(fetched(messages.flag(channel, message, MessageFlags.Crossposted)));
  };

  const type = (_call: Call, channelId: string) => {
    writable(channelId, 0);
    return NO_CONTENT;
  };

  return [
    { method: 'POST', pattern: '/channels/:/messages', handler: create, quota: CREATING },
    { method: 'GET', pattern: '/channels/:/messages', handler: list },
    { method: 'GET', pattern: '/channels/:/messages/:', handler: get },
    { method: 'PATCH', pattern: '/channels/:/messages/:', handler: edit },
    { method: 'DELETE', pattern: '/channels/:/messages/:', handler: remove },
    { method: 'POST', pattern: '/channels/:/messages/:/crosspost', handler: crosspost, quota: PUBLISHING },
    { method: 'POST', pattern: '/channels/:/typing', handler: type },
  ];
}
