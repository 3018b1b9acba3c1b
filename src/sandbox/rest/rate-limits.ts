import { createHash } from 'node:crypto';
import type { Reply, Route } from './router.ts';

/** Whom a limit counts: https://docs.discord.com/developers/topics/rate-limits#header-format-rate-limit-header-examples */
export type Scope = 'user' | 'shared' | 'global';

/** How many requests a window of so many milliseconds takes. */
export interface Quota {
  limit: number;
  window: number;
}

/** All of a bot's requests together: https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const GLOBAL: Quota = { limit: 50, window: 1000 };

/** Where a request stands in its window. `resetAfter` is in milliseconds. */
interface Standing {
  refused: boolean;
  remaining: number;
  resetAfter: number;
}

/** Counts by key in windows that begin with their first request; what is refused is not counted. */
class Windows {
  readonly #quota: Quota;
  readonly #time: () => number;
  /** In the order in which they end. */
  readonly #open = new Map<string, { count: number; ends: number }>();

  constructor(quota: Quota, time: () => number) {
    this.#quota = quota;
    this.#time = time;
  }

  take(key: string): Standing {
    const { limit, window } = this.#quota;
    const now = this.#time();
    for (const [old, { ends }] of this.#open) {
      if (ends > now) break;
      this.#open.delete(old);
    }
    const counted = this.#open.get(key) ?? { count: 0, ends: now + window };
    this.#open.set(key, counted);
    const refused = counted.count >= limit;
    if (!refused) counted.count += 1;
    return { refused, remaining: limit - counted.count, resetAfter: counted.ends - now };
  }
}

/**
 * Discord's rate limits: one for all requests of a bot, and for some routes one for each of their top-level resources.
 * Interactions are bound by no global one. https://docs.discord.com/developers/topics/rate-limits
 */
export class RateLimits {
  readonly #time: () => number;
  readonly #global: Windows;
  readonly #buckets = new Map<Route, Windows>();

  /** @param time milliseconds that only ever rise */
  constructor(time: () => number) {
    this.#time = time;
    this.#global = new Windows(GLOBAL, time);
  }

  /**
   * Count a request. @param resource the first open segment of its path
   * @returns the headers of its answer, or the answer itself where the request is one too many
   */
  take(route: Route, resource: string): { headers: Record<string, string> } | { refusal: Reply } {
    const all = route.open ? undefined : this.#global.take('');
    if (all?.refused) return { refusal: rateLimited('global', all.resetAfter / 1000) };
    if (!route.quota) return { headers: {} };
    const windows = this.#buckets.get(route) ?? new Windows(route.quota, this.#time);
    this.#buckets.set(route, windows);
    const standing = windows.take(resource);
    const headers = headersOf(route, route.quota, standing);
    return standing.refused
      ? { refusal: rateLimited('user', standing.resetAfter / 1000, headers) }
      : { headers };
  }
}

/**
 * The answer to one request too many. @param seconds until the next one is taken @param bucket headers of the bucket
 * https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit
 */
export function rateLimited(scope: Scope, seconds: number, bucket: Record<string, string> = {}): Reply {
  const global = scope === 'global';
  return {
    status: 429,
    headers: {
      ...bucket,
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': scope,
      ...(global ? { 'x-ratelimit-global': 'true' } : {}),
    },
    body: { message: 'You are being rate limited.', retry_after: round(seconds), global },
  };
}

function headersOf(
  { method, pattern }: Route,
  { limit }: Quota,
  { remaining, resetAfter }: Standing,
): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(round((Date.now() + resetAfter) / 1000)),
    'x-ratelimit-reset-after': String(round(resetAfter / 1000)),
    'x-ratelimit-bucket': createHash('sha256').update(`${method} ${pattern}`).digest('hex').slice(0, 32),
  };
}

/** Seconds with three decimals, never less than the time that is meant. */
function round(seconds: number): number {
  return Math.ceil(seconds * 1000) / 1000;
}
