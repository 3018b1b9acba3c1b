import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dueDate,
  isAhead,
  latestScheduled,
  nextPost,
  nextScheduled,
  windowOf,
} from '../../src/digest/schedule.ts';
import type { Schedule, Subscription } from '../../src/digest/subscription.ts';
import { localTime } from '../../src/digest/zone.ts';
import { addDays, stretchesOf } from './oracle.ts';
import { at, subscription } from './stage.ts';

const MINUTE = 60_000;

/** When a bot that looks every minute posts, and for which date. */
function posts(of: Subscription, from: string, to: string): string[] {
  let current = of;
  const seen: string[] = [];
  for (let now = at(from); now < at(to); now += MINUTE) {
    const date = dueDate(current, localTime(current.zone, now));
    if (date === undefined) continue;
    seen.push(`${date} at ${new Date(now).toISOString().slice(0, 16)}Z`);
    current = { ...current, done: date };
  }
  return seen;
}

describe('a time that the clock skips goes out at the first minute after it', () => {
  it.each([
    ['Africa/Cairo', '00:00', '2026-04-24', '2026-04-23T22:00Z'],
    ['Africa/Cairo', '00:59', '2026-04-24', '2026-04-23T22:00Z'],
    ['America/Santiago', '00:00', '2026-09-06', '2026-09-06T04:00Z'],
    ['Asia/Beirut', '00:00', '2026-03-29', '2026-03-28T22:00Z'],
    ['America/Havana', '00:00', '2026-03-08', '2026-03-08T05:00Z'],
    ['America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00Z'],
    ['Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:30Z'],
    ['Pacific/Apia', '09:00', '2011-12-30', '2011-12-30T10:00Z'],
    ['Pacific/Kiritimati', '09:00', '1994-12-31', '1994-12-31T10:00Z'],
  ])('%s %s on %s', (zone, time, date, instant) => {
    const before = subscription({ zone, time, done: addDays(date, -1) });
    const from = `${addDays(date, -1)}T12:00Z`;
    expect(posts(before, from, `${date}T17:00Z`)[0]).toBe(`${date} at ${instant}`);
    expect(nextPost(before, at(from))).toBe(at(instant));
  });
});

describe('a time that the clock shows twice goes out the first time only', () => {
  it.each([
    ['Africa/Cairo', '23:30', '2026-10-29', '2026-10-29T20:30Z'],
    ['America/Santiago', '23:30', '2026-04-04', '2026-04-05T02:30Z'],
    ['Asia/Beirut', '23:30', '2026-10-24', '2026-10-24T20:30Z'],
    ['America/Havana', '00:30', '2026-11-01', '2026-11-01T04:30Z'],
    ['America/New_York', '01:30', '2026-11-01', '2026-11-01T05:30Z'],
    ['Australia/Lord_Howe', '01:45', '2026-04-05', '2026-04-04T14:45Z'],
  ])('%s %s on %s', (zone, time, date, instant) => {
    const before = subscription({ zone, time, done: addDays(date, -1) });
    const hours = [-2, 5].map((n) => new Date(at(instant) + n * 60 * MINUTE).toISOString());
    expect(posts(before, hours[0] ?? '', hours[1] ?? '')).toEqual([`${date} at ${instant}`]);
    expect(nextPost(before, at(instant) - MINUTE)).toBe(at(instant));
  });
});

describe('the chosen day', () => {
  it.each([
    [31, '2026-02-28', '2026-02-28'],
    [31, '2024-02-29', '2024-02-29'],
    [30, '2026-03-01', '2026-02-28'],
    [31, '2026-04-30', '2026-04-30'],
    [31, '2026-05-30', '2026-04-30'],
    [1, '2026-01-01', '2026-01-01'],
    [2, '2026-01-01', '2025-12-02'],
  ])('of a month: %i, on %s, was last %s', (day, date, latest) => {
    const schedule: Schedule = { cadence: 'monthly', day, time: '09:00', zone: 'UTC' };
    expect(latestScheduled(schedule, { date, time: '09:00' })).toBe(latest);
  });

  it.each([
    [1, '2026-11-23', '09:00', '2026-11-23'],
    [1, '2026-11-23', '08:59', '2026-11-16'],
    [7, '2026-11-23', '00:00', '2026-11-22'],
    [7, '2026-11-28', '23:59', '2026-11-22'],
  ])('of a week: %i, on %s at %s, was last %s', (day, date, time, latest) => {
    const schedule: Schedule = { cadence: 'weekly', day, time: '09:00', zone: 'UTC' };
    expect(latestScheduled(schedule, { date, time })).toBe(latest);
  });
});

describe('how late it may be', () => {
  it.each([
    [{ cadence: 'daily' }, '2026-11-23', '05:59', true],
    [{ cadence: 'daily' }, '2026-11-23', '06:00', false],
    [{ cadence: 'weekly', day: 7 }, '2026-11-24', '08:59', true],
    [{ cadence: 'weekly', day: 7 }, '2026-11-24', '09:00', false],
    [{ cadence: 'monthly', day: 22 }, '2026-11-29', '08:59', true],
    [{ cadence: 'monthly', day: 22 }, '2026-11-29', '09:00', false],
  ] as const)('%o of 22 November, on %s at %s: %s', (when, date, time, isDue) => {
    expect(dueDate(subscription(when), { date, time })).toBe(isDue ? '2026-11-22' : undefined);
  });

  it('a later date takes the place of one that was missed', () => {
    const daily = subscription({ time: '05:00', done: '2026-11-01' });
    expect(dueDate(daily, { date: '2026-11-22', time: '05:30' })).toBe('2026-11-22');
    expect(windowOf(daily, '2026-11-21', { date: '2026-11-22', time: '04:59' })).toBe('open');
    expect(windowOf(daily, '2026-11-21', { date: '2026-11-22', time: '05:00' })).toBe('over');
    expect(windowOf(daily, '2026-11-23', { date: '2026-11-22', time: '05:00' })).toBe('before');
  });
});

describe('nothing is due', () => {
  const local = { date: '2026-11-22', time: '09:00' };

  it('before the time', () => expect(dueDate(subscription(), { ...local, time: '08:59' })).toBeUndefined());
  it('when the date is done', () =>
    expect(dueDate(subscription({ done: '2026-11-22' }), local)).toBeUndefined());
  it('when a later date is done', () =>
    expect(dueDate(subscription({ done: '2026-11-23' }), local)).toBeUndefined());
  it('while paused', () => {
    const paused = subscription({ paused: { reason: { code: 'asked' }, at: '2026-11-21T00:00:00.000Z' } });
    expect(dueDate(paused, local)).toBeUndefined();
    expect(nextPost(paused, at('2026-11-22T00:00Z'))).toBeUndefined();
  });
});

describe('the next post', () => {
  it('is now when one is due', () => {
    const now = at('2026-11-22T01:10Z');
    expect(nextPost(subscription(), now)).toBe(now);
  });
  it('is the next scheduled when the latest is done', () =>
    expect(nextPost(subscription({ done: '2026-11-22' }), at('2026-11-22T01:10Z'))).toBe(
      at('2026-11-23T01:00Z'),
    ));
  it('is the next scheduled when the latest is too late', () =>
    expect(nextPost(subscription({ done: '2026-10-22' }), at('2026-11-21T23:00Z'))).toBe(
      at('2026-11-22T01:00Z'),
    ));
  it('in an hour that comes twice is the second of its times where the first has passed', () => {
    const begun = subscription({ zone: 'America/New_York', time: '01:30', done: '2026-10-31' });
    expect(nextPost(begun, at('2026-11-01T06:10Z'))).toBe(at('2026-11-01T06:30Z'));
  });
});

it('tells a clock that once ran ahead from one that stepped a little', () => {
  const local = { date: '2026-11-22', time: '09:00' };
  expect(isAhead(subscription({ done: '2026-11-23' }), local)).toBe(false);
  expect(isAhead(subscription({ done: '2026-11-24' }), local)).toBe(true);
});

const ZONES = [
  ...Intl.supportedValuesOf('timeZone'),
  'UTC',
  'Europe/Kyiv',
  'Asia/Kolkata',
  'asia/shanghai',
  'US/Pacific',
];
const pad = (n: number) => String(n).padStart(2, '0');
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`);
const schedules: fc.Arbitrary<Schedule> = fc
  .tuple(fc.constantFrom(...ZONES), times, fc.integer({ min: 1, max: 31 }), fc.integer({ min: 0, max: 2 }))
  .map(([zone, time, day, cadence]) =>
    cadence === 0
      ? { cadence: 'daily', time, zone }
      : cadence === 1
        ? { cadence: 'weekly', day: ((day - 1) % 7) + 1, time, zone }
        : { cadence: 'monthly', day, time, zone },
  );
const dates = fc.integer({ min: 0, max: 5 * 365 }).map((n) => addDays('2023-01-01', n));

describe('in every zone, at any time', () => {
  it('a date may be told from its first minute until it is late or the next has come', () => {
    fc.assert(
      fc.property(schedules, dates, (schedule, from) => {
        for (const { date, start, end } of stretchesOf(schedule, from, addDays(from, 8))) {
          const stands = (instant: number) => windowOf(schedule, date, localTime(schedule.zone, instant));
          expect(stands(start - MINUTE)).toBe('before');
          expect(stands(start)).toBe('open');
          expect(stands(end - MINUTE)).toBe('open');
          expect(stands(end)).toBe('over');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('the next post is the first minute of the next date', () => {
    fc.assert(
      fc.property(schedules, dates, (schedule, from) => {
        const [first, second] = stretchesOf(schedule, from, addDays(from, 70));
        if (!first || !second) throw new Error('two dates lie within seventy days');
        expect(nextScheduled(schedule, first.date)).toBe(second.date);
        const done = subscription({ ...schedule, done: first.date });
        expect(nextPost(done, first.start)).toBe(second.start);
        expect(nextPost(done, second.start - MINUTE)).toBe(second.start);
      }),
      { numRuns: 200 },
    );
  });
});
