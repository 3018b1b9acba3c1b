import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RateLimitError } from 'discord.js';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createFanOut, evenly } from '../../src/discord/fan-out.ts';

/** A time that goes on by sleeping alone, each time a little longer than asked for, in turn. */
function slowly(late: readonly number[]) {
  const delays = [...late];
  const pulse = {
    at: 1000,
    now: () => pulse.at,
    async sleep(milliseconds: number) {
      pulse.at += milliseconds + (delays.shift() ?? 0);
    },
  };
  return pulse;
}

/** When each of so many turns that are waited for together came, in milliseconds. */
async function take(turn: () => Promise<void>, now: () => number, count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, () => turn().then(now)));
}

describe('turns', () => {
  it.each([50, 48, 7, 1])('come evenly at %i a second', async (rate) => {
    const pulse = slowly([]);
    const came = await take(evenly(rate, pulse), pulse.now, rate * 5);
    const gaps = came.slice(2).map((at, n) => at - (came[n + 1] ?? 0));
    for (const gap of gaps) expect(gap).toBeCloseTo(1000 / rate, 6);
  });

  it('never are more than the rate and one in any second, and keep the rate, however late timers are', () => {
    const lateness = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 300, maxLength: 300 });
    return fc.assert(
      fc.asyncProperty(lateness, async (late) => {
        const pulse = slowly(late);
        const came = await take(evenly(48, pulse), pulse.now, 240);
        for (const at of came)
          expect(came.filter((other) => other >= at && other < at + 999).length).toBeLessThanOrEqual(49);
        expect((came.at(-1) ?? 0) - (came[0] ?? 0)).toBeLessThan(5000 + 20);
      }),
      { numRuns: 20 },
    );
  });

  it('that were held up do not come in a burst', async () => {
    const pulse = slowly([0, 0, 0, 3000]);
    const came = await take(evenly(48, pulse), pulse.now, 100);
    const after = came.filter((at) => at >= 4000);
    const [first = 0] = after;
    expect(after.length).toBeGreaterThan(90);
    expect(after.filter((at) => at < first + 999).length).toBeLessThanOrEqual(50);
  });

  it('come at once after a rest', async () => {
    const pulse = slowly([]);
    const turn = evenly(1, pulse);
    await take(turn, pulse.now, 3);
    pulse.at += 60_000;
    const start = pulse.at;
    expect(await take(turn, pulse.now, 1)).toEqual([start]);
  });
});

describe('a request', () => {
  const server = createServer();
  afterEach(() => server.close());

  it('that fails is not repeated: a message may have been made', async () => {
    let requests = 0;
    server.on('request', (_, response) => {
      requests += 1;
      response.writeHead(503).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const rest = createFanOut(`http://127.0.0.1:${port}/api`, 'token', 50);
    await expect(rest.post('/channels/500/messages', { body: {} })).rejects.toMatchObject({ status: 503 });
    expect(requests).toBe(1);
  });

  it('that would wait long for a rate limit fails instead, and can be tried later', async () => {
    server.removeAllListeners('request');
    server.on('request', (_, response) => {
      response
        .writeHead(429, { 'retry-after': '3600', 'content-type': 'application/json' })
        .end(JSON.stringify({ message: 'limited', retry_after: 3600, global: false }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const rest = createFanOut(`http://127.0.0.1:${port}/api`, 'token', 50);
    const posting = rest.post('/channels/500/messages/9001/crosspost');
    await expect(posting).rejects.toBeInstanceOf(RateLimitError);
  });
});
