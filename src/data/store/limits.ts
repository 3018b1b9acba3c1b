/** How much a guild may keep, and how often it may change that. */
import { encode } from './frozen.ts';
import type { GuildData } from './guild-format.ts';
import { RecordRefused } from './refused.ts';

/** What one guild may have; the keys of `records` in `config/almanac.yaml` that say so. */
export interface GuildLimits {
  /** Own records and corrections. */
  readonly perServer: number;
  /** The size of all that is kept of it as JSON in UTF-8, in bytes, but for its digests. */
  readonly bytesPerServer: number;
  /** Entries of the history, at least 1. */
  readonly historyEntries: number;
  /** Changes in any 60 seconds. */
  readonly changesPerMinute: number;
}

const sizeOf = (value: object) => encode(value).length;

const sum = (values: Iterable<object>) => {
  let bytes = 0;
  // With the comma that stands between them.
  for (const value of values) bytes += sizeOf(value) + 1;
  return bytes;
};

const sizeOfState = ({ records, corrections, hidden, sources, settings }: GuildData) =>
  sum(records) + sum(corrections) + sum(sources) + sizeOf(hidden) + sizeOf(settings);

const count = ({ records, corrections }: GuildData) => records.length + corrections.length;

/**
 * What is kept of a guild after a change: where the history has too many entries, or would make it too large, its
 * oldest give way; the newest always stays. Throws {@link RecordRefused}, `limit-reached` or `too-large`, for a change
 * that makes more of what is too much.
 */
export function keepWithin(limits: GuildLimits, before: GuildData, after: GuildData): GuildData {
  const { perServer, bytesPerServer, historyEntries } = limits;
  if (count(after) > perServer && count(after) > count(before))
    throw new RecordRefused({ code: 'limit-reached', limit: perServer });
  const state = sizeOfState(after);
  let room = bytesPerServer - state;
  let kept = 0;
  for (const entry of after.history.toReversed()) {
    room -= sizeOf(entry);
    if (kept === historyEntries || (room < 0 && kept > 0)) break;
    if (room < 0 && state > sizeOfState(before))
      throw new RecordRefused({ code: 'too-large', limit: bytesPerServer });
    kept += 1;
  }
  return kept === after.history.length ? after : { ...after, history: after.history.slice(-kept) };
}

const MINUTE = 60_000;

/** How often each guild changed something in the last minute; in memory alone. */
export class Pace {
  readonly #limit: number;
  readonly #times = new Map<string, number[]>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes note of a change. Throws {@link RecordRefused}, `too-many-changes`, where there were enough of them. */
  admit(guildId: string, at: Date): void {
    const now = at.getTime();
    // A clock that was put back must not keep anyone waiting for the time that it lost.
    const recent = (this.#times.get(guildId) ?? []).filter((time) => time > now - MINUTE && time <= now);
    const [first] = recent;
    if (recent.length >= this.#limit && first !== undefined)
      throw new RecordRefused({
        code: 'too-many-changes',
        limit: this.#limit,
        seconds: Math.ceil((first + MINUTE - now) / 1000),
      });
    this.#times.delete(guildId);
    this.#times.set(guildId, [...recent, now]);
    this.#forgetIdle(now);
  }

  /** Guilds are in the order of their last change, so the idle ones come first. */
  #forgetIdle(now: number): void {
    for (const [guildId, times] of this.#times) {
      const last = times.at(-1) ?? 0;
      if (last > now - MINUTE && last <= now) return;
      this.#times.delete(guildId);
    }
  }
}
