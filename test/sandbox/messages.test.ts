import { AttachmentBuilder, MessageFlags, PermissionFlagsBits, TextChannel } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { ask, clientFor, PIXEL, sandboxFor } from './harness.ts';

const of = (channel: { id: string }) => `/channels/${channel.id}/messages`;
const post = (sandbox: Sandbox, body: object, channel = sandbox.channels.general) =>
  ask(sandbox, 'POST', of(channel), body);

async function general(sandbox: Sandbox): Promise<TextChannel> {
  const client = await clientFor(sandbox);
  const channel = client.channels.cache.get(sandbox.channels.general.id);
  if (!(channel instanceof TextChannel)) throw new Error('There is no such channel.');
  return channel;
}

describe('a message', () => {
  it('is sent, read, changed and deleted', async () => {
    const channel = await general(await sandboxFor());
    const sent = await channel.send({ content: 'one', embeds: [{ title: 'Embed' }] });
    expect((await channel.messages.fetch(sent.id)).content).toBe('one');
    const edited = await sent.edit('two');
    expect(edited).toMatchObject({ content: 'two', embeds: [{ title: 'Embed' }] });
    expect(edited.editedTimestamp).not.toBeNull();
    await sent.delete();
    await expect(channel.messages.fetch({ message: sent.id, force: true })).rejects.toMatchObject({
      code: 10008,
    });
  });

  it('carries files, which have an address here', async () => {
    const sandbox = await sandboxFor();
    const channel = await general(sandbox);
    const sent = await channel.send({
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: 12, items: [{ media: { url: 'attachment://map.png' }, description: 'A map' }] }],
      files: [new AttachmentBuilder(PIXEL, { name: 'map.png', description: 'A map' })],
    });
    const [message] = sandbox.messages(channel);
    expect(message?.attachments).toMatchObject([
      { filename: 'map.png', description: 'A map', width: 1, height: 1, size: PIXEL.length },
    ]);
    const url = message?.attachments[0]?.url ?? '';
    expect(message?.components).toMatchObject([{ items: [{ media: { url } }] }]);
    const response = await fetch(url);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PIXEL);
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(
      (await sent.edit({ attachments: [], components: [{ type: 10, content: 'gone' }] })).attachments.size,
    ).toBe(0);
  });

  it('must have the files that it shows', async () => {
    const sandbox = await sandboxFor();
    const gallery = { type: 12, items: [{ media: { url: 'attachment://none.png' } }] };
    const layout = await post(sandbox, { flags: MessageFlags.IsComponentsV2, components: [gallery] });
    const embed = await post(sandbox, { embeds: [{ title: 'x', image: { url: 'attachment://none.png' } }] });
    expect(JSON.stringify(layout.body)).toContain('ATTACHMENT_NOT_FOUND');
    expect(JSON.stringify(embed.body['errors'])).toContain('"embeds":{"0":{"image":{"url"');
    expect(
      (await post(sandbox, { content: 'x', attachments: [{ id: '0', filename: 'a.txt' }] })).status,
    ).toBe(400);
    expect(sandbox.messages(sandbox.channels.general)).toEqual([]);
  });

  it('pings only whom it may', async () => {
    const sandbox = await sandboxFor();
    const { world, guildId, people } = sandbox;
    const loud = world.addRole(guildId, { name: 'Loud', mentionable: true });
    const quiet = world.addRole(guildId, { name: 'Quiet' });
    const content = `<@${people.member.id}> <@&${loud.id}> <@&${quiet.id}> @everyone`;
    const pinged = async (allowed?: object) => {
      const { body } = await post(sandbox, { content, ...(allowed ? { allowed_mentions: allowed } : {}) });
      return [(body['mentions'] as unknown[]).length, body['mention_roles'], body['mention_everyone']];
    };
    expect(await pinged()).toEqual([1, [loud.id], false]);
    expect(await pinged({ parse: [] })).toEqual([0, [], false]);
    expect(await pinged({ roles: [loud.id] })).toEqual([0, [loud.id], false]);
    world.editRole(guildId, loud.id, { mentionable: false });
    expect(await pinged({ parse: [], roles: [loud.id] })).toEqual([0, [], false]);
    expect(sandbox.messages(sandbox.channels.general).at(-1)?.content).toContain(`<@&${loud.id}>`);
    world.editRole(guildId, loud.id, { mentionable: true });
    world.setOverwrite(sandbox.channels.general.id, {
      id: sandbox.applicationId,
      allow: PermissionFlagsBits.MentionEveryone,
    });
    expect(await pinged({ parse: ['everyone', 'roles'] })).toEqual([0, [loud.id, quiet.id], true]);
  });

  it('of a person is without its words for the bot, which cannot change it', async () => {
    const sandbox = await sandboxFor();
    const { id } = sandbox.say(sandbox.people.member, sandbox.channels.general, 'private talk');
    expect((await ask(sandbox, 'GET', `${of(sandbox.channels.general)}/${id}`)).body['content']).toBe('');
    const path = `${of(sandbox.channels.general)}/${id}`;
    expect((await ask(sandbox, 'PATCH', path, { content: 'x' })).body['code']).toBe(50005);
    expect((await ask(sandbox, 'DELETE', path)).body['code']).toBe(50013);
  });

  it('in an announcement channel is published once', async () => {
    const sandbox = await sandboxFor();
    const { announcements } = sandbox.channels;
    const { body } = await post(sandbox, { content: 'news' }, announcements);
    const path = `${of(announcements)}/${body['id']}/crosspost`;
    sandbox.world.setOverwrite(announcements.id, {
      id: sandbox.guildId,
      deny: PermissionFlagsBits.SendMessages,
    });
    expect((await ask(sandbox, 'POST', path)).body['code']).toBe(50013);
    sandbox.world.setOverwrite(announcements.id, { id: sandbox.guildId });
    const published = { flags: MessageFlags.Crossposted, edited_timestamp: null };
    expect((await ask(sandbox, 'POST', path)).body).toMatchObject(published);
    expect(sandbox.messages(announcements)).toMatchObject([published]);
    expect((await ask(sandbox, 'POST', path)).body['code']).toBe(40033);
    const { id } = sandbox.say(sandbox.people.admin, announcements, 'by hand');
    const foreign = `${of(announcements)}/${id}/crosspost`;
    expect((await ask(sandbox, 'POST', foreign)).body['code']).toBe(50013);
    const other = await post(sandbox, { content: 'news' });
    const wrong = `${of(sandbox.channels.general)}/${other.body['id']}/crosspost`;
    expect((await ask(sandbox, 'POST', wrong)).body['code']).toBe(50024);
  });
});

describe('direct messages', () => {
  it('are refused by a person who takes none, and where nothing is shared', async () => {
    const sandbox = await sandboxFor();
    const { world, people } = sandbox;
    const client = await clientFor(sandbox);
    const write = async (id: string) => {
      const user = await client.users.fetch(id);
      return user.send('Your digest is paused.').then(
        ({ content }) => content,
        (error: { code: number }) => error.code,
      );
    };
    world.setDirectMessages(people.member.id, false);
    expect(await write(people.member.id)).toBe(50007);
    expect(await write(people.admin.id)).toBe('Your digest is paused.');
    world.setDirectMessages(people.member.id, true);
    expect(await write(people.member.id)).toBe('Your digest is paused.');
    const shy = world.addPerson(sandbox.guildId, { name: 'Shy', directMessages: false });
    expect(await write(shy.user.id)).toBe(50007);
    world.removeBot(sandbox.guildId);
    expect(await write(people.admin.id)).toBe(50278);
  });
});

describe('a nonce', () => {
  const body = { content: 'digest', nonce: 'key', enforce_nonce: true };

  it('makes one message in five minutes of the clock, and is in no message read later', async () => {
    const start = Date.parse('2026-04-09T01:00:00Z');
    let now = start;
    const sandbox = await sandboxFor({ clock: { now: () => new Date(now), set: async () => {} } });
    const first = await post(sandbox, body);
    expect(first.body['nonce']).toBe('key');
    now = start + 5 * 60_000 - 1;
    expect((await post(sandbox, body)).body['id']).toBe(first.body['id']);
    now += 1;
    const second = await post(sandbox, body);
    expect(second.body['id']).not.toBe(first.body['id']);
    // A clock that is set back leaves the past few minutes behind as well.
    now = start - 86_400_000;
    expect((await post(sandbox, body)).body['id']).not.toBe(second.body['id']);
    const { body: history } = await ask(sandbox, 'GET', of(sandbox.channels.general));
    expect(history).toHaveLength(3);
    expect(JSON.stringify(history)).not.toContain('nonce');
  });

  it('counts for its channel, and only where it is enforced', async () => {
    const sandbox = await sandboxFor();
    await post(sandbox, body);
    await post(sandbox, { ...body, enforce_nonce: false });
    await post(sandbox, body, sandbox.channels.almanac);
    expect(sandbox.messages(sandbox.channels.general)).toHaveLength(2);
    expect(sandbox.messages(sandbox.channels.almanac)).toHaveLength(1);
  });
});

describe('the history', () => {
  it('gives any window of it, newest first', async () => {
    const sandbox = await sandboxFor();
    const { general: place, almanac } = sandbox.channels;
    for (let index = 0; index < 30; index += 1) await post(sandbox, { content: `${index}` });
    await post(sandbox, { content: 'elsewhere' }, almanac);
    const ids = sandbox.messages(place).map(({ id }) => id);
    const read = async (query: string) =>
      (await ask(sandbox, 'GET', `${of(place)}?${query}`)).body.map((message) =>
        ids.indexOf((message as { id: string }).id),
      );
    const limits = fc.integer({ min: 1, max: 40 });
    const points = fc.integer({ min: 0, max: 29 });
    const all = Array.from({ length: 30 }, (_, index) => index);
    await fc.assert(
      fc.asyncProperty(limits, points, async (limit, point) => {
        expect(await read(`limit=${limit}`)).toEqual(all.slice(-limit).reverse());
        expect(await read(`limit=${limit}&before=${ids[point]}`)).toEqual(
          all.slice(0, point).slice(-limit).reverse(),
        );
        expect(await read(`limit=${limit}&after=${ids[point]}`)).toEqual(
          all
            .slice(point + 1)
            .slice(0, limit)
            .reverse(),
        );
        expect(await read(`limit=${limit}&around=${ids[point]}`)).toContain(point);
      }),
      { numRuns: 20 },
    );
    expect((await ask(sandbox, 'GET', `${of(place)}?limit=101`)).body['code']).toBe(50035);
    expect((await ask(sandbox, 'GET', `${of(place)}?after=x`)).body['code']).toBe(50035);
  });

  it('follows the clock with its ids, which never fall', async () => {
    let now = new Date('2026-04-09T01:00:00Z');
    const clock = {
      now: () => now,
      set: async (to: Date) => {
        now = to;
      },
    };
    const channel = await general(await sandboxFor({ clock }));
    const first = await channel.send('x');
    now = new Date('2026-01-01T00:00:00Z');
    const second = await channel.send('y');
    expect(first.createdAt).toEqual(new Date('2026-04-09T01:00:00Z'));
    expect(BigInt(second.id)).toBeGreaterThan(BigInt(first.id));
  });
});

describe('permissions', () => {
  const cases: [what: string, deny: bigint, read: unknown, sent: number][] = [
    ['View Channel', PermissionFlagsBits.ViewChannel, 50001, 50001],
    ['Send Messages', PermissionFlagsBits.SendMessages, 1, 50013],
    ['Read Message History', PermissionFlagsBits.ReadMessageHistory, 0, 0],
  ];
  it.each(cases)('without %s', async (_what, deny, read, sent) => {
    const sandbox = await sandboxFor();
    await post(sandbox, { content: 'before' });
    sandbox.world.setOverwrite(sandbox.channels.general.id, { id: sandbox.guildId, deny });
    const { body } = await ask(sandbox, 'GET', of(sandbox.channels.general));
    expect(body['code'] ?? body.length).toBe(read);
    expect((await post(sandbox, { content: 'x' })).body['code'] ?? 0).toBe(sent);
  });

  it('of a thread are its parent’s, with a right of its own to write', async () => {
    const sandbox = await sandboxFor();
    const { general: parent, thread } = sandbox.channels;
    expect((await post(sandbox, { content: 'x' }, thread)).status).toBe(200);
    sandbox.world.setOverwrite(parent.id, { id: sandbox.guildId, deny: PermissionFlagsBits.SendMessages });
    expect((await post(sandbox, { content: 'x' }, thread)).status).toBe(200);
    sandbox.world.setOverwrite(parent.id, {
      id: sandbox.guildId,
      deny: PermissionFlagsBits.SendMessagesInThreads,
    });
    expect((await post(sandbox, { content: 'x' }, thread)).body['code']).toBe(50013);
    sandbox.world.setOverwrite(parent.id, { id: sandbox.guildId });
    sandbox.world.editChannel(thread.id, { locked: true, archived: true });
    expect((await post(sandbox, { content: 'x' }, thread)).body['code']).toBe(50083);
  });

  it('of the private channel keep the bot out, and nobody writes where nothing is', async () => {
    const sandbox = await sandboxFor();
    expect((await post(sandbox, { content: 'x' }, sandbox.channels.privateDesk)).body['code']).toBe(50001);
    expect((await post(sandbox, { content: 'x' }, { id: '1', name: 'none' })).body['code']).toBe(10003);
    sandbox.deleteChannel(sandbox.channels.general);
    expect((await post(sandbox, { content: 'x' })).body['code']).toBe(10003);
    expect((await post(sandbox, { content: 'x' }, sandbox.channels.thread)).body['code']).toBe(10003);
    sandbox.world.removeBot(sandbox.guildId);
    expect((await post(sandbox, { content: 'x' }, sandbox.channels.almanac)).body['code']).toBe(50001);
  });

  it('are all of them for the owner, wherever it is forbidden', async () => {
    const { world } = await sandboxFor();
    const guild = world.addGuild({ name: 'Owned', ownerId: '7' });
    const { user } = world.addPerson(guild.id, { id: '7', name: 'Owner' });
    const place = world.addChannel(guild.id, { name: 'talk' });
    world.setOverwrite(place.id, { id: user.id, deny: PermissionFlagsBits.ViewChannel });
    expect(
      world.can(user.id, PermissionFlagsBits.Administrator | PermissionFlagsBits.ViewChannel, place),
    ).toBe(true);
  });

  it('are those that discord.js computes', async () => {
    const sandbox = await sandboxFor();
    const { world, guildId } = sandbox;
    const channel = await general(sandbox);
    const bit = fc.constantFrom(...Object.values(PermissionFlagsBits));
    const bits = fc.array(bit, { maxLength: 6 }).map((all) => all.reduce((sum, one) => sum | one, 0n));
    const roles = ['A', 'B'].map((name) => world.addRole(guildId, { name }).id);
    const targets = [guildId, sandbox.applicationId, ...roles];
    world.setMemberRoles(guildId, sandbox.applicationId, roles);
    const overwrites = fc.array(fc.record({ id: fc.constantFrom(...targets), allow: bits, deny: bits }), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(bits, { minLength: 3, maxLength: 3 }), overwrites, async (granted, all) => {
        for (const [index, id] of [guildId, ...roles].entries())
          world.editRole(guildId, id, { permissions: granted[index] ?? 0n });
        world.editChannel(channel.id, { overwrites: [] });
        for (const overwrite of all) world.setOverwrite(channel.id, overwrite);
        await expect
          .poll(() => channel.permissionsFor(sandbox.applicationId)?.bitfield, { interval: 1 })
          .toBe(world.permissionsIn(world.channel(channel.id), sandbox.applicationId));
      }),
      { numRuns: 50 },
    );
  });
});

it('a message is awaited whether it is there or yet to come', async () => {
  const sandbox = await sandboxFor();
  const { general: place } = sandbox.channels;
  const coming = sandbox.waitForMessage(place, ({ content }) => content === 'two');
  await post(sandbox, { content: 'one' });
  await post(sandbox, { content: 'two' });
  expect((await coming).content).toBe('two');
  expect((await sandbox.waitForMessage(place)).content).toBe('one');
  await expect(sandbox.waitForMessage(place, () => false, 20)).rejects.toThrow('within 20 ms');
});
