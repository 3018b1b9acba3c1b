import {
  type APIOverwrite,
  type ChannelType,
  PermissionFlagsBits as Flag,
  type Locale,
} from 'discord-api-types/v10';
import type { Kind } from './types.ts';

/** What members may do by default. */
export const EVERYONE: bigint =
  Flag.ViewChannel |
  Flag.SendMessages |
  Flag.SendMessagesInThreads |
  Flag.ReadMessageHistory |
  Flag.EmbedLinks |
  Flag.AttachFiles |
  Flag.AddReactions |
  Flag.UseApplicationCommands |
  Flag.UseExternalApps;

/** A new server. The bot is in it with a role of its own, unless told. Ids that are left out are drawn. */
export interface GuildInput {
  id?: string;
  name: string;
  ownerId?: string;
  /** False: whoever wants the bot there brings it along, see World.installFor. */
  withBot?: boolean;
  locale?: Locale;
  /** What @everyone may do. */
  everyone?: bigint;
  /** What the bot's role adds to that. */
  bot?: bigint;
  botRoleId?: string;
}

/** A new channel; `type` is a text channel unless told, `parentId` makes threads. */
export interface ChannelInput {
  id?: string;
  name: string;
  type?: Exclude<Kind, ChannelType.DM>;
  parentId?: string;
  topic?: string;
  overwrites?: APIOverwrite[];
}

/** A new role. */
export interface RoleInput {
  id?: string;
  name: string;
  permissions?: bigint;
  /** Whether everybody may mention it. */
  mentionable?: boolean;
}

/** A person who joins a server; one who is known by `id` joins another one. */
export interface PersonInput {
  id?: string;
  name: string;
  /** Ids. */
  roles?: string[];
  /** Whether the bot may write to them directly; true unless told. */
  directMessages?: boolean;
}
