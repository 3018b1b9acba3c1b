import { PermissionFlagsBits as Flag, OverwriteType } from 'discord-api-types/v10';
import type { Channel, Guild, Member } from './types.ts';

/** Every permission there is, as bits. */
export const ALL: bigint = Object.values(Flag).reduce((sum, bit) => sum | bit, 0n);

/**
 * What a member may do in the server as a whole: the owner and administrators everything, others what @everyone and
 * their roles allow. https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function guildPermissions(guild: Guild, member: Member): bigint {
  if (member.user.id === guild.ownerId) return ALL;
  let bits = BigInt(guild.roles.get(guild.id)?.permissions ?? 0);
  for (const role of member.roles) bits |= BigInt(guild.roles.get(role)?.permissions ?? 0);
  return bits & Flag.Administrator ? ALL : bits;
}

/**
 * What a member may do in a channel: the server's permissions, then the overwrites of @everyone, of all roles at
 * once, and of the member, each taking away before it gives. For a thread hand in its parent.
 * https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function channelPermissions(guild: Guild, member: Member, channel: Channel): bigint {
  const base = guildPermissions(guild, member);
  if (base === ALL) return ALL;
  const { overwrites } = channel;
  const layers = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(
      ({ id, type }) => type === OverwriteType.Role && id !== guild.id && member.roles.includes(id),
    ),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === member.user.id),
  ];
  return layers.reduce((bits, layer) => {
    const deny = layer.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = layer.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    return (bits & ~deny) | allow;
  }, base);
}

/** Whether all bits of `wanted` are in `bits`. */
export function has(bits: bigint, wanted: bigint): boolean {
  return (bits & wanted) === wanted;
}
