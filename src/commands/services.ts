import type { Library } from '../data/library.ts';
import type { GuildRecords } from '../data/store/guilds.ts';
import type { ImportPlan } from '../data/transfer/plan.ts';
import type { Books } from '../digest/books.ts';
import type { Subscription } from '../digest/subscription.ts';
import type { Config } from '../settings.ts';
import type { MessageView } from '../views/parts.ts';
import type { Render } from '../views/pictures/render.ts';
import type { FormDraft } from '../views/record-form.ts';
import type { RightName } from '../views/subscription.ts';
import type { Drafts } from './drafts.ts';

/** What the bot may do in channels. */
export interface ChannelRights {
  /** What is missing in a channel to post and to look for what was posted; undefined where the bot sees no such channel. */
  missing(channelId: string): readonly RightName[] | undefined;
  /** A channel that the bot sees: its name and guild, and whether its messages can be published to other servers. */
  describe(
    channelId: string,
  ): { readonly name: string; readonly guildId: string; readonly announces: boolean } | undefined;
  /** Whether the bot's mention of a role reaches those who have it. */
  canPing(channelId: string, roleId: string): boolean;
}

/** An import as it was shown to the one who asked, to be made when they say so. */
export interface ImportDraft {
  readonly file: string;
  readonly plan: ImportPlan;
}

/** Why a file was not downloaded. */
export type DownloadFault = 'not-allowed' | 'too-large' | 'too-slow' | 'failed';

/** A file could not be downloaded. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly code: DownloadFault;
  constructor(code: DownloadFault, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** What commands work with; put together once, at the start. */
export interface Services {
  clock(): Date;
  readonly config: Config;
  /** The id under which Discord knows a slash command; undefined until it is registered. */
  commandId(name: string): string | undefined;
  /** What a reader in that guild may see; without one, the catalogue alone. */
  libraryOf(guildId: string | undefined): Promise<Library>;
  readonly records: GuildRecords;
  /** Forms that were handed in and not saved yet. */
  readonly drafts: Drafts<FormDraft>;
  /** Files that were read and not imported yet. */
  readonly imports: Drafts<ImportDraft>;
  /**
   * What a person attached, at most so many bytes of it. Rejects with a {@link DownloadError}, also for an address that
   * is none of Discord's.
   */
  download(url: string, maxBytes: number): Promise<Uint8Array>;
  /** The name of a user whom the bot has met lately. */
  nameOf(userId: string): string | undefined;
  /** Makes a picture of a drawing. */
  readonly render: Render;
  /** Removes all that is kept of a guild, for good. */
  forget(guildId: string): Promise<void>;
  readonly channels: ChannelRights;
  readonly digests: {
    readonly books: Books;
    /** A subscription's digest of a local date as it would be posted; undefined where nothing would be. */
    compose(guildId: string, subscription: Subscription, date: string): Promise<MessageView | undefined>;
  };
}
