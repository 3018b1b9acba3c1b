/** For whom the application is installed in a place, and what that lets people and the application do. */
import {
  type APIApplicationCommand,
  ApplicationIntegrationType,
  PermissionFlagsBits as Flag,
  InteractionContextType,
} from 'discord-api-types/v10';
import { BOT } from '../world/payloads.ts';
import type { Channel } from '../world/types.ts';
import type { World } from '../world/world.ts';

/**
 * For whom the application is installed there: the server ("0" in direct messages with the bot), the person, or both.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
 */
export function owners(
  world: World,
  place: Channel,
  userId: string,
): Partial<Record<ApplicationIntegrationType, string>> {
  return {
    ...(world.hasBot(place) ? { [ApplicationIntegrationType.GuildInstall]: place.guildId ?? '0' } : {}),
    ...(world.installed.has(userId) ? { [ApplicationIntegrationType.UserInstall]: userId } : {}),
  };
}

/**
 * Whether a person's client shows a command there: contexts, for whom the application is installed, the permissions it
 * asks for by default, and the right to use commands at all. https://discord.com/developers/docs/interactions/application-commands#permissions
 */
export function mayUse(
  world: World,
  command: APIApplicationCommand,
  userId: string,
  place: Channel,
): boolean {
  const context = place.guildId === undefined ? InteractionContextType.BotDM : InteractionContextType.Guild;
  if (command.contexts && !command.contexts.includes(context)) return false;
  if (place.guildId === undefined) return true;
  const installs = Object.keys(owners(world, place, userId)).map(Number);
  const types = command.integration_types ?? [ApplicationIntegrationType.GuildInstall];
  if (!types.some((type) => installs.includes(type))) return false;
  // "0" hides a command from everybody but administrators.
  const asked = command.default_member_permissions;
  const wanted = asked === '0' ? Flag.Administrator : BigInt(asked ?? 0);
  return world.can(userId, wanted | Flag.UseApplicationCommands, place);
}

/** What an application may do that somebody brings along: https://docs.discord.com/developers/resources/application#user-install */
const BROUGHT = Flag.EmbedLinks | Flag.AttachFiles | Flag.MentionEveryone;

/** What the bot may do in a channel, by itself or where somebody brings it along. */
export function botPermissions(world: World, place: Channel): bigint {
  return world.hasBot(place) ? world.permissionsIn(place, BOT.id) : BROUGHT;
}
