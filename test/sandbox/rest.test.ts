import { describe, expect, it } from 'vitest';
import { ask, clientFor, PIXEL, sandboxFor } from './harness.ts';

describe('the REST API', () => {
  it('wants the bot’s token, known routes and JSON', async () => {
    const sandbox = await sandboxFor();
    const get = async (path: string, authorization: string) =>
      (await fetch(`${sandbox.apiUrl}${path}`, { headers: { authorization } })).status;
    expect(await get('/v10/users/@me', 'Bot wrong')).toBe(401);
    expect(await get('/v10/users/@me', `Bot ${sandbox.token}`)).toBe(200);
    expect(await get('/v10/users/@me/nothing', `Bot ${sandbox.token}`)).toBe(404);
    expect(await get('/v9/users/@me', `Bot ${sandbox.token}`)).toBe(404);
    const response = await fetch(`${sandbox.apiUrl}/v10/channels/${sandbox.channels.general.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${sandbox.token}` },
      body: '{',
    });
    expect(response.status).toBe(400);
  });

  it.each<[path: string, expected: object]>([
    ['/users/@me', { bot: true }],
    ['/oauth2/applications/@me', { name: 'Chain Almanac' }],
    ['/users/@me/guilds', [{ name: 'Policy Desk', owner: false }]],
    ['/guilds/1100000000000000100', { preferred_locale: 'en-US' }],
    ['/guilds/1100000000000000100/channels', [{ name: 'general' }, {}, { type: 5 }, {}]],
    ['/guilds/1100000000000000100/threads/active', { threads: [{ name: 'hangzhou-parks' }] }],
    ['/guilds/1100000000000000100/roles', [{ name: '@everyone' }, { managed: true }, {}, {}]],
    ['/guilds/1100000000000000100/members/@me', { user: { bot: true } }],
    ['/guilds/1100000000000000100/members/1', { code: 10007 }],
    ['/guilds/1', { code: 10004 }],
    ['/channels/1', { code: 10003 }],
    ['/channels/1100000000000000404', { code: 50001 }],
    ['/channels/1100000000000000405', { parent_id: '1100000000000000401' }],
    ['/users/1100000000000000201', { global_name: 'Lin' }],
    ['/users/1', { code: 10013 }],
  ])('GET %s', async (path, expected) => {
    expect((await ask(await sandboxFor(), 'GET', path)).body).toMatchObject(expected);
  });

  it('lets the bot leave, and write to people directly', async () => {
    const sandbox = await sandboxFor();
    const client = await clientFor(sandbox);
    const user = await client.users.fetch(sandbox.people.admin.id);
    const { channelId } = await user.send('Your digest is paused.');
    expect(sandbox.messages(channelId)).toMatchObject([{ content: 'Your digest is paused.' }]);
    await client.guilds.cache.first()?.leave();
    expect((await ask(sandbox, 'GET', '/users/@me/guilds')).body).toEqual([]);
    expect((await ask(sandbox, 'GET', `/guilds/${sandbox.guildId}`)).body['code']).toBe(50001);
  });

  it('types, where the bot may write', async () => {
    const sandbox = await sandboxFor();
    const type = (id: string) => ask(sandbox, 'POST', `/channels/${id}/typing`);
    expect((await type(sandbox.channels.general.id)).status).toBe(204);
    expect((await type(sandbox.channels.privateDesk.id)).body['code']).toBe(50001);
  });

  it('remembers what it was asked', async () => {
    const sandbox = await sandboxFor();
    const form = new FormData();
    form.append('payload_json', JSON.stringify({ content: 'x' }));
    form.append('files[0]', new Blob([PIXEL]), 'map.png');
    const path = `/channels/${sandbox.channels.general.id}/messages`;
    await fetch(`${sandbox.apiUrl}/v10${path}?a=b`, {
      method: 'POST',
      headers: { authorization: `Bot ${sandbox.token}` },
      body: form,
    });
    expect(sandbox.requests).toEqual([
      { method: 'POST', path, query: 'a=b', body: { content: 'x' }, files: ['map.png'], status: 200 },
    ]);
  });

  it('refuses a file of more than 10 MiB', async () => {
    const sandbox = await sandboxFor();
    const send = async (size: number) => {
      const form = new FormData();
      form.append('files[0]', new Blob([new Uint8Array(size)]), 'large.bin');
      const response = await fetch(`${sandbox.apiUrl}/v10/channels/${sandbox.channels.general.id}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${sandbox.token}` },
        body: form,
      });
      return [response.status, ((await response.json()) as { code?: number }).code];
    };
    expect(await send(10 * 1024 * 1024 + 1)).toEqual([413, 40005]);
    expect(await send(10 * 1024 * 1024)).toEqual([200, undefined]);
  });

  it('holds hundreds of channels, and tells of each change', async () => {
    const sandbox = await sandboxFor();
    for (let index = 0; index < 500; index += 1)
      sandbox.world.addChannel(sandbox.guildId, { name: `c${index}` });
    const client = await clientFor(sandbox);
    expect(client.guilds.cache.first()?.channels.cache.size).toBe(505);
  });
});

describe('faults', () => {
  const posted = async (fault: Parameters<Awaited<ReturnType<typeof sandboxFor>>['intercept']>[0]) => {
    const sandbox = await sandboxFor();
    const stop = sandbox.intercept((request) => (request.method === 'POST' ? fault(request) : undefined));
    const path = `/channels/${sandbox.channels.general.id}/messages`;
    const failed = await ask(sandbox, 'POST', path, { content: 'x' }).catch(() => 'cut');
    const made = sandbox.messages(sandbox.channels.general).length;
    stop();
    expect((await ask(sandbox, 'POST', path, { content: 'x' })).status).toBe(200);
    return { failed: failed === 'cut' ? failed : (failed as { status: number }).status, made };
  };

  it('answer in the place of a route, before it took effect or after', async () => {
    expect(await posted(() => ({ status: 503, body: {} }))).toEqual({ failed: 503, made: 0 });
    expect(await posted(() => ({ status: 503, body: {}, after: true }))).toEqual({ failed: 503, made: 1 });
  });

  it('cut the connection', async () => {
    expect(await posted(() => ({ drop: true }))).toEqual({ failed: 'cut', made: 0 });
    expect(await posted(async () => ({ drop: true, after: true }))).toEqual({ failed: 'cut', made: 1 });
  });

  it('leave a request without an answer', async () => {
    const sandbox = await sandboxFor();
    sandbox.intercept(() => ({ hang: true }));
    const waiting = fetch(`${sandbox.apiUrl}/v10/users/@me`, { signal: AbortSignal.timeout(30) });
    await expect(waiting).rejects.toThrow('timeout');
    expect(sandbox.requests).toMatchObject([{ status: 0 }]);
  });
});
