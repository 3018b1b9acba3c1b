/** What became of a request to Discord, and what follows from it. */
import type { Reason } from './reason.ts';

/** A request that failed: Discord's HTTP status and JSON error code, or neither where no answer came. */
export interface Failure {
  readonly ok: false;
  readonly status?: number | undefined;
  readonly code?: number | undefined;
  readonly cause: unknown;
}

/** What follows from a failure: try again, give this message up, give this channel up, or send nothing more at all. */
export type Consequence = 'retry-later' | 'content-refused' | 'destination-dead' | 'stop-all';

// Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
const DESTINATION_DEAD = new Set([
  10003, // unknown channel
  10004, // unknown guild
  50001, // missing access
  50008, // cannot send messages in a channel of this type
  50013, // missing permissions
  50024, // cannot do this in a channel of this type
  50083, // thread is archived
  160005, // thread is locked
]);

const CONTENT_REFUSED = new Set([
  10008, // unknown message
  50006, // empty message
  50035, // invalid form body
  200000, // blocked by automatic moderation
  240000, // blocked by harmful links filter
]);

const RETRY_LATER = new Set([
  20016, // slow mode
  20028, // write limit of the channel
  20029, // write limit of the server
  40003, // opening direct messages too fast
  40333, // blocked on the way by Cloudflare
  130000, // resource overloaded
]);

/** Tells what follows from a failure: first by what the status settles, then by Discord's code, then by the status. */
export function consequenceOf({ status, code }: Failure): Consequence {
  if (status === 401) return 'stop-all';
  if (status !== undefined && (status >= 500 || status === 408 || status === 429)) return 'retry-later';
  if (code !== undefined && RETRY_LATER.has(code)) return 'retry-later';
  if (code !== undefined && DESTINATION_DEAD.has(code)) return 'destination-dead';
  if (code !== undefined && CONTENT_REFUSED.has(code)) return 'content-refused';
  if (status === undefined) return 'retry-later';
  // Discord gives a code with each refusal. An answer without one is of something on the way, such as a proxy.
  if (status === 403 || status === 404) return code === undefined ? 'retry-later' : 'destination-dead';
  return 'content-refused';
}

/** The reason to keep for a failure. */
export function reasonOf(failure: Failure): Reason {
  const consequence = consequenceOf(failure);
  return {
    code: consequence === 'stop-all' ? 'unauthorized' : consequence,
    ...(failure.status !== undefined && { status: failure.status }),
    ...(failure.code !== undefined && { discord: failure.code }),
  };
}
