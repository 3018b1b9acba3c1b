import { type Client, type GuildMember, PermissionFlagsBits } from 'discord.js';

/**
 * Whether a member's mention of a role in a channel reaches those who have it: anybody's does where the role may be
 * mentioned, else it takes Mention Everyone.
 * https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
export function canPing(client: Client, channelId: string, roleId: string, member: GuildMember): boolean {
  const channel = client.channels.cache.get(channelId);
  if (!channel || channel.isDMBased() || channel.guildId !== member.guild.id) return false;
  const role = channel.guild.roles.cache.get(roleId);
  if (!role) return false;
  return (
    role.mentionable || channel.permissionsFor(member)?.has(PermissionFlagsBits.MentionEveryone) === true
  );
}
