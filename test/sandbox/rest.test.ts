import { describe, expect, it } from 'vitest';
import { buildMany } from '../../src/sandbox/index.ts';
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
      {
        id: 1,
        at: expect.any(Number),
        took: expect.any(Number),
        method: 'POST',
        path,
        query: 'a=b',
        body: { content: 'x' },
        files: ['map.png'],
        status: 200,
      },
    ]);
  });

  it.each([0, 2])('remembers no more than it is told to, as %i', async (remember) => {
    const sandbox = await sandboxFor({ remember });
    for (const id of ['1', '2', '3']) await ask(sandbox, 'GET', `/users/${id}`);
    expect(sandbox.requests.map(({ path }) => path)).toEqual(['/users/2', '/users/3'].slice(2 - remember));
    expect(sandbox.statuses.get(404)).toBe(3);
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

  it('holds a thousand servers', async () => {
    const sandbox = await sandboxFor();
    const built = buildMany(sandbox.world, { guilds: 1000, channels: 2 });
    const client = await clientFor(sandbox);
    expect(client.guilds.cache.size).toBe(1001);
    const last = built.at(-1);
    const channel = client.channels.cache.get(last?.channelIds[1] ?? '');
    if (!channel?.isSendable()) throw new Error('The last channel is not there.');
    await channel.send('far out');
    expect(sandbox.messages(channel)).toMatchObject([{ content: 'far out' }]);
    expect(sandbox.world.manages(last?.adminId ?? '', last?.guildId ?? '')).toBe(true);
  });

  it('holds hundreds of channels, and tells of each change', async () => {
    const sandbox = await sandboxFor();
    for (let index = 0; index < 500; index += 1)
      sandbox.world.addChannel(sandbox.guildId, { name: `c${index}` });
    const client = await clientFor(sandbox);
    expect(client.guilds.cache.first()?.channels.cache.size).toBe(505);
  });
});
