import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDocument } from '../../src/data/store/document.ts';
import {
  type Book,
  BookError,
  bookFormat,
  edit,
  findIntent,
  findSubscription,
  logOf,
  pause,
  recount,
  resume,
  subscribe,
  unsubscribe,
} from '../../src/digest/book.ts';
import { openBooks } from '../../src/digest/books.ts';
import { intend, markDone, postpone, settle } from '../../src/digest/ledger.ts';
import { errandsOf } from '../../src/digest/plan.ts';
import { dueDate } from '../../src/digest/schedule.ts';
import type { SubscriptionChoices, SubscriptionDraft } from '../../src/digest/subscription.ts';
import { localTime } from '../../src/digest/zone.ts';
import { at, bookOf, Lines, subscription } from './stage.ts';

const draft: SubscriptionDraft = {
  id: 'abc',
  channelId: '500',
  cadence: 'daily',
  time: '09:00',
  zone: 'Asia/Shanghai',
  quiet: 'skip',
  createdBy: '1',
};
const choices: SubscriptionChoices = {
  channelId: '500',
  cadence: 'daily',
  time: '09:00',
  zone: 'Asia/Shanghai',
  quiet: 'skip',
};
const MORNING = at('2026-11-22T02:00:00Z'); // 10:00 in Shanghai
const today = { subscription: 'abc', date: '2026-11-22' };

const dueAt = (book: Book, instant: string) => {
  const found = findSubscription(book, 'abc');
  if (!found) throw new Error('no such subscription');
  return dueDate(found, localTime(found.zone, at(instant)));
};

describe('subscribing', () => {
  it('at 10:00 for 09:00 posts nothing before the next day', () => {
    const book = subscribe(bookFormat.empty(), draft, MORNING, 5);
    expect(book.subscriptions).toEqual([
      { ...draft, createdAt: '2026-11-22T02:00:00.000Z', done: '2026-11-22' },
    ]);
    expect(dueAt(book, '2026-11-22T02:01:00Z')).toBeUndefined();
    expect(dueAt(book, '2026-11-23T01:00:00Z')).toBe('2026-11-23');
  });

  it('at 10:00 for 11:00 posts on the same day', () => {
    const book = subscribe(bookFormat.empty(), { ...draft, time: '11:00' }, MORNING, 5);
    expect(dueAt(book, '2026-11-22T03:00:00Z')).toBe('2026-11-22');
  });

  it('counts the latest date of a week or month as done', () => {
    const weekly = subscribe(bookFormat.empty(), { ...draft, cadence: 'weekly', day: 5 }, MORNING, 5);
    const monthly = subscribe(bookFormat.empty(), { ...draft, cadence: 'monthly', day: 31 }, MORNING, 5);
    expect([weekly.subscriptions[0]?.done, monthly.subscriptions[0]?.done]).toEqual([
      '2026-11-20',
      '2026-10-31',
    ]);
  });

  it('is refused where the guild has its fill', () => {
    const full = bookOf(subscription({ id: 'a' }), subscription({ id: 'b' }));
    expect(() => subscribe(full, draft, MORNING, 2)).toThrow(
      expect.objectContaining({ code: 'limit-reached', limit: 2 }),
    );
    expect(subscribe(full, draft, MORNING, 3).subscriptions).toHaveLength(3);
  });
});

describe('editing', () => {
  it('replaces every choice, keeps who and when, and counts the latest date as done', () => {
    const narrow = bookOf(subscription({ province: 'Yunnan', kind: 'park' }));
    const book = edit(narrow, 'abc', { ...choices, cadence: 'weekly', day: 7, quiet: 'week' }, MORNING);
    expect(book.subscriptions).toEqual([
      subscription({ cadence: 'weekly', day: 7, quiet: 'week', done: '2026-11-22' }),
    ]);
  });

  it('to an earlier hour of the day posts nothing that day', () => {
    const book = edit(bookOf(subscription({ time: '12:00' })), 'abc', choices, MORNING);
    expect(dueAt(book, '2026-11-22T02:01:00Z')).toBeUndefined();
  });

  it('keeps a pause', () => {
    const paused = pause(bookOf(subscription()), 'abc', { code: 'asked' }, MORNING);
    expect(edit(paused, 'abc', choices, MORNING).subscriptions[0]?.paused?.reason).toEqual({ code: 'asked' });
  });
});

describe('a pause', () => {
  const paused = pause(bookOf(subscription()), 'abc', { code: 'asked' }, MORNING);

  it('holds everything back', () => {
    expect(paused.subscriptions[0]?.paused).toEqual({
      reason: { code: 'asked' },
      at: '2026-11-22T02:00:00.000Z',
    });
    expect(dueAt(paused, '2026-11-22T02:01:00Z')).toBeUndefined();
  });
  it('ended in time, lets the latest date out', () =>
    expect(dueAt(resume(paused, 'abc'), '2026-11-22T10:00:00Z')).toBe('2026-11-22'));
  it('ended after days, lets no backlog out', () => {
    const resumed = resume(paused, 'abc');
    expect(dueAt(resumed, '2026-11-28T10:00:00Z')).toBe('2026-11-28');
    expect(
      dueAt(markDone(resumed, { subscription: 'abc', date: '2026-11-28' }), '2026-11-28T10:00:00Z'),
    ).toBeUndefined();
  });
  it('ended when the latest is too late, lets nothing out', () =>
    expect(dueAt(resume(paused, 'abc'), '2026-11-28T23:00:00Z')).toBeUndefined());
});

describe('an unknown subscription', () => {
  it.each([
    ['edited', (book: Book) => edit(book, 'zzz', choices, MORNING)],
    ['removed', (book: Book) => unsubscribe(book, 'zzz')],
    ['paused', (book: Book) => pause(book, 'zzz', { code: 'asked' }, MORNING)],
    ['resumed', (book: Book) => resume(book, 'zzz')],
    ['recounted', (book: Book) => recount(book, 'zzz', MORNING)],
  ])('is not %s', (_, change) => {
    expect(() => change(bookOf(subscription()))).toThrow(
      expect.objectContaining({ name: 'BookError', code: 'unknown-subscription' }),
    );
  });
});

describe('an intent', () => {
  const begun = intend(bookOf(subscription()), today, { channelId: '500' }, MORNING);

  it('stands once, as it was first noted', () => {
    expect(begun.intents).toEqual([
      { ...today, channelId: '500', at: '2026-11-22T02:00:00.000Z', attempts: 0 },
    ]);
    expect(intend(begun, today, { channelId: '500' }, MORNING + 60_000)).toBe(begun);
  });
  it('moves with its subscription', () => {
    const moved = intend(begun, today, { channelId: '501' }, MORNING + 60_000);
    expect(moved.intents).toEqual([
      { ...today, channelId: '501', at: '2026-11-22T02:00:00.000Z', attempts: 0 },
    ]);
  });
  it('counts its attempts and since when its destination is dead', () => {
    const dead = { code: 'destination-dead', status: 404, discord: 10003 } as const;
    const once = postpone(begun, today, dead, at('2026-11-22T02:01:00Z'));
    const twice = postpone(once, today, dead, at('2026-11-22T02:05:00Z'));
    expect(findIntent(twice, today)).toMatchObject({
      attempts: 2,
      attemptedAt: '2026-11-22T02:05:00.000Z',
      deadSince: '2026-11-22T02:01:00.000Z',
      reason: dead,
    });
    const busy = postpone(twice, today, { code: 'retry-later', status: 503 }, at('2026-11-22T02:06:00Z'));
    expect(findIntent(busy, today)).not.toHaveProperty('deadSince');
  });
  it('ends in the log', () => {
    const settled = settle(begun, today, '500', { state: 'sent', messageId: '9001' }, MORNING + 1000);
    expect(settled.intents).toEqual([]);
    expect(logOf(settled, 'abc')).toEqual([
      { ...today, channelId: '500', state: 'sent', messageId: '9001', at: '2026-11-22T02:00:01.000Z' },
    ]);
  });
});

describe('the log', () => {
  it('shows the newest first, what is under way on top, and no other subscription', () => {
    const yesterday = { subscription: 'abc', date: '2026-11-21' };
    const other = { subscription: 'other', date: '2026-11-21' };
    let book = bookOf(subscription());
    book = settle(book, yesterday, '500', { state: 'skipped', reason: { code: 'quiet' } }, MORNING);
    book = settle(book, other, '501', { state: 'sent', messageId: '9001' }, MORNING);
    book = intend(book, today, { channelId: '500' }, MORNING);
    expect(logOf(book, 'abc').map(({ date, state }) => [date, state])).toEqual([
      ['2026-11-22', 'intended'],
      ['2026-11-21', 'skipped'],
    ]);
    expect(logOf(unsubscribe(book, 'abc'), 'abc')).toHaveLength(2);
  });

  it('forgets after 90 days', () => {
    const old = settle(bookOf(subscription()), today, '500', { state: 'sent', messageId: '9001' }, MORNING);
    const later = { subscription: 'abc', date: '2027-02-20' };
    const kept = settle(old, later, '500', { state: 'sent', messageId: '9002' }, at('2027-02-20T02:00:00Z'));
    const gone = settle(old, later, '500', { state: 'sent', messageId: '9002' }, at('2027-02-20T02:00:01Z'));
    expect([kept.deliveries.length, gone.deliveries.length]).toEqual([2, 1]);
  });
});

it('dates that are done never come back, unless the clock ran ahead', () => {
  const ahead = markDone(bookOf(subscription()), { subscription: 'abc', date: '2027-11-22' });
  expect(markDone(ahead, today)).toBe(ahead);
  expect(recount(ahead, 'abc', MORNING).subscriptions[0]?.done).toBe('2026-11-22');
  const fine = bookOf(subscription());
  expect(recount(fine, 'abc', MORNING).subscriptions[0]?.done).toBe('2026-11-21');
});

describe('on the disk', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'digests-'));
  });
  afterEach(() => rm(directory, { recursive: true }));
  const path = (guildId: string) => join(directory, `${guildId}.digests.json`);

  it('a book is as it was after it is opened again', async () => {
    const first = await openDocument(path('1'), bookFormat);
    await first.update((book) => subscribe(book, draft, MORNING, 5));
    await first.update((book) => intend(book, today, { channelId: '500' }, MORNING));
    await expect(first.update((book) => subscribe(book, draft, MORNING, 1))).rejects.toThrow(BookError);
    const again = await openDocument(path('1'), bookFormat);
    expect(again.data).toEqual(first.data);
    expect(again.data.intents).toHaveLength(1);
  });

  it('a book of version 1 is read, and nobody is told of what was paused then', async () => {
    const paused = { reason: { code: 'destination-dead' }, at: '2026-11-01T00:00:00.000Z' } as const;
    const old = { subscriptions: [subscription({ paused })], intents: [], deliveries: [] };
    await writeFile(path('1'), JSON.stringify({ version: 1, ...old }));
    const { data } = await openDocument(path('1'), bookFormat);
    expect(data).toEqual({ ...old, publications: [] });
    expect(errandsOf(data, MORNING)).toEqual([]);
  });

  it('a bad file keeps its guild alone from being served, and stays as it is', async () => {
    await writeFile(
      path('1'),
      '{"version":2,"subscriptions":[{}],"intents":[],"publications":[],"deliveries":[]}',
    );
    const lines = new Lines();
    const books = await openBooks(['1', '2'], (guildId) => openDocument(path(guildId), bookFormat), lines);
    expect([...books.files.keys()]).toEqual(['2']);
    expect(lines.lines).toMatchObject([{ level: 'error', values: { guildId: '1' } }]);
    await expect(books.of('1')).rejects.toMatchObject({ code: 'wrong-shape' });
    await expect(books.of('2')).resolves.toBe(books.files.get('2'));
    expect(await readFile(path('1'), 'utf8')).toContain('{}');
  });

  it('a guild without a book gets one on its first subscription, opened once', async () => {
    const books = await openBooks([], (guildId) => openDocument(path(guildId), bookFormat), new Lines());
    const [one, two] = await Promise.all([books.of('3'), books.of('3')]);
    expect(one).toBe(two);
    await expect(readFile(path('3'))).rejects.toMatchObject({ code: 'ENOENT' });
    await one.update((book) => subscribe(book, draft, MORNING, 5));
    expect(books.files.get('3')?.data.subscriptions).toHaveLength(1);
    expect(await readFile(path('3'), 'utf8')).toContain('"abc"');
  });
});
