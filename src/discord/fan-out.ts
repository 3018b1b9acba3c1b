import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultRestOptions, REST } from 'discord.js';

/** The longest that a request waits in line for a rate limit, in milliseconds; the digests know better how to wait longer. */
const PATIENCE = 10_000;

/** What time it is, in milliseconds that never jump, and how to let some of them pass. */
export interface Pulse {
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

const realTime: Pulse = { now: () => performance.now(), sleep: (milliseconds) => sleep(milliseconds) };

/**
 * Turns that come one by one, `rate` a second and evenly spaced. A turn that came a little late is made up for; time
 * that the event loop was held up for is not, or it would end in a burst.
 */
export function evenly(rate: number, { now, sleep }: Pulse = realTime): () => Promise<void> {
  const interval = 1000 / rate;
  let line = Promise.resolve();
  let latest = Number.NEGATIVE_INFINITY;
  const turn = async () => {
    const present = now();
    latest = Math.max(latest + interval, present - interval);
    if (latest > present) await sleep(latest - present);
  };
  return () => {
    line = line.then(turn);
    return line;
  };
}

/**
 * A REST instance of its own for what goes out to many channels: whatever it sends is evenly spaced below Discord's
 * limit of requests a second (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit), and no reply
 * waits behind it. It repeats nothing by itself, since a message may have been made by a request that failed.
 */
export function createFanOut(apiUrl: string, token: string, rate: number): REST {
  const turn = evenly(rate);
  const rest = new REST({
    api: apiUrl,
    retries: 0,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > PATIENCE,
    async makeRequest(url, init) {
      await turn();
      return DefaultRestOptions.makeRequest(url, init);
    },
  });
  return rest.setToken(token);
}
