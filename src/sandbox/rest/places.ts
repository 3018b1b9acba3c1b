import { PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { refuse } from '../errors.ts';
import { BOT } from '../world/payloads.ts';
import type { Channel, Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** A server that the bot is in. @throws DiscordError 10004, also in an outage, 50001 */
export function guildOf(world: World, id: string): Guild {
  const guild = world.guilds.get(id);
  if (!guild?.available) throw refuse('unknownGuild');
  if (!guild.members.has(BOT.id)) throw refuse('missingAccess');
  return guild;
}

/** A channel that the bot sees. @throws DiscordError 10003, also in an outage, 50001 */
export function channelOf(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel || !world.reachable(channel)) throw refuse('unknownChannel');
  if (!world.can(BOT.id, Flag.ViewChannel, channel)) throw refuse('missingAccess');
  return channel;
}
