/** What the digests need of the world. All of it is handed in. */
import type { Records } from '../data/library.ts';
import type { LeapDay } from '../data/timeline.ts';
import type { Book } from './book.ts';
import type { Digest } from './content.ts';
import type { Failure } from './outcome.ts';
import type { Subscription } from './subscription.ts';

/** A guild's book on the disk: `data` is what is there; an update resolves once its change is. */
export interface BookFile {
  readonly data: Readonly<Book>;
  update(change: (book: Book) => Book): Promise<Book>;
}

/** What came of a post. */
export type PostResult = { readonly ok: true; readonly messageId: string } | Failure;

/**
 * What came of a look into a channel: the message with the key, or `absent` where all since then was read and it was
 * not there. `cannot-look` where the channel's history may not be read, which Discord answers with an empty list.
 * A channel that is gone or hidden, and a way to it that fails for now, are {@link Failure}s with Discord's codes.
 */
export type LookResult = { readonly found: string } | 'absent' | 'cannot-look' | Failure;

/** Posting and what it takes. `Body` is a message as the ports know it; the digests only pass it on. */
export interface Ports<Body> {
  /** What a guild may see. */
  records(guildId: string): Promise<Records> | Records;
  /** Where a guild tells 29 February in common years. */
  leapDay(guildId: string): LeapDay;
  /** Puts a digest into a message that carries `key` in a custom_id; undefined where there is nothing to post. */
  render(
    digest: Digest,
    subscription: Subscription,
    key: string,
    guildId: string,
  ): Promise<Body | undefined> | Body | undefined;
  /** Posts one message with an enforced nonce, of at most 25 characters. */
  post(channelId: string, body: Body, nonce: string): Promise<PostResult>;
  /** Looks for the bot's message with this key, back to `since` in milliseconds since the epoch. */
  look(channelId: string, key: string, since: number): Promise<LookResult>;
}

/** As pino has it: values first, then what happened. */
export interface Logger {
  info(values: object, what: string): void;
  warn(values: object, what: string): void;
  error(values: object, what: string): void;
}
