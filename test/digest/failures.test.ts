import { describe, expect, it } from 'vitest';
import { resume } from '../../src/digest/book.ts';
import { settle } from '../../src/digest/ledger.ts';
import { begun, fail, stage, today } from './scene.ts';
import { bookOf, DUE, subscription } from './stage.ts';

const MINUTE = 60_000;

describe('a post that fails', () => {
  it.each([[{ ok: false, cause: 'socket closed' } as const], [fail(503)], [fail(429)], [fail(429, 20016)]])(
    'for now (%o) is looked for and tried again',
    async (failure) => {
      const { ports, file, deliver } = stage();
      ports.answers = [failure];
      expect(await deliver()).toMatchObject({ to: 'later', reason: { code: 'retry-later' } });
      expect(file.data.subscriptions[0]?.done).toBe('2026-11-21');
      await deliver();
      expect(ports.looks).toHaveLength(1);
      expect(ports.posts.map(({ nonce }) => nonce)).toEqual(['abc20261122', 'abc20261122']);
      expect(file.data).toMatchObject({ intents: [], deliveries: [{ state: 'sent' }] });
    },
  );

  it('by throwing is one that failed for now', async () => {
    const { ports, deliver } = stage();
    ports.post = () => Promise.reject(new Error('socket closed'));
    expect(await deliver()).toMatchObject({ to: 'later', reason: { code: 'retry-later' } });
  });

  it('for its content is told, and its date is done', async () => {
    const { ports, file, deliver } = stage();
    ports.answers = [fail(400, 50035)];
    await deliver();
    expect(file.data).toMatchObject({
      intents: [],
      deliveries: [{ state: 'failed', reason: { code: 'content-refused', status: 400, discord: 50035 } }],
      subscriptions: [{ done: '2026-11-22' }],
    });
  });

  it('for its content three times in a row pauses the subscription; what was skipped does not count', async () => {
    const { ports, file, deliver } = stage();
    for (const date of ['2026-11-19', '2026-11-20'])
      await file.update((book) =>
        settle(
          book,
          { ...today, date },
          '500',
          { state: 'failed', reason: { code: 'content-refused' } },
          DUE,
        ),
      );
    await file.update((book) =>
      settle(
        book,
        { ...today, date: '2026-11-21' },
        '500',
        { state: 'skipped', reason: { code: 'quiet' } },
        DUE,
      ),
    );
    ports.answers = [fail(400, 200000)];
    await deliver();
    const reason = { code: 'content-refused', status: 400, discord: 200000 };
    expect(file.data.subscriptions).toMatchObject([
      { done: '2026-11-22', paused: { reason, notice: { attempts: 0 } } },
    ]);
  });

  it('for its content after one that went well pauses nothing', async () => {
    const { ports, file, deliver } = stage();
    const refused = { state: 'failed', reason: { code: 'content-refused' } } as const;
    await file.update((book) => settle(book, { ...today, date: '2026-11-19' }, '500', refused, DUE));
    await file.update((book) =>
      settle(book, { ...today, date: '2026-11-20' }, '500', { state: 'sent' }, DUE),
    );
    await file.update((book) => settle(book, { ...today, date: '2026-11-21' }, '500', refused, DUE));
    ports.answers = [fail(400, 200000)];
    await deliver();
    expect(file.data.subscriptions[0]?.paused).toBeUndefined();
  });

  it('for the token stops all, and leaves the intent as it is', async () => {
    const { ports, file, deliver } = stage();
    ports.answers = [fail(401, 0)];
    expect(await deliver()).toMatchObject({ to: 'stop-all', reason: { code: 'unauthorized' } });
    expect(file.data).toMatchObject({ intents: [{ attempts: 0 }], deliveries: [] });
  });
});

describe('a channel that is dead', () => {
  const dead = { code: 'destination-dead', status: 404, discord: 10003 };

  it('for less than half an hour is an outage, and the digest goes out after it', async () => {
    const { ports, file, deliver } = stage();
    ports.answers = [fail(404, 10003)];
    await deliver();
    ports.now += 29 * MINUTE;
    ports.sights = [fail(404, 10003)];
    expect(await deliver()).toMatchObject({ to: 'later', reason: dead });
    ports.now += 2 * MINUTE;
    await deliver();
    expect(file.data).toMatchObject({ intents: [], deliveries: [{ state: 'sent' }] });
    expect(file.data.subscriptions[0]?.paused).toBeUndefined();
  });

  it('for half an hour pauses the subscription with the reason, and deletes nothing', async () => {
    const { ports, file, deliver } = stage();
    ports.answers = [fail(404, 10003)];
    await deliver();
    ports.now += 30 * MINUTE;
    ports.sights = [fail(404, 10003)];
    expect(await deliver()).toMatchObject({ to: 'paused', reason: dead });
    expect(file.data).toMatchObject({
      intents: [],
      deliveries: [{ state: 'failed', reason: dead }],
      subscriptions: [{ id: 'abc', paused: { reason: dead, at: '2026-11-22T01:30:00.000Z' } }],
    });
  });

  it('is dead anew after something else went wrong', async () => {
    const { ports, deliver } = stage();
    ports.answers = [fail(404, 10003)];
    await deliver();
    ports.now += 20 * MINUTE;
    ports.sights = [fail(503)];
    await deliver();
    ports.now += 20 * MINUTE;
    ports.sights = [fail(404, 10003)];
    expect(await deliver()).toMatchObject({ to: 'later' });
  });

  it('once it is mended and resumed, gets the digest after a look', async () => {
    const { ports, file, deliver } = stage();
    ports.answers = [fail(403, 50001)];
    await deliver();
    ports.now += 30 * MINUTE;
    ports.sights = [fail(403, 50001)];
    await deliver();
    await file.update((book) => resume(book, 'abc'));
    await deliver();
    expect(ports.looks).toHaveLength(2);
    expect(file.data.deliveries.map(({ state }) => state)).toEqual(['failed', 'sent']);
  });

  it('for long, then resumed, is looked into from the date on: the post may be older than its end', async () => {
    const monthly = subscription({ cadence: 'monthly', day: 22, done: '2026-10-22' });
    const { ports, file, deliver } = stage(bookOf(monthly));
    const later = DUE + 5 * 24 * 60 * MINUTE;
    const gone = { state: 'failed', reason: { code: 'destination-dead' } } as const;
    await file.update((book) => settle(book, today, '500', gone, later));
    ports.now = later + MINUTE;
    ports.sights = [{ found: '8001' }];
    await deliver();
    expect(ports.looks[0]?.since).toBeLessThan(DUE - 24 * 60 * MINUTE);
    expect(ports.posts).toEqual([]);
  });

  it('that was left for another leaves the date unknown, and pauses nothing', async () => {
    const { ports, file, deliver } = stage({
      ...begun,
      subscriptions: [subscription({ channelId: '501' })],
    });
    ports.sights = [fail(404, 10003)];
    await deliver();
    ports.now += 30 * MINUTE;
    ports.sights = [fail(404, 10003)];
    await deliver();
    expect(file.data.deliveries).toMatchObject([{ channelId: '500', state: 'unknown', reason: dead }]);
    expect(file.data.subscriptions[0]?.paused).toBeUndefined();
  });
});
