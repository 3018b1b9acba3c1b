import { ChannelType, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addRecord, warmUp } from './desk.ts';
import { openDigestDesk } from './digest-desk.ts';
import { startTogether, type Together, textOf } from './together.ts';

const Announcements = { type: ChannelType.GuildAnnouncement } as const;

let together: Together;
beforeAll(async () => {
  together = await startTogether({ at: '2026-04-08T02:00:00Z' });
});
afterAll(() => together.end());

const world = () => together.sandbox.world;

let day = 9;
/** 09:00 in Shanghai of the next day, the first time of 9 April. */
const nextMorning = () => together.moveTo(`2026-04-${String(day++).padStart(2, '0')}T01:00:00Z`);

describe('a role', () => {
  it('is mentioned above the digest, alone is notified, and is shown wherever the subscription is', async () => {
    const desk = openDigestDesk(together);
    const role = world().addRole(desk.guildId, { name: 'Readers', mentionable: true });
    const mention = `mentions <@&${role.id}>`;
    expect(textOf(await desk.subscribe({ role }))).toContain(mention);
    expect(await desk.digest('list')).toContain(mention);
    expect(await desk.digest('log')).toContain(mention);
    await nextMorning();
    const [message] = desk.posted();
    expect(textOf(message)).toMatch(new RegExp(`^<@&${role.id}>\n## On this date: April 9`));
    expect(message?.mention_roles).toEqual([role.id]);
    expect(message?.mention_everyone).toBe(false);
  });

  it('that only some may mention is for people and a bot that may', async () => {
    const desk = openDigestDesk(together);
    const { guildId, channelId, adminId } = desk;
    const role = world().addRole(guildId, { name: 'Council' });
    expect(textOf(await desk.subscribe({ role }))).toContain(`You may not mention <@&${role.id}>`);

    world().setOverwrite(channelId, { id: adminId, allow: PermissionFlagsBits.MentionEveryone });
    expect(textOf(await desk.subscribe({ role }))).toContain(`I may not mention <@&${role.id}>`);

    world().setOverwrite(channelId, {
      id: together.sandbox.applicationId,
      allow: PermissionFlagsBits.MentionEveryone,
    });
    expect(textOf(await desk.subscribe({ role }))).toContain(`mentions <@&${role.id}>`);
  });

  it('is never @everyone', async () => {
    const desk = openDigestDesk(together);
    world().editRole(desk.guildId, desk.guildId, { mentionable: true });
    expect(textOf(await desk.subscribe({ role: desk.guildId }))).toContain(
      'A digest cannot mention @everyone or @here',
    );
    expect(await desk.digest('list')).toContain('no digest subscription yet');
  });

  it('is changed, kept and taken off by an edit', async () => {
    const desk = openDigestDesk(together);
    const [one, other] = ['One', 'Other'].map((name) =>
      world().addRole(desk.guildId, { name, mentionable: true }),
    );
    if (!one || !other) throw new Error('no roles');
    await desk.subscribe({ role: one });
    expect(await desk.digest('edit', { time: '10:00' })).toContain(`mentions <@&${one.id}>`);
    expect(await desk.digest('edit', { role: other })).toContain(`mentions <@&${other.id}>`);
    expect(await desk.digest('edit', { role: one, mention: 'nobody' })).toContain('not both');
    expect(await desk.digest('edit', { mention: 'nobody' })).not.toContain('mentions');
    expect(await desk.digest('list')).not.toContain('mentions');
  });

  it('must be mentionable in the channel that a subscription moves to', async () => {
    const desk = openDigestDesk(together);
    const role = world().addRole(desk.guildId, { name: 'Council' });
    for (const id of [desk.adminId, together.sandbox.applicationId])
      world().setOverwrite(desk.channelId, { id, allow: PermissionFlagsBits.MentionEveryone });
    await desk.subscribe({ role });
    const channel = world().addChannel(desk.guildId, { name: 'elsewhere' });
    expect(await desk.digest('edit', { channel })).toContain(
      `You may not mention <@&${role.id}> in <#${channel.id}>`,
    );
    expect(await desk.digest('list')).toContain(`<#${desk.channelId}>`);
  });
});

describe('publishing', () => {
  it('goes to those who follow an announcement channel, and stands in the log', async () => {
    const desk = openDigestDesk(together, Announcements);
    expect(textOf(await desk.subscribe({ publish: true, quiet: 'week' }))).toContain(
      'published to followers',
    );
    expect(await desk.digest('list')).toContain('published to followers');
    await nextMorning();
    const [message, ...more] = desk.posted();
    expect(more).toEqual([]);
    expect((message?.flags ?? 0) & MessageFlags.Crossposted).toBeTruthy();
    expect(await desk.digest('log')).toMatch(/April \d+, 2026\*\*: \[posted\]\(.*\), published \(/);
  });

  it('is refused in any other channel', async () => {
    const desk = openDigestDesk(together);
    expect(textOf(await desk.subscribe({ publish: true }))).toContain(
      `<#${desk.channelId}> is no announcement channel`,
    );
    expect(await desk.digest('list')).toContain('no digest subscription yet');
  });

  it('is taken off again by an edit, or before the subscription moves to another channel', async () => {
    const desk = openDigestDesk(together, Announcements);
    await desk.subscribe({ publish: true });
    const channel = world().addChannel(desk.guildId, { name: 'elsewhere' });
    expect(await desk.digest('edit', { channel })).toContain('is no announcement channel');
    expect(await desk.digest('edit', { channel, publish: false })).not.toContain('published');
    expect(await desk.digest('list')).toContain(`<#${channel.id}>`);
  });

  it('leaves out what this server alone knows, which its other digests and previews tell', async () => {
    const desk = openDigestDesk(together, Announcements);
    const secret = 'A yard that only this server knows of opens.';
    await warmUp(together);
    await addRecord(
      desk.admin,
      { names: 'Yard opens', date: `2019-04-${String(day).padStart(2, '0')}`, summary: secret },
      'event',
    );
    await desk.subscribe({ quiet: 'week' });
    expect(await desk.digest('preview')).toContain(secret);
    expect(await desk.digest('edit', { publish: true })).toContain('told from the catalogue alone');
    expect(await desk.digest('preview')).not.toContain(secret);
    await nextMorning();
    expect(desk.posted()).toHaveLength(1);
    expect(textOf(desk.posted()[0])).not.toContain(secret);
  });

  it('leaves the digest unpublished where that was not asked for', async () => {
    const desk = openDigestDesk(together, Announcements);
    await desk.subscribe({ quiet: 'week' });
    await nextMorning();
    expect(desk.posted()).toHaveLength(1);
    expect((desk.posted()[0]?.flags ?? 0) & MessageFlags.Crossposted).toBe(0);
    expect(await desk.digest('log')).not.toContain('published');
  });
});

describe('what is missing is named at once', () => {
  it.each([
    [['SendMessages'], 'I lack Send Messages.'],
    [['ReadMessageHistory'], 'I lack Read Message History.'],
    [['SendMessages', 'ReadMessageHistory'], 'I lack Send Messages and Read Message History.'],
    [['ViewChannel'], 'I lack View Channel'],
  ] as const)('without %j', async (rights, sentence) => {
    const desk = openDigestDesk(together);
    const deny = rights.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
    world().setOverwrite(desk.channelId, { id: together.sandbox.applicationId, deny });
    expect(textOf(await desk.subscribe())).toContain(sentence);
    expect(await desk.digest('list')).toContain('no digest subscription yet');
  });

  it('in a thread as well', async () => {
    const desk = openDigestDesk(together);
    const thread = world().addChannel(desk.guildId, {
      name: 'thread',
      type: ChannelType.PublicThread,
      parentId: desk.channelId,
    });
    world().setOverwrite(desk.channelId, {
      id: together.sandbox.applicationId,
      deny: PermissionFlagsBits.SendMessagesInThreads,
    });
    expect(textOf(await desk.subscribe({ channel: thread }))).toContain('I lack Send Messages in Threads.');
  });
});
