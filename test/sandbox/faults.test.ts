import { DiscordAPIError, HTTPError, RateLimitError, REST, Routes } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { FaultRule, Sandbox } from '../../src/sandbox/index.ts';
import { FAULT_NAMES, type FaultName } from '../../src/sandbox/rest/faults.ts';
import { ask, sandboxFor } from './harness.ts';

const path = (sandbox: Sandbox) => `/channels/${sandbox.channels.general.id}/messages`;

/** The bot's own way to the API; what becomes of one message. */
async function send(sandbox: Sandbox): Promise<string> {
  const rest = new REST({ api: sandbox.apiUrl, retries: 0, timeout: 200, rejectOnRateLimit: () => true });
  rest.setToken(sandbox.token);
  try {
    await rest.post(Routes.channelMessages(sandbox.channels.general.id), { body: { content: 'x' } });
    return 'sent';
  } catch (error) {
    if (error instanceof DiscordAPIError) return `${error.status}/${error.code}`;
    if (error instanceof HTTPError) return String(error.status);
    if (error instanceof RateLimitError) return error.global ? 'global' : error.scope;
    return error instanceof Error && error.name === 'AbortError' ? 'timeout' : 'cut';
  }
}

/** What a client meets, and how many messages there are then. */
const OUTCOMES: Record<FaultName, readonly [met: string, made: number]> = {
  'drop-before': ['cut', 0],
  'drop-after': ['cut', 1],
  'hang-before': ['timeout', 0],
  'hang-after': ['timeout', 1],
  'error-before': ['503', 0],
  'error-after': ['503', 1],
  unauthorized: ['401/0', 0],
  'missing-access': ['403/50001', 0],
  'missing-permissions': ['403/50013', 0],
  'unknown-channel': ['404/10003', 0],
  'invalid-form': ['400/50035', 0],
  'rate-limit-user': ['user', 0],
  'rate-limit-shared': ['shared', 0],
  'rate-limit-global': ['global', 0],
};

describe('a fault', () => {
  it.each(FAULT_NAMES)('strikes as %s', async (fault) => {
    const sandbox = await sandboxFor();
    const active = sandbox.faults.add({ fault, times: 1 });
    const [met, made] = OUTCOMES[fault];
    expect(await send(sandbox)).toBe(met);
    await active.struck;
    expect(sandbox.messages(sandbox.channels.general)).toHaveLength(made);
    expect(await send(sandbox)).toBe('sent');
    expect(active.hits).toBe(1);
    expect(sandbox.faults.list).toEqual([]);
  });

  it('counts with the requests, without an answer as 0', async () => {
    const sandbox = await sandboxFor();
    for (const fault of ['drop-after', 'rate-limit-global', 'missing-access'] as const)
      sandbox.faults.add({ fault, times: 1 });
    for (let index = 0; index < 4; index += 1) await send(sandbox);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([0, 429, 403, 200]);
    expect([...sandbox.statuses]).toEqual([
      [0, 1],
      [429, 1],
      [403, 1],
      [200, 1],
    ]);
  });

  it.each<[what: string, rule: Omit<FaultRule, 'fault'>, strikes: boolean]>([
    ['everything', {}, true],
    ['a method', { method: 'POST' }, true],
    ['another method', { method: 'GET' }, false],
    ['a route', { route: '/channels/:/messages' }, true],
    ['a longer route', { route: '/channels/:/messages/:/crosspost' }, false],
    ['another route', { route: '/channels/:/typing' }, false],
    ['a channel', { channelId: '1100000000000000401' }, true],
    ['another channel', { channelId: '1100000000000000402' }, false],
    ['all of it', { method: 'POST', route: '/channels/:/messages', channelId: '1100000000000000401' }, true],
  ])('matches %s', async (_what, rule, strikes) => {
    const sandbox = await sandboxFor();
    sandbox.faults.add({ ...rule, fault: 'missing-access' });
    const { status } = await ask(sandbox, 'POST', path(sandbox), { content: 'x' });
    expect(status === 403).toBe(strikes);
  });

  it('lets some pass, strikes so often, and ends when it is cleared', async () => {
    const sandbox = await sandboxFor();
    const statuses = async (count: number) => {
      const all: number[] = [];
      for (let index = 0; index < count; index += 1)
        all.push((await ask(sandbox, 'POST', path(sandbox), { content: 'x' })).status);
      return all;
    };
    sandbox.faults.add({ fault: 'error-before', status: 502, skip: 1, times: 2 });
    expect(await statuses(4)).toEqual([200, 502, 502, 200]);
    const lasting = sandbox.faults.add({ fault: 'unauthorized' });
    sandbox.faults.add({ fault: 'unknown-channel' });
    expect(await statuses(3)).toEqual([401, 401, 401]);
    lasting.clear();
    expect(await statuses(1)).toEqual([404]);
    sandbox.faults.clear();
    expect(await statuses(1)).toEqual([200]);
  });

  it('tells how long a rate limit lasts', async () => {
    const sandbox = await sandboxFor();
    sandbox.faults.add({ fault: 'rate-limit-global', retryAfter: 2.5 });
    const response = await fetch(`${sandbox.apiUrl}/v10/users/@me`);
    expect(response.headers.get('retry-after')).toBe('3');
    expect(response.headers.get('x-ratelimit-global')).toBe('true');
    expect(await response.json()).toEqual({
      message: 'You are being rate limited.',
      retry_after: 2.5,
      global: true,
    });
  });
});

describe('over the page’s own address a fault', () => {
  const tell = async (sandbox: Sandbox, method: string, at = '', body?: object) => {
    const response = await fetch(new URL(`/sandbox/faults${at}`, sandbox.url), {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('is added, listed and ended', async () => {
    const sandbox = await sandboxFor();
    const { body } = await tell(sandbox, 'POST', '', { fault: 'missing-access', method: 'POST' });
    await tell(sandbox, 'POST', '', { fault: 'drop-before', method: 'GET', times: 3 });
    expect(await send(sandbox)).toBe('403/50001');
    expect((await tell(sandbox, 'GET')).body).toEqual([
      { id: body['id'], hits: 1, fault: 'missing-access', method: 'POST' },
      { id: expect.any(String), hits: 0, fault: 'drop-before', method: 'GET', times: 3 },
    ]);
    await tell(sandbox, 'DELETE', `/${body['id']}`);
    expect(await send(sandbox)).toBe('sent');
    await tell(sandbox, 'DELETE');
    expect((await tell(sandbox, 'GET')).body).toEqual([]);
  });

  it.each([
    {},
    { fault: 'earthquake' },
    { fault: 'drop-after', times: 0 },
    { fault: 'error-after', status: 200 },
    { fault: 'drop-after', chanelId: '1' },
  ])('is refused as %j', async (rule) => {
    const { status, body } = await tell(await sandboxFor(), 'POST', '', rule);
    expect(status).toBe(400);
    expect(body['message']).not.toBe('');
  });
});
