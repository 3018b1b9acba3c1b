import { ChannelType } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDigestDesk } from './digest-desk.ts';
import { startTogether, type Together, textOf } from './together.ts';

let together: Together;
beforeEach(async () => {
  together = await startTogether({ at: '2026-03-07T02:00:00Z' });
});
afterEach(() => together.end());

/** The local dates of the digests in a channel, by the keys that their messages carry. */
const datesOf = (messages: readonly object[]) =>
  messages.map((message) => /:[a-z0-9]+(\d{8})"/.exec(JSON.stringify(message))?.[1]);

it('a time that the clocks skip comes with the first minute after it, and is not lost', async () => {
  const desk = openDigestDesk(together);
  await desk.subscribe({ time: '02:30', timezone: 'America/New_York', quiet: 'week' });
  await together.moveTo('2026-03-07T07:30:00Z');
  // On 8 March 01:59 is followed by 03:00, which is 07:00 in UTC.
  await together.moveTo('2026-03-08T06:59:00Z');
  expect(datesOf(desk.posted())).toEqual(['20260307']);
  await together.moveTo('2026-03-08T07:00:00Z');
  await together.moveTo('2026-03-08T07:30:00Z');
  await together.moveTo('2026-03-09T06:30:00Z');
  expect(datesOf(desk.posted())).toEqual(['20260307', '20260308', '20260309']);
});

it('a time that comes twice is told once', async () => {
  const desk = openDigestDesk(together);
  await desk.subscribe({ time: '01:30', timezone: 'America/New_York', quiet: 'week' });
  await together.moveTo('2026-11-01T05:30:00Z');
  expect(datesOf(desk.posted())).toEqual(['20261101']);
  await together.moveTo('2026-11-01T06:30:00Z');
  expect(datesOf(desk.posted())).toEqual(['20261101']);
});

it('a clock that jumps ahead brings the latest digest alone, and one that is set back none again', async () => {
  const desk = openDigestDesk(together);
  await desk.subscribe({ quiet: 'week' });
  await together.moveTo('2026-03-07T02:01:00Z');
  await together.moveTo('2026-03-12T01:30:00Z');
  expect(datesOf(desk.posted())).toEqual(['20260312']);
  await together.moveTo('2026-03-11T01:30:00Z');
  await together.moveTo('2026-03-12T01:30:00Z');
  expect(datesOf(desk.posted())).toEqual(['20260312']);
  await together.moveTo('2026-03-13T01:00:00Z');
  expect(datesOf(desk.posted())).toEqual(['20260312', '20260313']);
});

it('what is due while nothing runs comes with the start where it is not too late, and not where it is', async () => {
  const [inTime, tooLate] = [openDigestDesk(together), openDigestDesk(together)];
  await inTime.subscribe({ quiet: 'week' });
  await tooLate.subscribe({ quiet: 'week', timezone: 'America/New_York', time: '20:30' });
  await together.stopBot();
  // 8 March 20:00 in Shanghai; 08:00 in New York, where 20:30 is of yesterday and ends at 06:00.
  await together.moveTo('2026-03-08T12:00:00Z');
  await together.startBot();
  expect(datesOf(inTime.posted())).toEqual(['20260308']);
  expect(datesOf(tooLate.posted())).toEqual([]);
});

describe('where digests go', () => {
  it.each([
    ['a thread', ChannelType.PublicThread],
    ['an announcement channel', ChannelType.GuildAnnouncement],
  ] as const)('%s', async (_, type) => {
    const desk = openDigestDesk(together);
    const channel = together.sandbox.world.addChannel(desk.guildId, {
      name: 'place',
      type,
      ...(type === ChannelType.PublicThread ? { parentId: desk.channelId } : {}),
    });
    expect(textOf(await desk.subscribe({ channel, quiet: 'week' }))).toContain('Subscribed');
    await together.moveTo('2026-03-08T01:00:00Z');
    expect(datesOf(together.sandbox.messages(channel))).toEqual(['20260308']);
  });
});

it('a connection that drops while many channels are told loses and doubles none, and commands go on', async () => {
  const desks = Array.from({ length: 60 }, () => openDigestDesk(together));
  for (const desk of desks) await desk.subscribe({ quiet: 'week' });
  const told = together.moveTo('2026-03-08T01:00:00Z');
  await Promise.race(desks.map(({ channelId }) => together.sandbox.waitForMessage(channelId)));
  together.sandbox.dropConnections();
  await told;
  for (const desk of desks) expect(datesOf(desk.posted())).toEqual(['20260308']);
  await together.moveTo('2026-03-08T01:01:00Z');
  expect(await desks[0]?.digest('log')).toContain('[posted]');
  for (const desk of desks) expect(desk.posted()).toHaveLength(1);
});

it('a token that is refused stops everything, and what was not sent is sent after the next start', async () => {
  const desks = Array.from({ length: 8 }, () => openDigestDesk(together));
  for (const desk of desks) await desk.subscribe({ quiet: 'week' });
  const fault = together.sandbox.faults.add({
    fault: 'unauthorized',
    method: 'POST',
    route: '/channels/:/messages',
    skip: 2,
  });
  await together.moveTo('2026-03-08T01:00:00Z');
  expect(await together.refused()).toContain('Discord refused DISCORD_TOKEN');
  const asked = together.sandbox.requests.length;
  await together.moveTo('2026-03-08T01:05:00Z');
  expect(together.sandbox.requests).toHaveLength(asked);
  expect(desks.filter((desk) => desk.posted().length > 0)).toHaveLength(2);
  fault.clear();
  await together.restart();
  await together.moveTo('2026-03-08T01:10:00Z');
  for (const desk of desks) expect(datesOf(desk.posted())).toEqual(['20260308']);
});
