import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTogether, type Together, textOf } from './together.ts';

let together: Together;
beforeEach(async () => {
  together = await startTogether({ at: '2026-04-08T02:00:00Z' });
});
afterEach(() => together.end());

const admin = () => together.sandbox.as(together.sandbox.people.admin).in(together.sandbox.channels.general);
const posted = () => together.sandbox.messages(together.sandbox.channels.almanac);
const daily = (values = {}) =>
  admin().command('digest subscribe', {
    channel: together.sandbox.channels.almanac,
    time: '09:00',
    ...values,
  });

describe('a subscription', () => {
  it('is confirmed privately, with the zone and the next post', async () => {
    const seen = await daily();
    expect(seen.private).toBe(true);
    expect(textOf(seen)).toContain('every day at 09:00 (Asia/Shanghai)');
    // 9 April, 09:00 in Shanghai.
    expect(textOf(seen)).toContain(`<t:${Date.parse('2026-04-09T01:00:00Z') / 1000}:F>`);
  });

  it('posts on its minute and not before, and only once', async () => {
    await daily();
    await together.moveTo('2026-04-09T00:59:30Z');
    expect(posted()).toHaveLength(0);
    await together.moveTo('2026-04-09T01:00:00Z');
    expect(posted()).toHaveLength(1);
    expect(textOf(posted()[0])).toContain('Hangzhou opens a blockchain park');
    await together.moveTo('2026-04-09T01:01:00Z');
    await together.restart();
    await together.moveTo('2026-04-09T01:02:00Z');
    expect(posted()).toHaveLength(1);
  });

  it('posts what came due while the bot was down', async () => {
    await daily();
    await together.stopBot();
    await together.moveTo('2026-04-09T03:00:00Z');
    await together.startBot();
    expect(posted()).toHaveLength(1);
  });

  it('is listed and ended', async () => {
    await daily({ cadence: 'weekly', day: 3 });
    expect(textOf(await admin().command('digest list'))).toContain('every Wednesday at 09:00');
    const { choices } = await admin().autocomplete('digest unsubscribe', { subscription: '' });
    await admin().command('digest unsubscribe', { subscription: String(choices?.[0]?.value) });
    expect(textOf(await admin().command('digest list'))).toContain('no digest subscription yet');
  });

  it.each([
    [{ time: '24:55' }, '“24:55” is not a time of day'],
    [{ time: '9:00' }, '“9:00” is not a time of day'],
    [{ timezone: 'EST' }, '“EST” is not a time zone'],
    [{ day: 3 }, 'A daily digest has no'],
    [{ cadence: 'weekly', day: 8 }, '8 is not a day of the week'],
    [{ province: 'Atlantis' }, '“Atlantis” is not a province-level unit'],
  ])('is refused in a sentence for %j', async (values, sentence) => {
    const seen = await daily(values);
    expect(seen.private).toBe(true);
    expect(textOf(seen)).toContain(sentence);
    expect(textOf(await admin().command('digest list'))).toContain('no digest subscription yet');
  });

  it('names the rights that are missing in the channel', async () => {
    const seen = await daily({ channel: together.sandbox.channels.privateDesk });
    expect(textOf(seen)).toMatch(/lack .*Send Messages|cannot see/);
  });

  it('goes into threads', async () => {
    await daily({ channel: together.sandbox.channels.thread });
    await together.moveTo('2026-04-09T01:00:00Z');
    expect(together.sandbox.messages(together.sandbox.channels.thread).length).toBeGreaterThan(0);
  });
});

it('is only for people with Manage Server, whatever their client shows', async () => {
  const member = together.sandbox.as(together.sandbox.people.member).in(together.sandbox.channels.general);
  const seen = await member.command('digest list', {}, { force: true });
  expect(textOf(seen)).toContain('Only people with the permission Manage Server');
  expect(seen.private).toBe(true);
});

it('goes on after the gateway drops', async () => {
  await daily();
  together.sandbox.dropConnections();
  await together.moveTo('2026-04-09T01:00:00Z');
  expect(posted()).toHaveLength(1);
  expect(textOf(await admin().command('digest list'))).toContain('Last: April 9, 2026, posted');
});

it('leaves a dead channel alone after half an hour and says so', async () => {
  await daily();
  together.sandbox.deleteChannel(together.sandbox.channels.almanac);
  await together.moveTo('2026-04-09T01:00:00Z');
  for (const minute of [10, 20, 35, 50, 59]) await together.moveTo(`2026-04-09T01:${minute}:00Z`);
  await together.moveTo('2026-04-09T02:30:00Z');
  expect(textOf(await admin().command('digest list'))).toMatch(
    /\*\*Paused\*\* <t:\d+:R>: the channel is gone or closed/,
  );
});

describe('a subscription that is there', () => {
  const only = async () => {
    const { choices } = await admin().autocomplete('digest edit', { subscription: '' });
    return { subscription: String(choices?.[0]?.value) };
  };

  it('is edited in what is given alone, and filters come off again', async () => {
    await daily({ province: 'Zhejiang', kind: 'park' });
    const edited = textOf(
      await admin().command('digest edit', { ...(await only()), time: '10:30', province: 'any' }),
    );
    expect(edited).toContain('every day at 10:30 (Asia/Shanghai) · Parks');
    expect(edited).not.toContain('Zhejiang');
    await together.moveTo('2026-04-09T01:00:00Z');
    expect(posted()).toHaveLength(0);
    await together.moveTo('2026-04-09T02:30:00Z');
    expect(posted()).toHaveLength(1);
  });

  it('posts nothing while paused, and the latest alone when resumed', async () => {
    await daily({ quiet: 'week' });
    expect(textOf(await admin().command('digest pause', await only()))).toContain('Paused');
    await together.moveTo('2026-04-09T01:00:00Z');
    await together.moveTo('2026-04-10T01:00:00Z');
    expect(posted()).toHaveLength(0);
    expect(textOf(await admin().command('digest list'))).toMatch(
      /Paused <t:\d+:R>\. `\/digest resume` goes on/,
    );
    await admin().command('digest resume', await only());
    await together.moveTo('2026-04-10T01:01:00Z');
    expect(posted()).toHaveLength(1);
    expect(textOf(posted()[0])).toContain('April 10');
  });

  it('has a log of what was posted, with a link to it', async () => {
    await daily();
    expect(textOf(await admin().command('digest log', await only()))).toContain('Nothing was due yet');
    await together.moveTo('2026-04-09T01:00:00Z');
    const log = textOf(await admin().command('digest log', await only()));
    expect(log).toContain(`[posted](https://discord.com/channels/${together.sandbox.guildId}/`);
    expect(log).toContain(String(posted()[0]?.id));
  });

  it.each(['edit', 'pause', 'resume', 'log', 'preview', 'unsubscribe'])(
    'that is not there is refused by %s',
    async (name) => {
      const seen = await admin().command(`digest ${name}`, { subscription: 'nothing' });
      expect(textOf(seen)).toContain('“nothing” is none of this server’s subscriptions');
    },
  );
});
