import {
  type AllowedMentionsTypes,
  type APIAllowedMentions,
  type APIMessage,
  PermissionFlagsBits as Flag,
} from 'discord-api-types/v10';
import type { Channel } from '../world/types.ts';
import type { World } from '../world/world.ts';

/**
 * Whom a text of the bot pings: what is written in it, as far as `allowed_mentions` lets it, roles and @everyone
 * where they may be mentioned. https://discord.com/developers/docs/resources/message#allowed-mentions-object
 */
export function findMentions(
  text: string,
  allowed: APIAllowedMentions | null | undefined,
  author: string,
  channel: Channel,
  world: World,
): Pick<APIMessage, 'mentions' | 'mention_roles' | 'mention_everyone'> {
  const lets = (kind: 'users' | 'roles', id: string) =>
    !allowed ||
    Boolean(allowed.parse?.includes(kind as AllowedMentionsTypes)) ||
    Boolean(allowed[kind]?.includes(id));
  const mayAll = world.can(author, Flag.MentionEveryone, channel);
  const roles = channel.guildId === undefined ? undefined : world.guild(channel.guildId).roles;
  return {
    mentions: idsIn(text, /<@!?(?<id>\d+)>/g)
      .filter((id) => lets('users', id))
      .flatMap((id) => world.users.get(id) ?? []),
    mention_roles: idsIn(text, /<@&(?<id>\d+)>/g).filter(
      (id) => lets('roles', id) && roles?.has(id) && (mayAll || roles.get(id)?.mentionable),
    ),
    mention_everyone:
      /@(everyone|here)\b/.test(text) &&
      mayAll &&
      (!allowed || Boolean(allowed.parse?.includes('everyone' as AllowedMentionsTypes))),
  };
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].flatMap((match) => match.groups?.['id'] ?? []))];
}
