/**
 * The guilds that the bot is no longer a member of, and since when: what is kept of one is removed 30 days later, unless
 * it comes back. Pure; who is a member, and what time it is, is handed in.
 */
import { z } from 'zod';
import type { Format } from './document.ts';

/** How long all that is kept of a guild stays after the bot was removed from it, in days. */
const KEPT_DAYS = 30;

const DAY = 86_400_000;

/** A guild that the bot was removed from. */
export interface Departure {
  readonly guildId: string;
  /** When that was first seen; an instant in ISO 8601. */
  readonly at: string;
}

/** All such guilds of which something is kept. */
export interface Departures {
  readonly departed: readonly Departure[];
}

/** The document of the departures. */
export const departuresFormat: Format<Departures> = {
  version: 1,
  schema: z.strictObject({
    departed: z
      .array(z.strictObject({ guildId: z.string().regex(/^\d{17,20}$/), at: z.iso.datetime() }))
      .refine(
        (all) => new Set(all.map(({ guildId }) => guildId)).size === all.length,
        'a guild is named twice',
      ),
  }),
  empty: () => ({ departed: [] }),
};

/**
 * Notes the guilds that something is kept of and the bot is no member of, and clears the others. Gives back what it
 * was given where nothing is to be noted.
 */
export function reconcile(
  departures: Departures,
  kept: Iterable<string>,
  isMember: (guildId: string) => boolean,
  now: Date,
): Departures {
  const known = new Map(departures.departed.map((each) => [each.guildId, each]));
  const gone = [...new Set(kept)].filter((guildId) => !isMember(guildId));
  if (gone.length === known.size && gone.every((guildId) => known.has(guildId))) return departures;
  const at = now.toISOString();
  return { departed: gone.map((guildId) => known.get(guildId) ?? { guildId, at }) };
}

/** The guilds whose 30 days are over. */
export function overdue({ departed }: Departures, now: Date): string[] {
  const latest = now.getTime() - KEPT_DAYS * DAY;
  return departed.filter(({ at }) => Date.parse(at) <= latest).map(({ guildId }) => guildId);
}
