import { describe, expect, it } from 'vitest';
import { edit, pause, unsubscribe } from '../../src/digest/book.ts';
import { compose } from '../../src/digest/deliver.ts';
import { settle } from '../../src/digest/ledger.ts';
import { begun, fail, stage, today } from './scene.ts';
import { bookOf, DUE, recordsOf, subscription } from './stage.ts';

describe('a digest that is due', () => {
  it('is posted with its key as nonce, and told as sent', async () => {
    const { ports, file, deliver } = stage();
    await deliver();
    expect(ports.posts).toEqual([{ channelId: '500', body: 'abc20261122', nonce: 'abc20261122' }]);
    expect(ports.looks).toEqual([]);
    expect(file.data).toMatchObject({
      intents: [],
      deliveries: [{ ...today, channelId: '500', state: 'sent', messageId: '9001' }],
      subscriptions: [{ done: '2026-11-22' }],
    });
  });

  it('has its intent on the disk before it is posted', async () => {
    const { ports, file, deliver } = stage();
    let before: unknown;
    ports.post = async () => {
      before = file.data.intents;
      return { ok: true, messageId: '9001' };
    };
    await deliver();
    expect(before).toMatchObject([{ ...today, channelId: '500', attempts: 0 }]);
  });

  it('is not posted when the disk does not take the intent', async () => {
    const { ports, file, deliver } = stage();
    file.broken = true;
    await expect(deliver()).rejects.toThrow('disk full');
    expect(ports.posts).toEqual([]);
  });

  it('is found in the channel when the disk did not take what became of it', async () => {
    const { ports, file, deliver } = stage();
    ports.post = async () => {
      file.broken = true;
      return { ok: true, messageId: '9001' };
    };
    await expect(deliver()).rejects.toThrow('disk full');
    file.broken = false;
    ports.sights = [{ found: '9001' }];
    await deliver();
    expect(file.data.deliveries).toMatchObject([{ state: 'sent', messageId: '9001' }]);
  });

  it('is skipped where there is nothing to tell, or nothing to show', async () => {
    const quiet = stage();
    quiet.ports.library = recordsOf();
    await quiet.deliver();
    const bare = stage();
    bare.ports.render = () => undefined;
    await bare.deliver();
    for (const { ports, file } of [quiet, bare]) {
      expect(ports.posts).toEqual([]);
      expect(file.data.deliveries).toMatchObject([{ state: 'skipped', reason: { code: 'quiet' } }]);
      expect(file.data.subscriptions[0]?.done).toBe('2026-11-22');
    }
  });

  it('waits where it cannot be put together, and goes out once it can', async () => {
    const { ports, file, deliver } = stage();
    const { library } = ports;
    ports.records = () => {
      throw new Error('file unreadable');
    };
    expect(await deliver()).toMatchObject({ to: 'later', reason: { code: 'not-composed' } });
    expect(file.data.intents).toMatchObject([{ attempts: 1, reason: { code: 'not-composed' } }]);
    ports.records = () => library;
    await deliver();
    expect(ports.posts).toHaveLength(1);
    expect(file.data.deliveries).toMatchObject([{ state: 'sent' }]);
  });

  it.each([
    ['paused', pause(bookOf(subscription()), 'abc', { code: 'asked' }, DUE)],
    ['removed', unsubscribe(bookOf(subscription()), 'abc')],
  ])('is not posted when its subscription was %s meanwhile', async (_, book) => {
    const { ports, deliver } = stage(book);
    expect(await deliver()).toBeUndefined();
    expect(ports.posts).toEqual([]);
  });
});

describe('a digest that was begun before', () => {
  it('is looked for by its key, back to a day before its date', async () => {
    const { ports, deliver } = stage(begun);
    await deliver();
    expect(ports.looks).toEqual([{ channelId: '500', key: 'abc20261122', since: Date.parse('2026-11-21') }]);
  });

  it('is sent when it is found, and not posted', async () => {
    const { ports, file, deliver } = stage(begun);
    ports.sights = [{ found: '8001' }];
    await deliver();
    expect(ports.posts).toEqual([]);
    expect(file.data.deliveries).toMatchObject([{ state: 'sent', messageId: '8001' }]);
    expect(file.data.subscriptions[0]?.done).toBe('2026-11-22');
  });

  it('is posted when it is absent', async () => {
    const { ports, file, deliver } = stage(begun);
    await deliver();
    expect(ports.posts).toHaveLength(1);
    expect(file.data.deliveries).toMatchObject([{ state: 'sent', messageId: '9001' }]);
  });

  it('is unknown, and not posted, where the bot cannot look', async () => {
    const { ports, file, deliver } = stage(begun);
    ports.sights = ['cannot-look'];
    await deliver();
    expect(ports.posts).toEqual([]);
    expect(file.data).toMatchObject({
      intents: [],
      deliveries: [{ state: 'unknown', reason: { code: 'cannot-look' } }],
      subscriptions: [{ done: '2026-11-22' }],
    });
  });

  it('waits for the next attempt while a look fails', async () => {
    const { ports, file, deliver } = stage(begun);
    ports.sights = [fail(503), { ok: false, cause: 'socket closed' }];
    await deliver();
    await deliver();
    expect(ports.posts).toEqual([]);
    expect(file.data.intents).toMatchObject([{ attempts: 2, reason: { code: 'retry-later' } }]);
    await deliver();
    expect(ports.posts).toHaveLength(1);
  });

  it('is looked for where it was begun, when the channel was changed since', async () => {
    const { ports, file, deliver } = stage({
      ...begun,
      subscriptions: [subscription({ channelId: '501' })],
    });
    await deliver();
    expect(ports.looks[0]?.channelId).toBe('500');
    expect(ports.posts[0]?.channelId).toBe('501');
    expect(file.data.deliveries).toMatchObject([{ channelId: '501', state: 'sent' }]);
  });
});

describe('an intent that nothing will post any more', () => {
  it.each([
    ['found', [{ found: '8001' }], { state: 'sent', messageId: '8001' }],
    ['absent', ['absent'], { state: 'failed', reason: { code: 'late' } }],
    ['out of sight', ['cannot-look'], { state: 'unknown', reason: { code: 'cannot-look' } }],
  ] as const)('and is %s is closed as such', async (_, sights, expected) => {
    const { ports, file, close } = stage(begun);
    ports.sights = [...sights];
    await close();
    expect(ports.posts).toEqual([]);
    expect(file.data).toMatchObject({ intents: [], deliveries: [{ ...today, ...expected }] });
  });

  it('is closed with the reason of its last failure', async () => {
    const { ports, file, deliver, close } = stage();
    ports.answers = [fail(503)];
    await deliver();
    await close();
    expect(file.data.deliveries).toMatchObject([
      { state: 'failed', reason: { code: 'retry-later', status: 503 } },
    ]);
  });

  it('stays while the look fails', async () => {
    const { ports, file, close } = stage(begun);
    ports.sights = [fail(503)];
    await close();
    expect(file.data.intents).toMatchObject([{ attempts: 1 }]);
  });

  it('is closed for a subscription that is gone', async () => {
    const { ports, file, close } = stage(unsubscribe(begun, 'abc'));
    ports.sights = [{ found: '8001' }];
    await close();
    expect(file.data).toMatchObject({ subscriptions: [], intents: [], deliveries: [{ state: 'sent' }] });
    expect(await close()).toBeUndefined();
  });

  it('never undoes what an edit counted as done', async () => {
    const choices = subscription({ done: '2026-11-30' });
    const { file, close } = stage({ ...begun, subscriptions: [choices] });
    await close();
    expect(file.data.subscriptions[0]?.done).toBe('2026-11-30');
  });
});

it('a preview is what is posted', async () => {
  const { ports, deliver } = stage();
  const { body, digest } = await compose(ports, '1000', subscription(), '2026-11-22');
  await deliver();
  expect(ports.posts[0]?.body).toBe(body);
  expect(digest.entries.map(({ record: { id } }) => id)).toEqual(['then']);
});

it('an edit in the same minute does not bring the date back', async () => {
  const { ports, file, deliver } = stage();
  ports.post = async () => {
    await file.update((book) =>
      edit(
        book,
        'abc',
        { channelId: '500', cadence: 'daily', time: '09:00', zone: 'Asia/Shanghai', quiet: 'week' },
        DUE,
      ),
    );
    return { ok: true, messageId: '9001' };
  };
  await deliver();
  expect(file.data).toMatchObject({
    subscriptions: [{ done: '2026-11-22', quiet: 'week' }],
    deliveries: [{ state: 'sent' }],
  });
});

it('the book keeps each attempt that failed beside the one that went well', () => {
  const failed = settle(begun, today, '500', { state: 'failed', reason: { code: 'late' } }, DUE);
  const sent = settle(failed, today, '500', { state: 'sent', messageId: '9001' }, DUE);
  expect(sent.deliveries.map(({ state }) => state)).toEqual(['failed', 'sent']);
});
