import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIRole,
  type APIUser,
  type ChannelFlags,
  ChannelType,
  type GuildMemberFlags,
  type GuildSystemChannelFlags,
  type RoleFlags,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import { FIXED } from '../ids.ts';
import type { Channel, Guild, Member } from './types.ts';

/** Who the bot is. https://discord.com/developers/docs/resources/user#user-object */
export const BOT: APIUser = {
  id: FIXED.application,
  username: 'Chain Almanac',
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot: true,
};

/** https://discord.com/developers/docs/resources/user#user-object */
export function userPayload(id: string, name: string): APIUser {
  return { id, username: name.toLowerCase(), discriminator: '0', global_name: name, avatar: null };
}

/** https://discord.com/developers/docs/topics/permissions#role-object */
export function rolePayload(id: string, name: string, permissions: bigint, position: number): APIRole {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: permissions.toString(),
    managed: false,
    mentionable: false,
    flags: 0 as RoleFlags,
  };
}

/** https://discord.com/developers/docs/resources/guild#guild-member-object */
export function memberPayload(member: Member): APIGuildMember {
  return {
    user: member.user,
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: member.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    communication_disabled_until: null,
    flags: 0 as GuildMemberFlags,
  };
}

/** Whether it is a thread, of whatever kind. */
export function isThread(channel: Pick<Channel, 'type'>): boolean {
  return channel.type === ChannelType.PublicThread || channel.type === ChannelType.AnnouncementThread;
}

/** https://discord.com/developers/docs/resources/channel#channel-object */
export function channelPayload(channel: Channel): APIChannel {
  const last_message_id = channel.lastMessageId ?? null;
  if (channel.type === ChannelType.DM) {
    return {
      id: channel.id,
      type: channel.type,
      name: null,
      recipients: channel.recipient ? [channel.recipient] : [],
      last_message_id,
      flags: 0 as ChannelFlags,
    };
  }
  const common = {
    id: channel.id,
    name: channel.name,
    guild_id: channel.guildId ?? '',
    last_message_id,
    rate_limit_per_user: 0,
    nsfw: false,
    flags: 0 as ChannelFlags,
    position: channel.position,
    permission_overwrites: channel.overwrites,
  };
  if (channel.type === ChannelType.GuildText || channel.type === ChannelType.GuildAnnouncement) {
    return {
      ...common,
      type: channel.type,
      topic: channel.topic ?? null,
      parent_id: channel.parentId ?? null,
    };
  }
  const { position: _position, permission_overwrites: _overwrites, nsfw: _nsfw, ...thread } = common;
  return {
    ...thread,
    type: channel.type,
    parent_id: channel.parentId ?? '',
    owner_id: FIXED.admin,
    member_count: 1,
    message_count: 0,
    total_message_sent: 0,
    applied_tags: [],
    thread_metadata: {
      archived: channel.archived,
      locked: channel.locked,
      auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
      archive_timestamp: '2026-01-01T00:00:00.000Z',
      create_timestamp: '2026-01-01T00:00:00.000Z',
    },
  };
}

/** https://discord.com/developers/docs/resources/guild#guild-object */
export function guildPayload(guild: Guild): APIGuild {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()],
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0 as GuildSystemChannelFlags,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    nsfw_level: 0,
    hub_type: null,
    incidents_data: null,
    approximate_member_count: guild.members.size,
  };
}

/** What a session is told of a server it is in: https://discord.com/developers/docs/topics/gateway-events#guild-create */
export function guildCreatePayload(guild: Guild, channels: readonly Channel[]): object {
  const bot = guild.members.get(BOT.id);
  return {
    ...guildPayload(guild),
    joined_at: bot?.joinedAt,
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: bot ? [memberPayload(bot)] : [],
    channels: channels.filter((channel) => !isThread(channel)).map(channelPayload),
    threads: channels.filter((channel) => isThread(channel) && !channel.archived).map(channelPayload),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
