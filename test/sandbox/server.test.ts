import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type {
  InteractionAnswer,
  PageEvent,
  RequestDetails,
  RequestLine,
} from '../../src/sandbox/protocol.ts';
import { ask, clientFor, sandboxFor } from './harness.ts';

/** The status of a request with headers of its own, which fetch would not send. */
function knock({ url }: Sandbox, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(new URL(path, url), { headers }, (response) => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}

/** A page that listens: the events that came, requests of the bot apart, and a way to wait for one. */
async function page(sandbox: Sandbox) {
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}sandbox/events`);
  onTestFinished(() => socket.terminate());
  const events: PageEvent[] = [];
  const requests: RequestLine[] = [];
  socket.on('message', (data) => {
    const event: PageEvent = JSON.parse(String(data));
    if (event.type === 'request') requests.push(event.request);
    else events.push(event);
  });
  await expect.poll(() => events.length).toBeGreaterThan(0);
  return {
    events,
    requests,
    find: <T extends PageEvent['type']>(type: T) =>
      expect
        .poll(() => events.find((event) => event.type === type))
        .toBeDefined()
        .then(() => events.find((event) => event.type === type) as Extract<PageEvent, { type: T }>),
  };
}

async function tell<T>(sandbox: Sandbox, path: string, body: object): Promise<{ status: number; body: T }> {
  const response = await fetch(new URL(path, sandbox.url), { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as T };
}

describe('the server', () => {
  it('names the port that is taken, and how to choose another', async () => {
    const { url } = await sandboxFor();
    const port = Number(new URL(url).port);
    await expect(startSandbox({ port })).rejects.toThrow(`Port ${port} is taken. Set SANDBOX_PORT`);
  });

  it.each<[what: string, headers: Record<string, string>, status: number]>([
    ['by its address', {}, 200],
    ['by another name of this machine', { host: 'localhost:80' }, 200],
    ['by a foreign name', { host: 'sandbox.example.org' }, 403],
    ['by a name with the address in it', { host: '127.0.0.1.example.org' }, 403],
    ['by a broken name', { host: '127.0.0.1@example.org' }, 403],
    ['from a foreign page', { origin: 'https://example.org' }, 403],
    ['from a page without origin', { origin: 'null' }, 403],
    ['from another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['as a picture of a foreign page', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    ['by a link', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
  ])('is visited %s', async (_what, headers, status) => {
    expect(await knock(await sandboxFor(), '/', headers)).toBe(status);
  });

  it.each(['gateway', 'sandbox/events'])('lets no foreign page listen to /%s', async (path) => {
    const { url } = await sandboxFor();
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { origin: 'https://example.org' });
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
    expect(error.message).toContain('403');
  });

  it('serves the page, under a policy that lets nothing else in', async () => {
    const { url } = await sandboxFor();
    const get = async (path: string) => {
      const response = await fetch(new URL(path, url));
      const { headers } = response;
      return [headers.get('content-type'), headers.get('content-security-policy'), await response.text()];
    };
    const [type, policy, html] = await get('/');
    expect(type).toContain('text/html');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(html).toContain('/page.js');
    expect((await get('/page.js'))[0]).toContain('text/javascript');
    expect((await get('/page.css'))[0]).toContain('text/css');
    expect((await fetch(new URL('/../package.json', url))).status).toBe(404);
  });
});

describe('the page', () => {
  it('is told everything, first where things stand', async () => {
    const sandbox = await sandboxFor();
    const client = await clientFor(sandbox);
    await client.application.commands.set([{ name: 'ping', description: 'Answer' }]);
    sandbox.say(sandbox.people.member, sandbox.channels.general, 'hello');
    const { events } = await page(sandbox);
    expect(events[0]).toMatchObject({
      type: 'state',
      state: {
        bot: { name: 'Chain Almanac', connected: true },
        guild: { name: 'Policy Desk' },
        channels: [
          { name: 'general', kind: 'text', botCanPost: true },
          { name: 'almanac', kind: 'text', botCanPost: true },
          { name: 'announcements', kind: 'announcement', botCanPost: true },
          { name: 'private-desk', kind: 'text', botCanPost: false },
          { name: 'hangzhou-parks', kind: 'thread', parentId: sandbox.channels.general.id, botCanPost: true },
          { name: 'reading-room', kind: 'text', elsewhere: 'Reading Room', botCanPost: false },
          { name: 'Chain Almanac', kind: 'direct', personId: sandbox.people.admin.id, botCanPost: true },
          { name: 'Chain Almanac', kind: 'direct', personId: sandbox.people.member.id, botCanPost: true },
        ],
        roles: [{ name: '@everyone' }, { name: 'Chain Almanac' }, { name: 'Editors' }, { name: 'Readers' }],
        people: [
          { name: 'Lin', manager: true, installed: true },
          { name: 'Chen', manager: false, installed: false },
        ],
        commands: [{ name: 'ping' }],
        messages: [{ content: 'hello' }],
        clock: { ahead: 0 },
      },
    });
  });

  it('plays people, and hears what they get', async () => {
    const sandbox = await sandboxFor();
    const client = await clientFor(sandbox, async (interaction) => {
      if (interaction.isAutocomplete()) await interaction.respond([{ name: 'Hangzhou', value: 'hz' }]);
      if (interaction.isChatInputCommand()) await interaction.reply('a park');
    });
    const commands = await client.application.commands.set([
      {
        name: 'park',
        description: 'Look up',
        options: [{ type: 3, name: 'name', description: 'x', autocomplete: true }],
      },
    ]);
    const { events, find } = await page(sandbox);
    const who = {
      personId: sandbox.people.member.id,
      channelId: sandbox.channels.general.id,
      locale: 'en-US',
    };
    const commandId = commands.first()?.id;
    const typed = await tell<InteractionAnswer>(sandbox, '/sandbox/interactions', {
      ...who,
      type: 'autocomplete',
      commandId,
      options: [{ name: 'name', type: 3, value: 'h', focused: true }],
    });
    expect(typed.body.choices).toEqual([{ name: 'Hangzhou', value: 'hz' }]);
    const sent = await tell<InteractionAnswer>(sandbox, '/sandbox/interactions', {
      ...who,
      type: 'command',
      commandId,
      options: [],
    });
    expect((await find('message')).message).toMatchObject({
      content: 'a park',
      interaction_metadata: { id: sent.body.interactionId },
    });
    expect((await find('acknowledged')).interactionId).toBe(sent.body.interactionId);
    expect(events.map(({ type }) => type)).toEqual(['state', 'message', 'acknowledged']);
  });

  it.each<[what: string, body: object]>([
    ['nothing', {}],
    ['an unknown kind', { type: 'wave', personId: '1', channelId: '1', locale: 'en-US' }],
    [
      'nobody',
      { type: 'command', personId: '1', channelId: '1', locale: 'en-US', commandId: '1', options: [] },
    ],
  ])('is told what is wrong with %s', async (_what, body) => {
    const { status, body: answer } = await tell<{ message: string }>(
      await sandboxFor(),
      '/sandbox/interactions',
      body,
    );
    expect(status).toBe(400);
    expect(answer.message).not.toBe('');
  });

  it('sends files along', async () => {
    const sandbox = await sandboxFor();
    const client = await clientFor(sandbox, async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply(interaction.options.getAttachment('file', true).url);
    });
    const commands = await client.application.commands.set([
      {
        name: 'import',
        description: 'Import',
        options: [{ type: 11, name: 'file', description: 'x', required: true }],
      },
    ]);
    const form = new FormData();
    form.append(
      'payload_json',
      JSON.stringify({
        type: 'command',
        personId: sandbox.people.admin.id,
        channelId: sandbox.channels.general.id,
        locale: 'en-US',
        commandId: commands.first()?.id,
        options: [{ name: 'file', type: 11 }],
      }),
    );
    form.append('files[file]', new Blob(['[]']), 'records.json');
    const { find } = await page(sandbox);
    await fetch(new URL('/sandbox/interactions', sandbox.url), { method: 'POST', body: form });
    const url = (await find('message')).message.content;
    expect(url).toMatch(/\/records\.json$/);
    expect(await (await fetch(url)).text()).toBe('[]');
  });

  it('moves the clock, and is told once the bot has caught up', async () => {
    const steps: string[] = [];
    let now = new Date('2026-04-09T00:00:00Z');
    const clock = {
      now: () => now,
      set: async (to: Date) => {
        await Promise.resolve();
        steps.push(to.toISOString());
        now = to;
      },
    };
    const sandbox = await sandboxFor({ clock });
    const { find } = await page(sandbox);
    expect((await tell(sandbox, '/sandbox/clock', { by: 3600 })).body).toMatchObject({
      now: '2026-04-09T01:00:00.000Z',
    });
    expect((await find('clock')).clock.now).toBe('2026-04-09T01:00:00.000Z');
    await tell(sandbox, '/sandbox/clock', { to: '2026-05-01T08:00:00+08:00' });
    expect(steps).toEqual(['2026-04-09T01:00:00.000Z', '2026-05-01T00:00:00.000Z']);
    for (const wrong of [{}, { to: 'tomorrow' }, { by: 'a lot' }, { by: 1e300 }]) {
      expect((await tell(sandbox, '/sandbox/clock', wrong)).status).toBe(400);
    }
  });

  it('lists the bot’s requests without their tokens, and tells what one said', async () => {
    const sandbox = await sandboxFor();
    let token = '';
    const client = await clientFor(sandbox, async (interaction) => {
      token = interaction.token;
      if (interaction.isChatInputCommand()) {
        await interaction.reply('a park');
        await interaction.editReply('a fund');
      }
    });
    await client.application.commands.set([{ name: 'park', description: 'Look up' }]);
    const { requests, events } = await page(sandbox);
    await sandbox.as(sandbox.people.member).in(sandbox.channels.general).command('park');
    await expect.poll(() => requests.length).toBe(2);
    expect(requests).toMatchObject([
      { method: 'POST', path: expect.stringMatching(/^\/interactions\/\d+\/…\/callback$/), status: 204 },
      { method: 'PATCH', path: expect.stringMatching(/^\/webhooks\/\d+\/…\/messages\//), status: 200 },
    ]);
    expect(JSON.stringify([requests, events])).not.toContain(token);
    const details = await fetch(new URL(`/sandbox/requests/${requests[1]?.id}`, sandbox.url));
    const said = await details.text();
    expect((JSON.parse(said) as RequestDetails).body).toMatchObject({ content: 'a fund' });
    expect(said).not.toContain(token);
    expect((await fetch(new URL('/sandbox/requests/9999', sandbox.url))).status).toBe(404);
    const later = await page(sandbox);
    expect(later.events[0]).toMatchObject({ state: { requests: expect.arrayContaining(requests) } });
  });

  it('lets people write where they may', async () => {
    const sandbox = await sandboxFor();
    const { find } = await page(sandbox);
    const words = { personId: sandbox.people.member.id, content: 'hello' };
    const here = { ...words, channelId: sandbox.channels.general.id };
    expect((await tell(sandbox, '/sandbox/messages', here)).status).toBe(200);
    expect((await find('message')).message).toMatchObject({
      content: 'hello',
      author: { id: words.personId },
    });
    for (const wrong of [
      { ...here, content: ' ' },
      { ...here, content: 'x'.repeat(2001) },
      { ...here, personId: '1' },
      { ...words, channelId: sandbox.channels.direct.id },
    ])
      expect((await tell(sandbox, '/sandbox/messages', wrong)).status).toBe(400);
  });

  it('keeps a clock of its own where none is handed in', async () => {
    const sandbox = await sandboxFor();
    const { body } = await tell<{ ahead: number }>(sandbox, '/sandbox/clock', { by: 86_400 });
    expect(body.ahead).toBe(86_400);
  });

  it('shows direct messages to the one they are with', async () => {
    const sandbox = await sandboxFor();
    const { events, find } = await page(sandbox);
    const client = await clientFor(sandbox);
    const sent = await (await client.users.fetch(sandbox.people.admin.id)).send('Your digest is paused.');
    expect((await find('message')).message.content).toBe('Your digest is paused.');
    const channels = () => events.flatMap((event) => (event.type === 'state' ? event.state.channels : []));
    expect(sent.channelId).toBe(sandbox.channels.direct.id);
    await expect
      .poll(() => channels().find(({ kind }) => kind === 'direct'))
      .toEqual({
        id: sent.channelId,
        name: 'Chain Almanac',
        kind: 'direct',
        personId: sandbox.people.admin.id,
        botCanPost: true,
      });
    const other = sandbox.world.addGuild({ name: 'Elsewhere' });
    const { user } = sandbox.world.addPerson(other.id, { name: 'Stranger' });
    await (await client.users.fetch(user.id)).send('secret');
    sandbox.say(sandbox.people.member, sandbox.channels.general, 'last');
    await expect.poll(() => JSON.stringify(events)).toContain('last');
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it('hears of changes to the server, and nothing of other servers', async () => {
    const sandbox = await sandboxFor();
    const { events } = await page(sandbox);
    const other = sandbox.world.addGuild({ name: 'Elsewhere' });
    const place = sandbox.world.addChannel(other.id, { name: 'talk' });
    await ask(sandbox, 'POST', `/channels/${place.id}/messages`, { content: 'secret' });
    sandbox.deleteChannel(sandbox.channels.almanac);
    await expect.poll(() => events.length).toBe(2);
    expect(events[1]).toMatchObject({ type: 'state' });
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(JSON.stringify(events[1])).not.toContain('almanac"');
  });
});
