import {
  type APIRole,
  type APIUser,
  ChannelType,
  GatewayDispatchEvents as Event,
  GatewayIntentBits as Intent,
  Locale,
  OverwriteType,
} from 'discord-api-types/v10';
import type { Feed, Happening } from '../feed.ts';
import type { Snowflakes } from '../ids.ts';
import { type ChannelInput, EVERYONE, type GuildInput, type PersonInput, type RoleInput } from './inputs.ts';
import {
  BOT,
  channelPayload,
  guildCreatePayload,
  isThread,
  memberPayload,
  rolePayload,
  userPayload,
} from './payloads.ts';
import { State } from './state.ts';
import type { Channel, Guild, Member } from './types.ts';

/** The servers, channels, roles and people of the sandbox. Every change is told to the bot as Discord tells it. */
export class World extends State {
  readonly #feed: Feed<Happening>;
  readonly #ids: Snowflakes;
  readonly #now: () => Date;

  constructor(feed: Feed<Happening>, ids: Snowflakes, now: () => Date) {
    super();
    this.#feed = feed;
    this.#ids = ids;
    this.#now = now;
  }

  /** Add a server. */
  addGuild(input: GuildInput): Guild {
    const id = input.id ?? this.#ids.next();
    const botRole = rolePayload(input.botRoleId ?? this.#ids.next(), BOT.username, input.bot ?? 0n, 1);
    const guild: Guild = {
      id,
      name: input.name,
      ownerId: input.ownerId ?? this.#ids.next(),
      locale: input.locale ?? Locale.EnglishUS,
      available: true,
      roles: new Map([
        [id, rolePayload(id, '@everyone', input.everyone ?? EVERYONE, 0)],
        [botRole.id, { ...botRole, managed: true, tags: { bot_id: BOT.id } }],
      ]),
      members: new Map(),
    };
    this.guilds.set(id, guild);
    if (input.withBot === false) guild.roles.delete(botRole.id);
    else this.#join(guild, BOT, [botRole.id]);
    this.#tellWhole(guild);
    return guild;
  }

  /** Add a person to a server. */
  addPerson(guildId: string, input: PersonInput): Member {
    const known = input.id === undefined ? undefined : this.users.get(input.id);
    const user = known ?? userPayload(input.id ?? this.#ids.next(), input.name);
    if (input.directMessages !== undefined) this.setDirectMessages(user.id, input.directMessages);
    return this.#join(this.guild(guildId), user, input.roles ?? []);
  }

  /**
   * Let a person install the application for themselves, or take it off again.
   * https://docs.discord.com/developers/resources/application#installation-context
   */
  installFor(userId: string, installed = true): void {
    if (installed) this.installed.add(userId);
    else this.installed.delete(userId);
  }

  /** Let the bot write to a person directly, or not. */
  setDirectMessages(userId: string, open: boolean): void {
    if (open) this.closed.delete(userId);
    else this.closed.add(userId);
  }

  /** Add a role. */
  addRole(guildId: string, input: RoleInput): APIRole {
    const guild = this.guild(guildId);
    const role = {
      ...rolePayload(input.id ?? this.#ids.next(), input.name, input.permissions ?? 0n, guild.roles.size),
      mentionable: input.mentionable ?? false,
    };
    guild.roles.set(role.id, role);
    this.#tell(Event.GuildRoleCreate, { guild_id: guildId, role }, guildId);
    return role;
  }

  /** Change what a role may do, or who may mention it; the role with the server's id is @everyone. */
  editRole(guildId: string, roleId: string, changes: Pick<RoleInput, 'permissions' | 'mentionable'>): void {
    const guild = this.guild(guildId);
    const role = guild.roles.get(roleId);
    if (!role) throw new Error(`There is no role ${roleId}.`);
    if (changes.permissions !== undefined) role.permissions = changes.permissions.toString();
    if (changes.mentionable !== undefined) role.mentionable = changes.mentionable;
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
    this.channels.add(channel);
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
    const threads = this.channelsOf(channel.guildId ?? '').filter(({ parentId }) => parentId === channelId);
    for (const thread of threads) this.deleteChannel(thread.id);
    this.channels.remove(channel);
    this.#tell(
      isThread(channel) ? Event.ThreadDelete : Event.ChannelDelete,
      channelPayload(channel),
      channel.guildId,
    );
  }

  /**
   * Take the bot out of a server; the server and its people stay.
   * @param told false: it happens while the bot does not listen, and shows in its next READY alone
   */
  removeBot(guildId: string, { told = true }: { told?: boolean } = {}): void {
    this.guild(guildId).members.delete(BOT.id);
    if (told) this.#tell(Event.GuildDelete, { id: guildId }, guildId);
  }

  /** Add the bot to a server again. */
  addBot(guildId: string): void {
    const guild = this.guild(guildId);
    const roles = [...guild.roles.values()].filter(({ tags }) => tags?.bot_id === BOT.id);
    this.#join(
      guild,
      BOT,
      roles.map(({ id }) => id),
    );
    this.#tellWhole(guild);
  }

  /**
   * Begin or end an outage of a server. While it lasts nobody reaches it: its channels seem not to exist.
   * https://docs.discord.com/developers/events/gateway-events#guild-delete
   */
  setAvailable(guildId: string, available: boolean): void {
    const guild = this.guild(guildId);
    if (guild.available === available) return;
    guild.available = available;
    if (available) this.#tellWhole(guild);
    else if (guild.members.has(BOT.id))
      this.#tell(Event.GuildDelete, { id: guildId, unavailable: true }, guildId);
  }

  /** The direct messages of the bot with a person, opened on first use. */
  directMessages(user: APIUser, id = this.#ids.next()): Channel {
    const open = this.channels.with(user.id);
    if (open) return open;
    const channel: Channel = {
      id,
      type: ChannelType.DM,
      name: user.username,
      position: 0,
      overwrites: [],
      archived: false,
      locked: false,
      recipient: user,
    };
    this.channels.add(channel);
    this.#feed.publish({ type: 'direct-messages', channelId: channel.id });
    return channel;
  }

  #join(guild: Guild, user: APIUser, roles: string[]): Member {
    const member: Member = { user, roles, nick: null, joinedAt: this.#now().toISOString() };
    guild.members.set(user.id, member);
    this.users.set(user.id, user);
    return member;
  }

  #tellWhole(guild: Guild): void {
    this.#tell(Event.GuildCreate, guildCreatePayload(guild, this.channelsOf(guild.id)), guild.id);
  }

  /** The bot hears of the servers that it is in and that are available, and of the end of either. */
  #tell(event: Event, data: object, guildId: string | undefined): void {
    const guild = guildId === undefined ? undefined : this.guild(guildId);
    const heard = !guild || (guild.available && guild.members.has(BOT.id));
    if (!heard && event !== Event.GuildDelete) return;
    this.#feed.publish({
      type: 'dispatch',
      event,
      data,
      intents: Intent.Guilds,
      ...(guildId === undefined ? {} : { guildId }),
    });
  }
}
