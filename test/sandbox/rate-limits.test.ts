import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { RateLimits } from '../../src/sandbox/rest/rate-limits.ts';
import { NO_CONTENT, type Route } from '../../src/sandbox/rest/router.ts';
import { clientFor, sandboxFor } from './harness.ts';

const route = (changes: Partial<Route> = {}): Route => ({
  method: 'POST',
  pattern: '/channels/:/messages',
  handler: () => NO_CONTENT,
  ...changes,
});

const ask = (sandbox: Sandbox, path: string, body?: object) =>
  fetch(`${sandbox.apiUrl}/v10${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

describe('over HTTP', () => {
  // The limits run on the machine's own time; it stands still, so that a slow machine meets them as well.
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => vi.useRealTimers());

  it('a channel takes five messages in five seconds, and its answers say so', async () => {
    const sandbox = await sandboxFor({ rateLimits: 'discord' });
    const { general, almanac } = sandbox.channels;
    const post = (id: string) => ask(sandbox, `/channels/${id}/messages`, { content: 'x' });
    for (let left = 4; left >= 0; left -= 1) {
      const { status, headers } = await post(general.id);
      expect([status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual([
        200,
        '5',
        String(left),
      ]);
      expect(headers.get('x-ratelimit-reset-after')).toBe('5');
      expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
      expect(headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
      expect(headers.get('x-ratelimit-scope')).toBeNull();
    }
    vi.advanceTimersByTime(1500);
    const refused = await post(general.id);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('4');
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
    expect(refused.headers.get('x-ratelimit-global')).toBeNull();
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(await refused.json()).toEqual({
      message: 'You are being rate limited.',
      retry_after: 3.5,
      global: false,
    });
    expect((await post(almanac.id)).status).toBe(200);
    vi.advanceTimersByTime(3500);
    expect((await post(general.id)).status).toBe(200);
    expect(sandbox.messages(general)).toHaveLength(6);
    expect(sandbox.requests.filter(({ status }) => status === 429)).toHaveLength(1);
    expect(sandbox.statuses.get(429)).toBe(1);
  });

  it('the bot makes fifty requests a second, answers to interactions apart', async () => {
    const sandbox = await sandboxFor({ rateLimits: 'discord' });
    const many = await Promise.all(Array.from({ length: 60 }, () => ask(sandbox, '/users/@me')));
    expect(many.filter(({ status }) => status === 200)).toHaveLength(50);
    const refused = many.find(({ status }) => status === 429);
    expect(refused?.headers.get('x-ratelimit-global')).toBe('true');
    expect(refused?.headers.get('x-ratelimit-scope')).toBe('global');
    expect(await refused?.json()).toMatchObject({ retry_after: 1, global: true });
    const callback = await ask(sandbox, '/interactions/1/token/callback', { type: 5 });
    expect(await callback.json()).toMatchObject({ code: 10062 });
    const webhook = await ask(sandbox, `/webhooks/${sandbox.applicationId}/token`, { content: 'x' });
    expect(await webhook.json()).toMatchObject({ code: 10015 });
    vi.advanceTimersByTime(1000);
    expect((await ask(sandbox, '/users/@me')).status).toBe(200);
  });

  it('there are none where they are off', async () => {
    const sandbox = await sandboxFor({ rateLimits: 'off' });
    const many = await Promise.all(Array.from({ length: 60 }, () => ask(sandbox, '/users/@me')));
    expect(many.every(({ status }) => status === 200)).toBe(true);
  });
});

it('discord.js reads the bucket and waits of itself', async () => {
  const sandbox = await sandboxFor({ rateLimits: 'discord' });
  const client = await clientFor(sandbox);
  const channel = client.channels.cache.get(sandbox.channels.general.id);
  if (!channel?.isSendable()) throw new Error('The channel is not there.');
  const waits = new Promise<object>((resolve) => client.rest.once('rateLimited', resolve));
  for (let index = 0; index < 5; index += 1) await channel.send('x');
  const sixth = channel.send('x');
  expect(await waits).toMatchObject({ limit: 5, global: false, majorParameter: channel.id });
  expect(sandbox.statuses.get(429)).toBeUndefined();
  expect((await sixth).content).toBe('x');
  expect(sandbox.statuses.get(429)).toBeUndefined();
});

it('never lets more through than the quota in any of its windows', () => {
  const requests = fc.array(fc.record({ wait: fc.nat(400), resource: fc.constantFrom('a', 'b') }));
  fc.assert(
    fc.property(requests, fc.integer({ min: 1, max: 4 }), (all, limit) => {
      let now = 0;
      const limits = new RateLimits(() => now);
      const limited = route({ quota: { limit, window: 1000 } });
      const windows = new Map<string, { from: number; taken: number }>();
      for (const { wait, resource } of all) {
        now += wait;
        const taken = !('refusal' in limits.take(limited, resource));
        const open = windows.get(resource);
        const window = open && now < open.from + 1000 ? open : { from: now, taken: 0 };
        expect(taken).toBe(window.taken < limit);
        if (taken) window.taken += 1;
        windows.set(resource, window);
      }
    }),
  );
});
