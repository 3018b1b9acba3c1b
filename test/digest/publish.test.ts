import { describe, expect, it } from 'vitest';
import { findSubscription, pause, resume } from '../../src/digest/book.ts';
import { TRY_FOR } from '../../src/digest/errands.ts';
import { intend, settle } from '../../src/digest/ledger.ts';
import type { Audience } from '../../src/digest/ports.ts';
import { fail, stage, today } from './scene.ts';
import { bookOf, DUE, subscription } from './stage.ts';

const MINUTE = 60_000;
const publishing = () => stage(bookOf(subscription({ publish: true })));

describe('a digest to be published', () => {
  it('is sent first, then published, and the log says both', async () => {
    const { ports, file, deliver, publish } = publishing();
    await deliver();
    expect(ports.published).toEqual([]);
    expect(file.data).toMatchObject({
      intents: [],
      publications: [{ ...today, messageId: '9001', attempts: 0 }],
      deliveries: [{ state: 'sent' }],
      subscriptions: [{ done: '2026-11-22' }],
    });
    ports.now += MINUTE;
    expect(await publish()).toEqual({ to: 'done' });
    expect(ports.published).toEqual([{ channelId: '500', messageId: '9001' }]);
    expect(file.data).toMatchObject({
      publications: [],
      deliveries: [{ state: 'sent', messageId: '9001', published: { at: '2026-11-22T01:01:00.000Z' } }],
    });
    expect(await publish()).toBeUndefined();
  });

  it('shows nothing of the guild’s own', async () => {
    const asked: Audience[] = [];
    for (const publish of [true, false]) {
      const { ports, deliver } = stage(bookOf(subscription({ publish })));
      const { library } = ports;
      ports.records = (audience) => {
        asked.push(audience);
        return library;
      };
      await deliver();
    }
    expect(asked).toEqual([
      { guildId: '1000', shared: true },
      { guildId: '1000', shared: false },
    ]);
  });

  it('is published once the disk is well again, when it did not take what came of it', async () => {
    const { ports, file, deliver, publish } = publishing();
    await deliver();
    file.broken = true;
    await expect(publish()).rejects.toThrow('disk full');
    file.broken = false;
    await publish();
    expect(ports.published).toHaveLength(2);
    expect(file.data.publications).toEqual([]);
  });

  it('that was found in the channel is published too', async () => {
    const shared = intend(
      bookOf(subscription({ publish: true })),
      today,
      { channelId: '500', shared: true },
      DUE - MINUTE,
    );
    const { ports, file, deliver, publish } = stage(shared);
    ports.sights = [{ found: '8001' }];
    await deliver();
    await publish();
    expect(ports.published).toEqual([{ channelId: '500', messageId: '8001' }]);
    expect(file.data.deliveries).toMatchObject([{ messageId: '8001', published: {} }]);
  });

  it('that was given up, then found by the second look, is published too', async () => {
    const shared = intend(
      bookOf(subscription({ publish: true })),
      today,
      { channelId: '500', shared: true },
      DUE - MINUTE,
    );
    const { ports, file, deliver, publish } = stage(
      settle(shared, today, '500', { state: 'failed', reason: { code: 'destination-dead' } }, DUE - MINUTE),
    );
    ports.sights = [fail(503), { found: '8001' }];
    await deliver();
    await deliver();
    await publish();
    expect(ports.published).toEqual([{ channelId: '500', messageId: '8001' }]);
    expect(file.data.publications).toEqual([]);
  });

  it('and was composed for the guild alone is not published, though the subscription says so since', async () => {
    const own = intend(bookOf(subscription({ publish: true })), today, { channelId: '500' }, DUE - MINUTE);
    const { ports, file, deliver } = stage(own);
    ports.sights = [{ found: '8001' }];
    await deliver();
    expect(file.data).toMatchObject({ publications: [], deliveries: [{ state: 'sent' }] });
  });

  it('that is composed anew is for whom the subscription says then', async () => {
    for (const [before, now] of [
      [true, false],
      [false, true],
    ] as const) {
      const book = intend(
        bookOf(subscription({ publish: now })),
        today,
        { channelId: '500', ...(before && { shared: true }) },
        DUE - MINUTE,
      );
      const { file, deliver } = stage(book);
      await deliver();
      expect(file.data.publications).toHaveLength(now ? 1 : 0);
    }
  });
});

describe('publishing that fails', () => {
  it('for now is repeated, and stays sent', async () => {
    const { ports, file, deliver, publish } = publishing();
    await deliver();
    ports.results = [fail(503), { ok: false, cause: 'socket closed' }];
    expect(await publish()).toMatchObject({ to: 'later', reason: { code: 'retry-later', status: 503 } });
    expect(await publish()).toMatchObject({ to: 'later' });
    expect(file.data).toMatchObject({
      publications: [{ attempts: 2, reason: { code: 'retry-later' } }],
      deliveries: [{ state: 'sent' }],
    });
    expect(await publish()).toEqual({ to: 'done' });
  });

  it('for a day is given up, with its reason in the log', async () => {
    const { ports, file, deliver, publish } = publishing();
    await deliver();
    ports.now += TRY_FOR;
    ports.results = [fail(503)];
    expect(await publish()).toMatchObject({ to: 'failed' });
    expect(file.data).toMatchObject({
      publications: [],
      deliveries: [{ state: 'sent', published: { reason: { code: 'retry-later', status: 503 } } }],
    });
  });

  it('for the message is given up at once', async () => {
    const { ports, deliver, publish } = publishing();
    await deliver();
    ports.results = [fail(404, 10008)];
    expect(await publish()).toMatchObject({ to: 'failed', reason: { discord: 10008 } });
  });

  it('for the channel is given up after half an hour, and pauses nothing', async () => {
    const { ports, file, deliver, publish } = publishing();
    await deliver();
    ports.results = [fail(403, 50013), fail(403, 50013)];
    expect(await publish()).toMatchObject({ to: 'later' });
    ports.now += 30 * MINUTE;
    expect(await publish()).toMatchObject({ to: 'failed', reason: { code: 'destination-dead' } });
    expect(file.data.subscriptions[0]?.paused).toBeUndefined();
  });

  it('for the token stops all, and leaves it to be published', async () => {
    const { ports, file, deliver, publish } = publishing();
    await deliver();
    ports.results = [fail(401)];
    expect(await publish()).toMatchObject({ to: 'stop-all' });
    expect(file.data.publications).toMatchObject([{ attempts: 0 }]);
  });
});

it('only the role of the subscription is pinged', async () => {
  const { ports, deliver } = stage(bookOf(subscription({ role: '77' })));
  await deliver();
  expect(ports.posts).toEqual([{ channelId: '500', body: 'abc20261122', nonce: 'abc20261122', role: '77' }]);
});

describe('a pause that nobody asked for', () => {
  const reason = { code: 'destination-dead', status: 404, discord: 10003 } as const;
  const paused = () => stage(pause(bookOf(subscription()), 'abc', reason, DUE));

  it('is told to whoever subscribed, once', async () => {
    const { ports, file, tell } = paused();
    expect(await tell()).toEqual({ to: 'done' });
    expect(ports.told).toMatchObject([{ userId: '1', guildId: '1000', reason }]);
    expect(ports.told[0]?.nonce).toMatch(/^abc[a-z0-9]{8,9}$/);
    expect(await tell()).toBeUndefined();
    expect(findSubscription(file.data, 'abc')?.paused).toEqual({
      reason,
      at: '2026-11-22T01:00:00.000Z',
    });
  });

  it('is told again with the same nonce when the disk did not take that it was', async () => {
    const { ports, file, tell } = paused();
    file.broken = true;
    await expect(tell()).rejects.toThrow('disk full');
    file.broken = false;
    await tell();
    expect(ports.told).toHaveLength(2);
    expect(ports.told[1]?.nonce).toBe(ports.told[0]?.nonce);
  });

  it('is told nobody who takes no direct messages', async () => {
    const { ports, file, tell } = paused();
    ports.results = [fail(403, 50007)];
    expect(await tell()).toMatchObject({ to: 'done', reason: { discord: 50007 } });
    expect(await tell()).toBeUndefined();
    expect(file.data.subscriptions[0]?.paused?.reason).toEqual(reason);
  });

  it('is told later when Discord fails for now, and given up after a day', async () => {
    const { ports, tell } = paused();
    ports.results = [fail(503), fail(400, 40003), fail(503)];
    expect(await tell()).toMatchObject({ to: 'later' });
    expect(await tell()).toMatchObject({ to: 'later' });
    ports.now += TRY_FOR;
    expect(await tell()).toMatchObject({ to: 'failed' });
    expect(await tell()).toBeUndefined();
  });

  it('that ended meanwhile is left alone, and so is the next one', async () => {
    const { ports, file, tell } = paused();
    const later = DUE + 60 * MINUTE;
    ports.tell = async () => {
      await file.update((book) => pause(resume(book, 'abc'), 'abc', reason, later));
      return { ok: true };
    };
    await tell();
    expect(file.data.subscriptions[0]?.paused?.notice).toEqual({ attempts: 0 });
  });

  it('and ended before is told nobody', async () => {
    const { ports, file, tell } = paused();
    await file.update((book) => resume(book, 'abc'));
    expect(await tell()).toBeUndefined();
    expect(ports.told).toEqual([]);
  });
});

it('a pause that someone asked for is told nobody', async () => {
  const { ports, tell } = stage(pause(bookOf(subscription()), 'abc', { code: 'asked' }, DUE));
  expect(await tell()).toBeUndefined();
  expect(ports.told).toEqual([]);
});
