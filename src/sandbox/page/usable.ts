/** Which commands somebody is offered, and where. Pure. */
import {
  type ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/payloads/v10';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { PageChannel, Person } from '../protocol.ts';

/** In the server that has the bot, in direct messages with it, or in a server that does not have it. */
export type Where = 'server' | 'direct' | 'elsewhere';

/** Where a channel is. */
export function whereOf({ kind, elsewhere }: PageChannel): Where {
  if (kind === 'direct') return 'direct';
  return elsewhere === undefined ? 'server' : 'elsewhere';
}

/**
 * The commands that a person is offered there, in their registered order. In a server one with
 * `default_member_permissions` is for those who manage it, and one must be installed for the server or for the person
 * (https://docs.discord.com/developers/interactions/application-commands#permissions).
 */
export function usableCommands(
  commands: readonly APIApplicationCommand[],
  type: ApplicationCommandType,
  person: Person,
  where: Where,
): APIApplicationCommand[] {
  const context = where === 'direct' ? InteractionContextType.BotDM : InteractionContextType.Guild;
  const isInstalled = ({ integration_types: types, guild_id }: APIApplicationCommand) => {
    if (where === 'direct') return guild_id === undefined;
    const installs = types ?? [ApplicationIntegrationType.GuildInstall];
    return (
      (where === 'server' && installs.includes(ApplicationIntegrationType.GuildInstall)) ||
      (person.installed && installs.includes(ApplicationIntegrationType.UserInstall))
    );
  };
  const isAllowed = ({ default_member_permissions: asked }: APIApplicationCommand) =>
    where === 'direct' || person.manager || (asked ?? null) === null;
  return commands.filter(
    (command) =>
      command.type === type &&
      (!command.contexts || command.contexts.includes(context)) &&
      isInstalled(command) &&
      isAllowed(command),
  );
}
