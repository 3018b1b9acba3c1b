import {
  type APIOverwrite,
  type APIRole,
  type APIUser,
  ChannelType,
  GatewayDispatchEvents as Event,
  PermissionFlagsBits as Flag,
  GatewayIntentBits as Intent,
  Locale,
  OverwriteType,
} from 'discord-api-types/v10';
import type { Feed, Happening } from '../feed.ts';
import type { Snowflakes } from '../ids.ts';
import {
  BOT,
  channelPayload,
  guildCreatePayload,
  isThread,
  memberPayload,
  rolePayload,
  userPayload,
} from './payloads.ts';
import { ALL, channelPermissions, guildPermissions, has } from './permissions.ts';
import type { Channel, Guild, Kind, Member } from './types.ts';

/** What members may do by default. */
export const EVERYONE: bigint =
  Flag.ViewChannel |
  Flag.SendMessages |
  Flag.SendMessagesInThreads |
  Flag.ReadMessageHistory |
  Flag.EmbedLinks |
  Flag.AttachFiles |
  Flag.AddReactions |
  Flag.UseApplicationCommands;

/** A new server. The bot is in it with a role of its own. Ids that are left out are drawn. */
export interface GuildInput {
  id?: string;
  name: string;
  ownerId?: string;
  locale?: Locale;
  /** What @everyone may do. */
  everyone?: bigint;
  /** What the bot's role adds to that. */
  bot?: bigint;
  botRoleId?: string;
}

/** A new channel; `type` is a text channel unless told, `parentId` makes threads. */
export interface ChannelInput {
  id?: string;
  name: string;
  type?: Exclude<Kind, ChannelType.DM>;
  parentId?: string;
  topic?: string;
  overwrites?: APIOverwrite[];
}

/** The servers, channels, roles and people of the sandbox. Every change is told to the bot as Discord tells it. */
export class World {
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly users = new Map<string, APIUser>([[BOT.id, BOT]]);
  readonly #feed: Feed<Happening>;
  readonly #ids: Snowflakes;
  readonly #now: () => Date;

  constructor(feed: Feed<Happening>, ids: Snowflakes, now: () => Date) {
    this.#feed = feed;
    this.#ids = ids;
    this.#now = now;
  }

  /** Add a server with the bot in it. */
  addGuild(input: GuildInput): Guild {
    const id = input.id ?? this.#ids.next();
    const botRole = rolePayload(input.botRoleId ?? this.#ids.next(), BOT.username, input.bot ?? 0n, 1);
    const guild: Guild = {
      id,
      name: input.name,
      ownerId: input.ownerId ?? this.#ids.next(),
      locale: input.locale ?? Locale.EnglishUS,
      roles: new Map([
        [id, rolePayload(id, '@everyone', input.everyone ?? EVERYONE, 0)],
        [botRole.id, { ...botRole, managed: true, tags: { bot_id: BOT.id } }],
      ]),
      members: new Map(),
    };
    this.guilds.set(id, guild);
    this.#join(guild, BOT, [botRole.id]);
    this.#tell(Event.GuildCreate, guildCreatePayload(guild, []), id);
    return guild;
  }

  /** Add a person with these roles to a server; a person known by `id` joins another one. */
  addPerson(guildId: string, input: { id?: string; name: string; roles?: string[] }): Member {
    const known = input.id === undefined ? undefined : this.users.get(input.id);
    return this.#join(
      this.guild(guildId),
      known ?? userPayload(input.id ?? this.#ids.next(), input.name),
      input.roles ?? [],
    );
  }

  /** Add a role with these permissions. */
  addRole(
    guildId: string,
    input: { id?: string; name: string; permissions?: bigint; mentionable?: boolean },
  ): APIRole {
    const guild = this.guild(guildId);
    const role = {
      ...rolePayload(input.id ?? this.#ids.next(), input.name, input.permissions ?? 0n, guild.roles.size),
      mentionable: input.mentionable ?? false,
    };
    guild.roles.set(role.id, role);
    this.#tell(Event.GuildRoleCreate, { guild_id: guildId, role }, guildId);
    return role;
  }

  /** Change what a role may do; the role with the server's id is @everyone. */
  setRolePermissions(guildId: string, roleId: string, permissions: bigint): void {
    const guild = this.guild(guildId);
    const role = guild.roles.get(roleId);
    if (!role) throw new Error(`There is no role ${roleId}.`);
    role.permissions = permissions.toString();
    this.#tell(Event.GuildRoleUpdate, { guild_id: guildId, role }, guildId);
  }

  /** Give a member exactly these roles. */
  setMemberRoles(guildId: string, userId: string, roles: string[]): void {
    const member = this.member(guildId, userId);
    if (!member) throw new Error(`There is no member ${userId}.`);
    member.roles = roles;
    if (userId !== BOT.id) return;
    this.#tell(Event.GuildMemberUpdate, { ...memberPayload(member), guild_id: guildId }, guildId);
  }

  /** Add a channel, or a thread below `parentId`. */
  addChannel(guildId: string, input: ChannelInput): Channel {
    const channel: Channel = {
      id: input.id ?? this.#ids.next(),
      type: input.type ?? ChannelType.GuildText,
      name: input.name,
      guildId,
      ...(input.parentId === undefined ? {} : { parentId: input.parentId }),
      ...(input.topic === undefined ? {} : { topic: input.topic }),
      position: this.channels.size,
      overwrites: input.overwrites ?? [],
      archived: false,
      locked: false,
    };
    this.channels.set(channel.id, channel);
    this.#tell(
      isThread(channel) ? Event.ThreadCreate : Event.ChannelCreate,
      channelPayload(channel),
      guildId,
    );
    return channel;
  }

  /** Change a channel's name, topic or overwrites, or a thread's archive and lock. */
  editChannel(
    channelId: string,
    changes: Partial<Pick<Channel, 'name' | 'topic' | 'overwrites' | 'archived' | 'locked'>>,
  ): void {
    const channel = this.channel(channelId);
    Object.assign(channel, changes);
    this.#tell(
      isThread(channel) ? Event.ThreadUpdate : Event.ChannelUpdate,
      channelPayload(channel),
      channel.guildId,
    );
  }

  /** Allow and deny one role or member something in a channel, in place of what was said of them before. */
  setOverwrite(channelId: string, overwrite: { id: string; allow?: bigint; deny?: bigint }): void {
    const channel = this.channel(channelId);
    this.editChannel(channelId, {
      overwrites: [
        ...channel.overwrites.filter(({ id }) => id !== overwrite.id),
        {
          id: overwrite.id,
          type: this.users.has(overwrite.id) ? OverwriteType.Member : OverwriteType.Role,
          allow: (overwrite.allow ?? 0n).toString(),
          deny: (overwrite.deny ?? 0n).toString(),
        },
      ],
    });
  }

  /** Delete a channel and its threads. */
  deleteChannel(channelId: string): void {
    const channel = this.channel(channelId);
    for (const thread of [...this.channels.values()].filter(({ parentId }) => parentId === channelId)) {
      this.deleteChannel(thread.id);
    }
    this.channels.delete(channelId);
    this.#tell(
      isThread(channel) ? Event.ThreadDelete : Event.ChannelDelete,
      channelPayload(channel),
      channel.guildId,
    );
  }

  /** Take the bot out of a server; the server and its people stay. */
  removeBot(guildId: string): void {
    this.guild(guildId).members.delete(BOT.id);
    this.#tell(Event.GuildDelete, { id: guildId }, guildId);
  }

  /** The direct messages of the bot with a person, opened on first use. */
  directMessages(user: APIUser): Channel {
    const open = [...this.channels.values()].find(({ recipient }) => recipient?.id === user.id);
    if (open) return open;
    const channel: Channel = {
      id: this.#ids.next(),
      type: ChannelType.DM,
      name: user.username,
      position: 0,
      overwrites: [],
      archived: false,
      locked: false,
      recipient: user,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

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
    return [...this.channels.values()].filter((channel) => channel.guildId === guildId);
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

  /** Whether somebody may manage the server. */
  manages(userId: string, guildId: string): boolean {
    const member = this.member(guildId, userId);
    return member !== undefined && has(guildPermissions(this.guild(guildId), member), Flag.ManageGuild);
  }

  #join(guild: Guild, user: APIUser, roles: string[]): Member {
    const member: Member = { user, roles, nick: null, joinedAt: this.#now().toISOString() };
    guild.members.set(user.id, member);
    this.users.set(user.id, user);
    return member;
  }

  /** The bot hears of the servers that it is in, and of the one that it is thrown out of. */
  #tell(event: Event, data: object, guildId: string | undefined): void {
    if (guildId !== undefined && event !== Event.GuildDelete && !this.member(guildId, BOT.id)) return;
    this.#feed.publish({
      type: 'dispatch',
      event,
      data,
      intents: Intent.Guilds,
      ...(guildId === undefined ? {} : { guildId }),
    });
  }
}
