import { describe, expect, it } from 'vitest';
import { parseTime, subscriptionId, subscriptionSchema } from '../../src/digest/subscription.ts';
import { localTime } from '../../src/digest/zone.ts';
import { at, subscription } from './stage.ts';

describe('a time', () => {
  it.each(['00:00', '09:05', '19:59', '23:59'])('%s is one', (text) => expect(parseTime(text)).toBe(text));
  it.each([
    '24:00',
    '24:55',
    '9:00',
    '09:60',
    '0900',
    '09:00 ',
    ' 09:00',
    '09:00:00',
    '９:00',
    '-1:00',
    '',
    '09:00\n',
  ])('%j is none', (text) => expect(parseTime(text)).toBeUndefined());
});

describe('a zone', () => {
  it.each(Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/')))(
    '%s has a clock',
    (zone) => {
      const { date, time } = localTime(zone, at('2026-11-22T12:00Z'));
      const wall = at(`${date}T${time}Z`) - at('2026-11-22T12:00Z');
      expect(Math.abs(wall)).toBeLessThanOrEqual(14 * 3_600_000);
    },
  );
  it('shows midnight as 00:00 of the new day', () =>
    expect(localTime('Asia/Shanghai', at('2026-11-21T16:00Z'))).toEqual({
      date: '2026-11-22',
      time: '00:00',
    }));
});

it.each([
  ['35', 'z'],
  ['18446744073709551615', '3w5e11264sgsf'],
])('interaction %s makes subscription %s', (snowflake, id) => {
  expect(subscriptionId(snowflake)).toBe(id);
  expect(subscriptionSchema.safeParse(subscription({ id })).success).toBe(true);
});

describe('a subscription', () => {
  it.each([
    ['daily', subscription()],
    ['weekly', subscription({ cadence: 'weekly', day: 7 })],
    ['monthly', subscription({ cadence: 'monthly', day: 31 })],
    ['narrowed', subscription({ province: 'Zhejiang', kind: 'park', quiet: 'week' })],
    ['published, for a role', subscription({ publish: true, role: '77' })],
    [
      'paused untold',
      subscription({
        paused: {
          reason: { code: 'content-refused' },
          at: '2026-11-21T01:02:03.000Z',
          notice: { attempts: 1, attemptedAt: '2026-11-21T01:02:04.000Z', reason: { code: 'retry-later' } },
        },
      }),
    ],
    [
      'paused',
      subscription({
        paused: {
          reason: { code: 'destination-dead', status: 403, discord: 50001 },
          at: '2026-11-21T01:02:03.000Z',
        },
      }),
    ],
  ])('%s is kept as it is', (_, given) => expect(subscriptionSchema.parse(given)).toEqual(given));

  it.each([
    ['a day of 0', { ...subscription(), cadence: 'weekly', day: 0 }],
    ['a weekday of 8', { ...subscription(), cadence: 'weekly', day: 8 }],
    ['half a day', { ...subscription(), cadence: 'monthly', day: 1.5 }],
    ['a 32nd', { ...subscription(), cadence: 'monthly', day: 32 }],
    ['no day', { ...subscription(), cadence: 'weekly' }],
    ['a day without a use', { ...subscription(), day: 1 }],
    ['another cadence', { ...subscription(), cadence: 'hourly' }],
    ['a time of 24:55', { ...subscription(), time: '24:55' }],
    ['no zone', { ...subscription(), zone: 'Asia/Beijing' }],
    ['another kind', { ...subscription(), kind: 'exchange' }],
    ['a long id', { ...subscription(), id: 'a'.repeat(14) }],
    ['a channel without an id', { ...subscription(), channelId: 'general' }],
    ['no day done', { ...subscription(), done: '2026-02-30' }],
    ['an instant without a zone', { ...subscription(), createdAt: '2026-11-01T00:00:00' }],
    ['a role by name', { ...subscription(), role: '@readers' }],
    ['publishing by half', { ...subscription(), publish: 'yes' }],
    ['a field too many', { ...subscription(), cron: '* * * * *' }],
  ])('with %s is refused', (_, given) => expect(subscriptionSchema.safeParse(given).success).toBe(false));
});
