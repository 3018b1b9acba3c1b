import { PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import type { ChannelInput } from './inputs.ts';
import type { World } from './world.ts';

/** A server made by {@link buildMany}. */
export interface Built {
  guildId: string;
  /** Someone with Manage Server. */
  adminId: string;
  channelIds: string[];
}

/**
 * Build many servers with the bot in them, each with an admin and so many channels.
 * @param input of each channel, beside its name
 */
export function buildMany(
  world: World,
  { guilds, channels }: { guilds: number; channels: number },
  input: Omit<ChannelInput, 'id' | 'name'> = {},
): Built[] {
  return Array.from({ length: guilds }, (_, index) => {
    const { id: guildId } = world.addGuild({ name: `Guild ${index}` });
    const role = world.addRole(guildId, { name: 'Editors', permissions: Flag.ManageGuild });
    const { user } = world.addPerson(guildId, { name: `Admin ${index}`, roles: [role.id] });
    const channelIds = Array.from(
      { length: channels },
      (_, at) => world.addChannel(guildId, { ...input, name: `channel-${at}` }).id,
    );
    return { guildId, adminId: user.id, channelIds };
  });
}
