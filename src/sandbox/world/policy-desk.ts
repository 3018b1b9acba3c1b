import { ChannelType, PermissionFlagsBits as Flag, OverwriteType } from 'discord-api-types/v10';
import { FIXED } from '../ids.ts';
import type { World } from './world.ts';

/**
 * Build what the page shows: a server with four channels, a thread, and two people, one of whom manages it; a server
 * that the bot is not in, where one of them brings it along; and the direct messages of both with the bot.
 */
export function buildPolicyDesk(world: World): void {
  const { id: guild } = world.addGuild({
    id: FIXED.guild,
    name: 'Policy Desk',
    ownerId: FIXED.owner,
    botRoleId: FIXED.botRole,
  });
  world.addRole(guild, { id: FIXED.editors, name: 'Editors', permissions: Flag.ManageGuild });
  world.addRole(guild, { id: FIXED.readers, name: 'Readers', mentionable: true });
  const lin = world.addPerson(guild, { id: FIXED.admin, name: 'Lin', roles: [FIXED.editors] });
  const chen = world.addPerson(guild, { id: FIXED.member, name: 'Chen', roles: [FIXED.readers] });
  world.addChannel(guild, { id: FIXED.general, name: 'general', topic: 'Talk about policy' });
  world.addChannel(guild, { id: FIXED.almanac, name: 'almanac', topic: 'On this date' });
  world.addChannel(guild, {
    id: FIXED.announcements,
    name: 'announcements',
    type: ChannelType.GuildAnnouncement,
    topic: 'Followed by other servers',
  });
  world.addChannel(guild, {
    id: FIXED.privateDesk,
    name: 'private-desk',
    topic: 'The bot may not post here',
    overwrites: [
      {
        id: FIXED.botRole,
        type: OverwriteType.Role,
        allow: '0',
        deny: (Flag.ViewChannel | Flag.SendMessages).toString(),
      },
    ],
  });
  world.addChannel(guild, {
    id: FIXED.thread,
    name: 'hangzhou-parks',
    type: ChannelType.PublicThread,
    parentId: FIXED.general,
  });

  const { id: elsewhere } = world.addGuild({
    id: FIXED.elsewhere,
    name: 'Reading Room',
    ownerId: FIXED.owner,
    withBot: false,
  });
  for (const { user } of [lin, chen]) world.addPerson(elsewhere, { id: user.id, name: user.username });
  world.addChannel(elsewhere, {
    id: FIXED.readingRoom,
    name: 'reading-room',
    topic: 'A server that the bot is not in; Lin has it installed',
  });
  world.installFor(lin.user.id);
  world.directMessages(lin.user, FIXED.adminDirect);
  world.directMessages(chen.user, FIXED.memberDirect);
}
