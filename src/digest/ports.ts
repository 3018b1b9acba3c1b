/** What the digests need of the world. All of it is handed in. */
import type { Records } from '../data/library.ts';
import type { LeapDay } from '../data/timeline.ts';
import type { Book } from './book.ts';
import type { Digest } from './content.ts';
import type { Failure } from './outcome.ts';
import type { Reason } from './reason.ts';
import type { Subscription } from './subscription.ts';

/** A guild's book on the disk: `data` is what is there; an update resolves once its change is. */
export interface BookFile {
  readonly data: Readonly<Book>;
  update(change: (book: Book) => Book): Promise<Book>;
}

/** What came of a request that gives nothing back. */
export type Result = { readonly ok: true } | Failure;

/** What came of a post. */
export type PostResult = { readonly ok: true; readonly messageId: string } | Failure;

/**
 * What came of a look into a channel: the message with the key, or `absent` where all since then was read and it was
 * not there. `cannot-look` where the channel's history may not be read, which Discord answers with an empty list.
 * A channel that is gone or hidden, and a way to it that fails for now, are {@link Failure}s with Discord's codes.
 */
export type LookResult = { readonly found: string } | 'absent' | 'cannot-look' | Failure;

/** Who reads a digest: the people of a guild and, where it is shared, of all that follow its channel. */
export interface Audience {
  readonly guildId: string;
  /** Nothing of the guild's own may be in it then. */
  readonly shared: boolean;
}

/** Posting and what it takes. `Body` is a message as the ports know it; the digests only pass it on. */
export interface Ports<Body> {
  /** What an audience may see. */
  records(audience: Audience): Promise<Records> | Records;
  /** Where a guild tells 29 February in common years. */
  leapDay(guildId: string): Promise<LeapDay> | LeapDay;
  /** Puts a digest into a message that carries `key` in a custom_id; undefined where there is nothing to post. */
  render(
    digest: Digest,
    subscription: Subscription,
    key: string,
    audience: Audience,
  ): Promise<Body | undefined> | Body | undefined;
  /** Posts one message with an enforced nonce, of at most 25 characters; of those it mentions, only `role` is pinged. */
  post(channelId: string, body: Body, nonce: string, role?: string): Promise<PostResult>;
  /** Looks for the bot's message with this key, back to `since` in milliseconds since the epoch. */
  look(channelId: string, key: string, since: number): Promise<LookResult>;
  /** Publishes a message to the servers that follow its channel; one that is published already is fine. */
  publish(channelId: string, messageId: string): Promise<Result>;
  /** Tells whoever subscribed, by a direct message with an enforced nonce, why their subscription was paused. */
  tell(guildId: string, subscription: Subscription, reason: Reason, nonce: string): Promise<Result>;
}

/** As pino has it: values first, then what happened. */
export interface Logger {
  info(values: object, what: string): void;
  warn(values: object, what: string): void;
  error(values: object, what: string): void;
}
