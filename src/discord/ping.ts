import {
  type Client,
  type GuildBasedChannel,
  type GuildMember,
  PermissionFlagsBits,
  type User,
} from 'discord.js';

/**
 * Whether somebody's mention of a role in a channel reaches those who have it: anybody's does where the role may be
 * mentioned, else it takes Mention Everyone.
 * https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
export function reaches(channel: GuildBasedChannel, roleId: string, who: GuildMember | User): boolean {
  const role = channel.guild.roles.cache.get(roleId);
  if (!role) return false;
  return role.mentionable || channel.permissionsFor(who)?.has(PermissionFlagsBits.MentionEveryone) === true;
}

/** Whether a member's mention of a role in a channel of their own server reaches those who have it. */
export function canPing(client: Client, channelId: string, roleId: string, member: GuildMember): boolean {
  const channel = client.channels.cache.get(channelId);
  if (!channel || channel.isDMBased() || channel.guildId !== member.guild.id) return false;
  return reaches(channel, roleId, member);
}
