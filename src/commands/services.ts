import type { Library } from '../data/library.ts';
import type { GuildRecords } from '../data/store/guilds.ts';
import type { Books } from '../digest/books.ts';
import type { Subscription } from '../digest/subscription.ts';
import type { Config } from '../settings.ts';
import type { MessageView } from '../views/parts.ts';
import type { RightName } from '../views/subscription.ts';
import type { Drafts } from './drafts.ts';

/** What the bot may do in channels. */
export interface ChannelRights {
  /** What is missing in a channel to post and to look for what was posted; undefined where the bot sees no such channel. */
  missing(channelId: string): readonly RightName[] | undefined;
  /** A channel that the bot sees: its name and guild. */
  describe(channelId: string): { readonly name: string; readonly guildId: string } | undefined;
}

/** What commands work with; put together once, at the start. */
export interface Services {
  clock(): Date;
  readonly config: Config;
  /** What a reader in that guild may see; without one, the catalogue alone. */
  libraryOf(guildId: string | undefined): Promise<Library>;
  readonly records: GuildRecords;
  readonly drafts: Drafts;
  readonly channels: ChannelRights;
  readonly digests: {
    readonly books: Books;
    /** A subscription's digest of a local date as it would be posted; undefined where nothing would be. */
    compose(guildId: string, subscription: Subscription, date: string): Promise<MessageView | undefined>;
  };
}
