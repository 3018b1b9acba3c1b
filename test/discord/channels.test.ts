import { ChannelType, type Client, PermissionFlagsBits, PermissionsBitField, REST } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createChannels } from '../../src/discord/channels.ts';
import { text } from '../../src/views/parts.ts';

const BODY = { components: [text('hello')] };
const { ViewChannel, SendMessages, ReadMessageHistory, MentionEveryone } = PermissionFlagsBits;
const ALL = ViewChannel | SendMessages | ReadMessageHistory;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

type Answer = readonly [status: number, body: unknown];

/** Channels over a REST instance that answers by `METHOD /path`, and a client that knows channel 500. */
function stage(
  answers: Record<string, Answer | (() => Answer)>,
  { granted = ALL, type = ChannelType.GuildText, available = true } = {},
) {
  const asked: Asked[] = [];
  const rest = new REST({
    api: 'http://discord.test/api',
    retries: 0,
    async makeRequest(url, init) {
      const { pathname, search } = new URL(url);
      const path = pathname.replace('/api/v10', '') + search;
      asked.push({ method: init.method ?? 'GET', path, body: init.body && JSON.parse(String(init.body)) });
      const found = answers[`${init.method} ${pathname.replace('/api/v10', '')}`];
      const [status, body] = (typeof found === 'function' ? found() : found) ?? [500, {}];
      const isJson = typeof body !== 'string';
      return new Response(isJson ? JSON.stringify(body) : body, {
        status,
        headers: { 'content-type': isJson ? 'application/json' : 'text/html' },
      });
    },
  }).setToken('token');
  const roles = new Map([
    ['77', { mentionable: true }],
    ['78', { mentionable: false }],
  ]);
  const channel = {
    name: 'almanac',
    guildId: '1000',
    guild: { roles: { cache: roles } },
    type,
    isDMBased: () => false,
    isThread: () => false,
    permissionsFor: () => new PermissionsBitField(granted),
  };
  const client = {
    user: { id: '42' },
    channels: { cache: new Map([['500', channel]]) },
    guilds: { cache: new Map([['1000', { available }]]) },
  } as unknown as Client<true>;
  return { asked, channels: createChannels(client, rest) };
}

describe('a post', () => {
  it.each([
    [undefined, []],
    ['77', ['77']],
  ])('for role %s pings %j and nothing else', async (role, roles) => {
    const { asked, channels } = stage({ 'POST /channels/500/messages': [200, { id: '9001' }] });
    expect(await channels.post('500', BODY, 'nonce', role)).toEqual({ ok: true, messageId: '9001' });
    expect(asked[0]?.body).toMatchObject({
      allowed_mentions: { parse: [], roles },
      nonce: 'nonce',
      enforce_nonce: true,
      components: BODY.components,
    });
  });

  it.each([
    [404, { code: 10003, message: 'Unknown Channel' }, { status: 404, code: 10003 }],
    [503, {}, { status: 503 }],
    [403, '<html>blocked on the way</html>', { status: 403, code: undefined }],
  ])('that is answered with %i %j fails with that', async (status, body, expected) => {
    const { channels } = stage({ 'POST /channels/500/messages': [status, body] });
    expect(await channels.post('500', BODY, 'nonce')).toMatchObject({ ok: false, ...expected });
  });
});

describe('publishing', () => {
  const path = 'POST /channels/500/messages/9001/crosspost';
  it.each([
    ['goes well', [200, { id: '9001' }], { ok: true }],
    ['is fine where it was done before', [400, { code: 40033, message: 'Already' }], { ok: true }],
    ['fails', [403, { code: 50013, message: 'Missing' }], { ok: false, status: 403, code: 50013 }],
  ] as const)('%s', async (_, answer, expected) => {
    const { channels } = stage({ [path]: answer });
    expect(await channels.publish('500', '9001')).toMatchObject(expected);
  });
});

describe('telling someone', () => {
  it('opens the direct messages with them, and pings nobody', async () => {
    const { asked, channels } = stage({
      'POST /users/@me/channels': [200, { id: '600', type: 1 }],
      'POST /channels/600/messages': [200, { id: '9002' }],
    });
    expect(await channels.tell('1', BODY, 'nonce')).toMatchObject({ ok: true });
    expect(asked).toMatchObject([
      { body: { recipient_id: '1' } },
      { body: { allowed_mentions: { parse: [], roles: [] }, nonce: 'nonce' } },
    ]);
  });

  it('who takes none fails with Discord’s code', async () => {
    const { channels } = stage({
      'POST /users/@me/channels': [200, { id: '600', type: 1 }],
      'POST /channels/600/messages': [403, { code: 50007, message: 'Cannot send messages to this user' }],
    });
    expect(await channels.tell('1', BODY, 'nonce')).toMatchObject({ ok: false, code: 50007 });
  });
});

describe('a look', () => {
  const message = (id: number, author: string, customId: string) => ({
    id: String(id),
    author: { id: author },
    components: [{ type: 17, components: [{ type: 1, components: [{ type: 2, custom_id: customId }] }] }],
  });
  const history = (...messages: unknown[]): Record<string, Answer> => ({
    'GET /channels/500/messages': [200, messages],
  });

  it('finds the bot’s own message by its key', async () => {
    const others = [message(1, '43', 'v1:open:abc20261122'), message(2, '42', 'v1:open:abc20261123')];
    const { channels } = stage(history(...others, message(3, '42', 'v1:open:abc20261122')));
    expect(await channels.look('500', 'abc20261122', 0)).toEqual({ found: '3' });
  });

  it('reads on, page by page, to the end', async () => {
    const pages = [
      Array.from({ length: 100 }, (_, n) => message(n + 1, '43', 'v1:x')),
      [message(101, '42', 'v1:open:abc20261122')],
    ];
    const { asked, channels } = stage({ 'GET /channels/500/messages': () => [200, pages.shift() ?? []] });
    expect(await channels.look('500', 'abc20261122', Date.parse('2026-11-22'))).toEqual({ found: '101' });
    expect(asked[1]?.path).toContain('after=100');
  });

  it('is absent only where all could be read', async () => {
    expect(await stage(history()).channels.look('500', 'k', 0)).toBe('absent');
    const blind = stage(history(), { granted: ViewChannel | SendMessages });
    expect(await blind.channels.look('500', 'k', 0)).toBe('cannot-look');
  });

  describe('into a channel that the client does not know', () => {
    const empty: Answer = [200, []];
    const unknown = (answer: Answer) => ({
      'GET /channels/501': answer,
      'GET /channels/501/messages': empty,
    });

    it('goes by the rights of its parent, where it is a thread', async () => {
      const thread: Answer = [200, { id: '501', guild_id: '1000', parent_id: '500' }];
      expect(await stage(unknown(thread)).channels.look('501', 'k', 0)).toBe('absent');
      const blind = stage(unknown(thread), { granted: ViewChannel });
      expect(await blind.channels.look('501', 'k', 0)).toBe('cannot-look');
    });
    it('proves nothing, where it is none', async () => {
      const channel: Answer = [200, { id: '501', guild_id: '1000' }];
      expect(await stage(unknown(channel)).channels.look('501', 'k', 0)).toBe('cannot-look');
    });
    it('fails for now, while Discord does not serve the guild', async () => {
      const thread: Answer = [200, { id: '501', guild_id: '1000', parent_id: '500' }];
      const looked = await stage(unknown(thread), { available: false }).channels.look('501', 'k', 0);
      expect(looked).toMatchObject({ ok: false });
      expect(looked).not.toHaveProperty('code');
    });
    it('fails with Discord’s code, where it is gone', async () => {
      const gone: Answer = [404, { code: 10003, message: 'Unknown Channel' }];
      expect(await stage(unknown(gone)).channels.look('501', 'k', 0)).toMatchObject({ code: 10003 });
    });
  });
});

describe('what is known of a channel', () => {
  it.each([
    [ChannelType.GuildText, false],
    [ChannelType.GuildAnnouncement, true],
  ])('of type %i: whether it announces is %s', (type, announces) => {
    expect(stage({}, { type }).channels.describe('500')).toEqual({
      name: 'almanac',
      guildId: '1000',
      announces,
    });
  });

  it.each([
    ['77', ALL, true],
    ['78', ALL, false],
    ['78', ALL | MentionEveryone, true],
    ['79', ALL | MentionEveryone, false],
  ])('role %s with rights %s is pinged: %s', (role, granted, expected) =>
    expect(stage({}, { granted }).channels.canPing('500', role)).toBe(expected),
  );

  it('names what is missing', () => {
    const { channels } = stage({}, { granted: ViewChannel });
    expect(channels.missing('500')).toEqual(['SendMessages', 'ReadMessageHistory']);
    expect(channels.missing('501')).toBeUndefined();
  });
});
