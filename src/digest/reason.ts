/** Why something was not posted, as a code with the values that belong to it. */
import { z } from 'zod';

/**
 * - `asked`: a person paused it.
 * - `quiet`: nothing to tell.
 * - `late`: its time was over before it could be posted.
 * - `retry-later`: Discord or the way to it failed for now.
 * - `content-refused`: Discord does not take this message.
 * - `destination-dead`: the channel is gone or closed to the bot.
 * - `unauthorized`: Discord does not take the bot's token.
 * - `cannot-look`: it may have been posted, and the channel cannot be read to tell.
 * - `not-composed`: the digest could not be put together.
 */
const REASONS = [
  'asked',
  'quiet',
  'late',
  'retry-later',
  'content-refused',
  'destination-dead',
  'unauthorized',
  'cannot-look',
  'not-composed',
] as const;

/** See {@link REASONS}; with Discord's answer where there was one. */
export const reasonSchema = z.strictObject({
  code: z.enum(REASONS),
  /** The HTTP status. */
  status: z.int().optional(),
  /** Discord's JSON error code. */
  discord: z.int().optional(),
});

/** See {@link reasonSchema}. */
export type Reason = z.infer<typeof reasonSchema>;
