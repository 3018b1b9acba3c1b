import { type APIUser, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { Channels } from './channels.ts';
import { BOT, isThread } from './payloads.ts';
import { ALL, channelPermissions, guildPermissions, has } from './permissions.ts';
import type { Channel, Guild, Member } from './types.ts';

/** Which servers, channels and people there are, and who may do what. */
export class State {
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Channels();
  readonly users = new Map<string, APIUser>([[BOT.id, BOT]]);
  /** Ids of the people who take no direct messages. */
  readonly closed = new Set<string>();
  /** Ids of the people who have the application for themselves, wherever they are. */
  readonly installed = new Set<string>();

  /** A server that must exist. */
  guild(id: string): Guild {
    const guild = this.guilds.get(id);
    if (!guild) throw new Error(`There is no server ${id}.`);
    return guild;
  }

  /** A channel that must exist. */
  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`There is no channel ${id}.`);
    return channel;
  }

  member(guildId: string, userId: string): Member | undefined {
    return this.guilds.get(guildId)?.members.get(userId);
  }

  /** The channels of a server in the order they were made, threads among them. */
  channelsOf(guildId: string): Channel[] {
    return this.channels.of(guildId);
  }

  /** Whether no outage keeps a channel away. */
  reachable({ guildId }: Channel): boolean {
    return guildId === undefined || this.guild(guildId).available;
  }

  /** Whether two are in one server. */
  meet(one: string, other: string): boolean {
    return [...this.guilds.values()].some(({ members }) => members.has(one) && members.has(other));
  }

  /** What somebody may do in a channel; nothing for those who are not in its server. */
  permissionsIn(channel: Channel, userId: string): bigint {
    if (channel.guildId === undefined)
      return userId === BOT.id || userId === channel.recipient?.id ? ALL : 0n;
    const guild = this.guild(channel.guildId);
    const member = guild.members.get(userId);
    const place = isThread(channel) && channel.parentId ? this.channel(channel.parentId) : channel;
    return member ? channelPermissions(guild, member, place) : 0n;
  }

  /** Whether somebody may do all this in a channel. */
  can(userId: string, wanted: bigint, channel: Channel): boolean {
    return has(this.permissionsIn(channel, userId), wanted);
  }

  /** What sending a message there takes, besides seeing the channel. */
  sendingIn(channel: Channel): bigint {
    return isThread(channel) ? Flag.SendMessagesInThreads : Flag.SendMessages;
  }

  /** Whether the bot may post there. */
  mayPost(channel: Channel): boolean {
    return this.can(BOT.id, Flag.ViewChannel | this.sendingIn(channel), channel);
  }

  /** Whether the bot is in the server of a channel, or the channel is its direct messages with somebody. */
  hasBot({ guildId }: Channel): boolean {
    return guildId === undefined || this.member(guildId, BOT.id) !== undefined;
  }

  /** Whether somebody may manage the server. */
  manages(userId: string, guildId: string): boolean {
    const member = this.member(guildId, userId);
    return member !== undefined && has(guildPermissions(this.guild(guildId), member), Flag.ManageGuild);
  }
}
