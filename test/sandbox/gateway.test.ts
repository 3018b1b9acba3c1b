import { createInflate } from 'node:zlib';
import { Client, Events, GatewayIntentBits, Status } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { ask, clientFor, sandboxFor } from './harness.ts';

const gatewayOf = ({ url }: Sandbox, query = '?v=10&encoding=json') =>
  `${url.replace('http', 'ws')}gateway${query}`;

/** Say something to the Gateway once it has said hello; the close code it hangs up with. */
function hangUp(sandbox: Sandbox, ...frames: unknown[]): Promise<number> {
  const socket = new WebSocket(gatewayOf(sandbox));
  socket.once('message', () => {
    for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  });
  return new Promise((resolve) => socket.on('close', resolve));
}

const identify = (changes: object = {}) => ({
  op: 2,
  d: { token: 'wrong', intents: 1, properties: {}, ...changes },
});

it('logs discord.js in and tells it of the server', async () => {
  const client = await clientFor(await sandboxFor());
  const guild = client.guilds.cache.first();
  expect(client.user.username).toBe('Chain Almanac');
  expect(guild?.name).toBe('Policy Desk');
  expect(guild?.channels.cache.map(({ name }) => name).sort()).toEqual([
    'almanac',
    'announcements',
    'general',
    'hangzhou-parks',
    'private-desk',
  ]);
  expect(guild?.members.me?.permissions.has('SendMessages')).toBe(true);
  expect((await client.application.fetch()).id).toBe(client.user.id);
});

it('refuses a wrong token and intents that were not granted', async () => {
  const sandbox = await sandboxFor();
  const client = new Client({
    intents: [GatewayIntentBits.GuildMembers],
    rest: { api: sandbox.apiUrl },
  });
  onTestFinished(() => client.destroy());
  await expect(client.login(sandbox.token)).rejects.toThrow('disallowed intents');
  await expect(client.login('wrong')).rejects.toThrow('invalid token');
});

it.each<[what: string, frames: unknown[], code: number]>([
  ['no JSON', ['{'], 4002],
  ['no frame', [{ hello: 'world' }], 4002],
  ['an unknown opcode before the login', [{ op: 99, d: null }], 4003],
  ['a presence before the login', [{ op: 3, d: {} }], 4003],
  ['a wrong token', [identify()], 4004],
  ['a shard out of range', [identify({ shard: [2, 2] })], 4010],
  ['an intent that does not exist', [identify({ token: undefined, intents: 1 << 30 })], 4002],
])('hangs up on %s', async (_what, frames, code) => {
  expect(await hangUp(await sandboxFor(), ...frames)).toBe(code);
});

it('hangs up on a second login, unknown intents and unknown opcodes', async () => {
  const sandbox = await sandboxFor();
  const right = identify({ token: sandbox.token });
  expect(await hangUp(sandbox, right, right)).toBe(4005);
  expect(await hangUp(sandbox, identify({ token: sandbox.token, intents: 1 << 30 }))).toBe(4013);
  expect(await hangUp(sandbox, right, { op: 99, d: null })).toBe(4001);
});

it('resumes after a drop and replays what was missed', async () => {
  const sandbox = await sandboxFor();
  const client = await clientFor(sandbox);
  const resumed = new Promise<number>((resolve) =>
    client.once(Events.ShardResume, (_id, count) => resolve(count)),
  );
  sandbox.dropConnections();
  sandbox.world.addChannel(sandbox.guildId, { name: 'made-meanwhile' });
  sandbox.deleteChannel(sandbox.channels.almanac);
  await resumed;
  const names = client.guilds.cache.first()?.channels.cache.map(({ name }) => name);
  expect(names).toContain('made-meanwhile');
  expect(names).not.toContain('almanac');
  expect(client.ws.status).toBe(Status.Ready);
});

it('reconnects when asked to, and resumes an invalid session that may be', async () => {
  const sandbox = await sandboxFor();
  const client = await clientFor(sandbox);
  const again = () => new Promise<void>((resolve) => client.once(Events.ShardResume, () => resolve()));
  const first = again();
  sandbox.requestReconnect();
  await first;
  const second = again();
  sandbox.invalidateSession(true);
  await second;
  expect(client.isReady()).toBe(true);
});

it('lets a client log in anew after its session is over', { timeout: 15_000 }, async () => {
  const sandbox = await sandboxFor();
  const client = await clientFor(sandbox);
  const again = new Promise<void>((resolve) => client.once(Events.ShardReady, () => resolve()));
  sandbox.invalidateSession(false);
  await again;
  expect(client.guilds.cache.size).toBe(1);
});

it('keeps a client that beats its heart often', async () => {
  const sandbox = await sandboxFor({ heartbeat: 20 });
  const socket = new WebSocket(gatewayOf(sandbox));
  onTestFinished(() => socket.terminate());
  const hello = await next(socket);
  expect(hello).toMatchObject({ op: 10, d: { heartbeat_interval: 20 } });
  socket.send(JSON.stringify({ op: 1, d: null }));
  expect(await next(socket)).toMatchObject({ op: 11 });
});

it('tells each shard of its own servers', async () => {
  const sandbox = await sandboxFor();
  for (let index = 0; index < 6; index += 1) sandbox.world.addGuild({ name: `Guild ${index}` });
  const seen = new Map<number, string[]>();
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: sandbox.apiUrl },
    shards: [0, 1, 2],
    shardCount: 3,
  });
  onTestFinished(() => client.destroy());
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  await client.login(sandbox.token);
  await ready;
  for (const { id, shardId } of client.guilds.cache.values())
    seen.set(shardId, [...(seen.get(shardId) ?? []), id]);
  expect([...seen.values()].flat()).toHaveLength(7);
  for (const [shard, ids] of seen) {
    for (const id of ids) expect(Number((BigInt(id) >> 22n) % 3n)).toBe(shard);
  }
});

it('compresses the whole stream when asked to', async () => {
  const sandbox = await sandboxFor();
  const socket = new WebSocket(gatewayOf(sandbox, '?v=10&encoding=json&compress=zlib-stream'));
  onTestFinished(() => socket.terminate());
  const inflate = createInflate();
  const texts: string[] = [];
  const ready = new Promise<void>((resolve) => {
    inflate.on('data', (piece: Buffer) => {
      texts.push(piece.toString());
      if (texts.join('').includes('"GUILD_CREATE"')) resolve();
    });
  });
  socket.on('message', (data: Buffer) => inflate.write(data));
  socket.on('open', () => socket.send(JSON.stringify(identify({ token: sandbox.token }))));
  await ready;
  expect(texts.join('')).toContain('"op":10');
  expect(texts.join('')).toContain('"READY"');
});

it('speaks version 10 only', async () => {
  const socket = new WebSocket(gatewayOf(await sandboxFor(), '?v=9'));
  expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(4012);
});

it('sends interactions to a client without any intent, and no server', async () => {
  const sandbox = await sandboxFor();
  const client = new Client({ intents: [], rest: { api: sandbox.apiUrl } });
  onTestFinished(() => client.destroy());
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply(String(interaction.guild?.available));
  });
  await client.login(sandbox.token);
  await client.application?.commands.set([{ name: 'ping', description: 'Answer' }]);
  const seen = await sandbox.as(sandbox.people.member).in(sandbox.channels.general).command('ping');
  expect(seen.message?.content).toBe('false');
});

it('tells the bot that it was thrown out', async () => {
  const sandbox = await sandboxFor();
  const client = await clientFor(sandbox);
  const gone = new Promise<string>((resolve) => client.once(Events.GuildDelete, ({ name }) => resolve(name)));
  sandbox.world.removeBot(sandbox.guildId);
  expect(await gone).toBe('Policy Desk');
});

it('is left by a client whose heartbeats go without an ack, and resumed', async () => {
  const sandbox = await sandboxFor({ heartbeat: 50 });
  const client = await clientFor(sandbox);
  const resumed = new Promise<void>((resolve) => client.once(Events.ShardResume, () => resolve()));
  const cut = new Promise<void>((resolve) => client.once(Events.ShardReconnecting, () => resolve()));
  const acknowledge = sandbox.withholdHeartbeatAcks();
  await cut;
  acknowledge();
  sandbox.world.addChannel(sandbox.guildId, { name: 'made-meanwhile' });
  await resumed;
  expect(client.guilds.cache.first()?.channels.cache.some(({ name }) => name === 'made-meanwhile')).toBe(
    true,
  );
});

it('tells of an outage of a server and of its end', async () => {
  const sandbox = await sandboxFor();
  const { world, guildId, channels } = sandbox;
  const client = await clientFor(sandbox);
  const away = new Promise<string>((resolve) =>
    client.once(Events.GuildUnavailable, ({ id }) => resolve(id)),
  );
  world.setAvailable(guildId, false);
  expect(await away).toBe(guildId);
  expect(client.guilds.cache.has(guildId)).toBe(true);
  expect((await ask(sandbox, 'GET', `/channels/${channels.general.id}`)).body['code']).toBe(10003);
  expect((await ask(sandbox, 'GET', `/guilds/${guildId}`)).body['code']).toBe(10004);
  const back = new Promise<string>((resolve) => client.once(Events.GuildAvailable, ({ id }) => resolve(id)));
  world.addChannel(guildId, { name: 'made-meanwhile' });
  world.setAvailable(guildId, true);
  expect(await back).toBe(guildId);
  expect(client.channels.cache.some((one) => 'name' in one && one.name === 'made-meanwhile')).toBe(true);
});

it('lists a server in an outage at the login as unavailable, and nobody acts in it', async () => {
  const sandbox = await sandboxFor();
  const other = sandbox.world.addGuild({ name: 'Elsewhere' });
  const first = await clientFor(sandbox);
  await first.application.commands.set([{ name: 'ping', description: 'Answer' }]);
  sandbox.world.setAvailable(sandbox.guildId, false);
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } });
  onTestFinished(() => client.destroy());
  const there = new Promise<void>((resolve) => {
    client.on(Events.GuildAvailable, ({ id }) => id === other.id && resolve());
    client.on(Events.ClientReady, () => client.guilds.cache.get(other.id)?.available && resolve());
  });
  await client.login(sandbox.token);
  await there;
  expect(client.guilds.cache.get(sandbox.guildId)?.available).toBe(false);
  const acting = sandbox.as(sandbox.people.admin).in(sandbox.channels.general).command('ping');
  await expect(acting).rejects.toThrow('not available');
});

it('tells the bot that it was added again, with all that is there', async () => {
  const sandbox = await sandboxFor();
  const client = await clientFor(sandbox);
  const gone = new Promise<void>((resolve) => client.once(Events.GuildDelete, () => resolve()));
  sandbox.world.removeBot(sandbox.guildId);
  await gone;
  const added = new Promise<number>((resolve) =>
    client.once(Events.GuildCreate, ({ channels }) => resolve(channels.cache.size)),
  );
  sandbox.world.addBot(sandbox.guildId);
  expect(await added).toBe(5);
  expect(client.guilds.cache.get(sandbox.guildId)?.members.me?.permissions.has('SendMessages')).toBe(true);
});

it('leaves out at the next login what the bot was thrown out of unheard', { timeout: 15_000 }, async () => {
  const sandbox = await sandboxFor();
  const other = sandbox.world.addGuild({ name: 'Elsewhere' });
  const socket = new WebSocket(gatewayOf(sandbox));
  onTestFinished(() => socket.terminate());
  const heard: { t: string; d: { guilds?: { id: string }[] } }[] = [];
  const ready = () =>
    new Promise<string[]>((resolve) => {
      const listen = (data: Buffer) => {
        const frame = JSON.parse(String(data));
        heard.push(frame);
        if (frame.t !== 'READY') return;
        socket.off('message', listen);
        resolve(frame.d.guilds.map(({ id }: { id: string }) => id));
      };
      socket.on('message', listen);
    });
  const first = ready();
  socket.once('open', () => socket.send(JSON.stringify(identify({ token: sandbox.token }))));
  expect(await first).toEqual([sandbox.guildId, other.id]);
  sandbox.world.removeBot(other.id, { told: false });
  sandbox.invalidateSession(false);
  const second = ready();
  socket.send(JSON.stringify(identify({ token: sandbox.token })));
  expect(await second).toEqual([sandbox.guildId]);
  expect(heard.map(({ t }) => t)).not.toContain('GUILD_DELETE');
});

function next(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));
}
