import { ChannelType } from 'discord-api-types/v10';
import { FIXED } from './ids.ts';
import type { Surroundings } from './interactions/begin.ts';
import type { PageChannel, PageState, Person } from './protocol.ts';
import { BOT } from './world/payloads.ts';
import type { Channel } from './world/types.ts';
import type { World } from './world/world.ts';

/** The people of a server who can be played. */
export function peopleOf(world: World, guildId: string): Person[] {
  return [...world.guild(guildId).members.values()]
    .filter(({ user }) => !user.bot)
    .map(({ user, roles }) => ({
      id: user.id,
      name: user.global_name ?? user.username,
      manager: world.manages(user.id, guildId),
      roles,
      installed: world.installed.has(user.id),
    }));
}

/** The servers that the page shows: one with the bot, and one without. */
export const SHOWN: readonly string[] = [FIXED.guild, FIXED.elsewhere];

/** Whether the page shows a channel: those of its servers, and the direct messages of who is in the first. */
export function isShown(world: World, { guildId, recipient }: Channel): boolean {
  return (
    (guildId !== undefined && SHOWN.includes(guildId)) ||
    (recipient !== undefined && Boolean(world.member(FIXED.guild, recipient.id)))
  );
}

/** Where everything stands but the clock and the bot's connection. */
export function describeState({
  world,
  messages,
  commands,
}: Surroundings): Omit<PageState, 'bot' | 'clock' | 'requests'> {
  const guild = world.guild(FIXED.guild);
  const direct = world.channels.direct.filter((channel) => isShown(world, channel));
  const channels = [...SHOWN.flatMap((id) => world.channelsOf(id)), ...direct];
  return {
    guild: { id: guild.id, name: guild.name },
    channels: channels.map((channel) => describeChannel(world, channel)),
    roles: [...guild.roles.values()].map(({ id, name }) => ({ id, name })),
    people: peopleOf(world, guild.id),
    commands: commands.usableIn(guild.id),
    messages: messages.all(channels.map(({ id }) => id)),
  };
}

const KINDS = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.PublicThread]: 'thread',
  [ChannelType.AnnouncementThread]: 'thread',
  [ChannelType.DM]: 'direct',
} as const satisfies Record<Channel['type'], PageChannel['kind']>;

function describeChannel(world: World, channel: Channel): PageChannel {
  const { id, name, topic, parentId, type, recipient, guildId } = channel;
  const elsewhere = guildId !== undefined && !world.hasBot(channel);
  return {
    id,
    name: recipient ? BOT.username : name,
    kind: KINDS[type],
    ...(parentId === undefined ? {} : { parentId }),
    ...(recipient === undefined ? {} : { personId: recipient.id }),
    ...(topic === undefined ? {} : { topic }),
    ...(elsewhere ? { elsewhere: world.guild(guildId).name } : {}),
    botCanPost: world.mayPost(channel),
  };
}
