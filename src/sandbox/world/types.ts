import type { APIOverwrite, APIRole, APIUser, ChannelType, Locale } from 'discord-api-types/v10';

/** Channels the sandbox knows: text, announcement, their threads, and direct messages. */
export type Kind =
  | ChannelType.GuildText
  | ChannelType.GuildAnnouncement
  | ChannelType.PublicThread
  | ChannelType.AnnouncementThread
  | ChannelType.DM;

/** Someone in a server: a person, or the bot. */
export interface Member {
  user: APIUser;
  roles: string[];
  nick: string | null;
  /** ISO 8601. */
  joinedAt: string;
}

/** A channel, a thread (with `parentId`) or, without `guildId`, a direct message with `recipient`. */
export interface Channel {
  id: string;
  type: Kind;
  name: string;
  guildId?: string;
  parentId?: string;
  topic?: string;
  position: number;
  overwrites: APIOverwrite[];
  archived: boolean;
  locked: boolean;
  recipient?: APIUser;
  lastMessageId?: string;
}

/** A server. The role that has the server's id is @everyone. */
export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  locale: Locale;
  /** False in an outage: nobody reaches the server, and the bot knows it by its id alone. */
  available: boolean;
  roles: Map<string, APIRole>;
  members: Map<string, Member>;
}
