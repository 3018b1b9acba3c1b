import { ChannelType, ComponentType, PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DigestDesk, openDigestDesk } from './digest-desk.ts';
import { startTogether, type Together, textOf } from './together.ts';

let together: Together;
beforeAll(async () => {
  together = await startTogether({ at: '2026-04-06T02:00:00Z' });
});
afterAll(() => together.end());

const world = () => together.sandbox.world;
const preview = async (desk: DigestDesk) =>
  desk.admin.command('digest preview', { subscription: await desk.only() });

/** Discord numbers the components of a message; those of two messages differ in nothing else. */
function withoutIds(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutIds);
  if (part === null || typeof part !== 'object') return part;
  const entries = Object.entries(part).filter(([key]) => key !== 'id');
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutIds(value)]));
}

describe('a preview is what is then posted', () => {
  it.each([
    ['daily', {}],
    ['of a quiet day', { kind: 'fund', quiet: 'week' }],
    ['weekly', { cadence: 'weekly', day: 2 }],
    ['monthly', { cadence: 'monthly', day: 7, province: 'Zhejiang' }],
    ['published', { publish: true, quiet: 'week' }],
  ])('%s', async (_, values) => {
    await together.moveTo('2026-04-06T02:00:00Z');
    const desk = openDigestDesk(together, { type: ChannelType.GuildAnnouncement });
    const role = world().addRole(desk.guildId, { name: 'Readers', mentionable: true });
    await desk.subscribe({ role, ...values });
    const seen = await preview(desk);
    await together.moveTo('2026-04-07T01:00:00Z');
    const [posted, ...more] = desk.posted();
    expect(more).toEqual([]);
    const [heading, ...shown] = seen.message?.components ?? [];
    expect(heading?.type).toBe(ComponentType.TextDisplay);
    expect(withoutIds(shown)).toEqual(withoutIds(posted?.components));
    expect(JSON.stringify(posted?.components)).toContain(`:${await desk.only()}20260407"`);
    // Only the one who asked sees it, and nobody is notified.
    expect(seen.private).toBe(true);
    expect(seen.message?.mention_roles).toEqual([]);
    expect(posted?.mention_roles).toEqual([role.id]);
    await desk.digest('unsubscribe');
  });
});

describe('a preview names what would stop it', () => {
  it.each([
    ['SendMessages', 'I lack Send Messages.'],
    ['ReadMessageHistory', 'I lack Read Message History.'],
  ] as const)('the missing right %s', async (right, sentence) => {
    const desk = openDigestDesk(together);
    await desk.subscribe();
    const id = together.sandbox.applicationId;
    world().setOverwrite(desk.channelId, { id, deny: PermissionFlagsBits[right] });
    expect(await desk.digest('preview')).toContain(sentence);
    world().setOverwrite(desk.channelId, { id });
    expect(await desk.digest('preview')).not.toContain('⚠️');
  });

  it('a channel that is gone', async () => {
    const desk = openDigestDesk(together);
    await desk.subscribe();
    together.sandbox.deleteChannel(desk.channelId);
    expect(await desk.digest('preview')).toContain(`I cannot see <#${desk.channelId}>`);
  });

  it('a role that cannot be mentioned any more', async () => {
    const desk = openDigestDesk(together);
    const role = world().addRole(desk.guildId, { name: 'Readers', mentionable: true });
    await desk.subscribe({ role });
    world().editRole(desk.guildId, role.id, { mentionable: false });
    expect(await desk.digest('preview')).toContain(`<@&${role.id}> would not be notified`);
  });

  it('a pause, with what would be posted if it were resumed', async () => {
    const desk = openDigestDesk(together);
    await together.moveTo('2026-04-08T02:00:00Z');
    await desk.subscribe();
    await desk.digest('pause');
    const seen = await desk.digest('preview');
    expect(seen).toMatch(/Paused <t:\d+:R>\. `\/digest resume` goes on/);
    expect(seen).toContain('Preview of the digest for April 9, 2026');
    expect(seen).toContain('Hangzhou opens a blockchain park');
    // The ninth has come, and is what a resume would post.
    await together.moveTo('2026-04-09T15:00:00Z');
    expect(await desk.digest('preview')).toContain('Preview of the digest for April 9, 2026');
    await desk.digest('resume');
    await together.moveTo('2026-04-09T15:01:00Z');
    expect(desk.posted().map(textOf).join()).toContain('Hangzhou opens a blockchain park');
  });

  it.each([
    ['skip', 'Nothing falls on this digest’s days, so nothing would be posted.'],
    ['week', 'Nothing falls on this digest’s days nor in the week after them, so nothing would be posted.'],
  ])('a quiet date, where it is to %s', async (quiet, sentence) => {
    const desk = openDigestDesk(together);
    await desk.subscribe({ quiet, kind: 'figure' });
    expect(await desk.digest('preview')).toContain(sentence);
  });
});
