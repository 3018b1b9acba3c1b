import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWaiting, waitOf } from '../../src/digest/attempts.ts';
import { deliveryKey, parseDeliveryKey } from '../../src/digest/key.ts';
import { consequenceOf, reasonOf } from '../../src/digest/outcome.ts';
import { reasonSchema } from '../../src/digest/reason.ts';

describe('a failure', () => {
  it.each([
    [undefined, undefined, 'retry-later'],
    [500, undefined, 'retry-later'],
    [503, 50001, 'retry-later'],
    [408, undefined, 'retry-later'],
    [429, undefined, 'retry-later'],
    [429, 20016, 'retry-later'],
    [400, 20028, 'retry-later'],
    [400, 20029, 'retry-later'],
    [400, 130000, 'retry-later'],
    [404, 10003, 'destination-dead'],
    [404, 10004, 'destination-dead'],
    [403, 50001, 'destination-dead'],
    [403, 50013, 'destination-dead'],
    [400, 50008, 'destination-dead'],
    [400, 50024, 'destination-dead'],
    [400, 50083, 'destination-dead'],
    [400, 160005, 'destination-dead'],
    [undefined, 10003, 'destination-dead'],
    [403, 1, 'destination-dead'],
    [404, 0, 'destination-dead'],
    [403, undefined, 'retry-later'],
    [404, undefined, 'retry-later'],
    [403, 40333, 'retry-later'],
    [400, 40003, 'retry-later'],
    [404, 10008, 'content-refused'],
    [400, 50035, 'content-refused'],
    [400, 50006, 'content-refused'],
    [400, 200000, 'content-refused'],
    [403, 240000, 'content-refused'],
    [413, undefined, 'content-refused'],
    [401, 0, 'stop-all'],
    [401, 50001, 'stop-all'],
  ])('of status %s and code %s: %s', (status, code, consequence) => {
    const failure = { ok: false, status, code, cause: 'x' } as const;
    expect(consequenceOf(failure)).toBe(consequence);
    const reason = reasonOf(failure);
    expect(reasonSchema.parse(reason)).toEqual(reason);
    expect([reason.status, reason.discord]).toEqual([status, code]);
  });
});

describe('a delivery key', () => {
  it('says what it is for', () => expect(deliveryKey('abc', '2026-11-22')).toBe('abc20261122'));
  it('fits a nonce and a custom_id, and is read back', () => {
    const ids = fc.stringMatching(/^[a-z0-9]{1,13}$/);
    const dates = fc
      .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(ids, dates, (subscription, date) => {
        const key = deliveryKey(subscription, date);
        expect(key).toMatch(/^[a-z0-9]{1,25}$/);
        expect(parseDeliveryKey(key)).toEqual({ subscription, date });
      }),
    );
  });
  it.each(['', '20261122', 'abc', 'ABC20261122', 'abc-20261122', 'abcdefghijklmn20261122'])(
    '%j is none',
    (text) => expect(parseDeliveryKey(text)).toBeUndefined(),
  );
});

describe('the wait after an attempt', () => {
  const attemptedAt = '2026-11-22T01:10:00.000Z';

  it('grows up to twelve minutes, and differs between subscriptions', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{1,13}$/),
        fc.integer({ min: 1, max: 500 }),
        (subscription, attempts) => {
          const wait = waitOf(subscription, attempts);
          const base = Math.min(2 ** (attempts - 2), 8) * 60_000;
          expect(wait).toBeGreaterThanOrEqual(base);
          expect(wait).toBeLessThanOrEqual(base * 1.5);
        },
      ),
    );
    const waits = ['a', 'b', 'c', 'd'].map((name) => waitOf(name, 4));
    expect(new Set(waits).size).toBe(4);
  });

  it.each([
    ['not attempted', { attempts: 0 }, '2026-11-22T01:10:00Z', false],
    ['just now', { attempts: 3, attemptedAt }, '2026-11-22T01:10:00Z', true],
    ['long ago', { attempts: 3, attemptedAt }, '2026-11-22T01:13:00Z', false],
    ['in the future', { attempts: 3, attemptedAt }, '2026-11-22T01:09:00Z', false],
  ])('%s', (_, attempt, now, waits) =>
    expect(isWaiting('abc20261122', attempt, Date.parse(now))).toBe(waits),
  );
});
