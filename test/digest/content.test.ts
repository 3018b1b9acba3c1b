import { describe, expect, it } from 'vitest';
import { digestFor } from '../../src/digest/content.ts';
import { record, recordsOf } from './stage.ts';

const records = recordsOf(
  record({ id: 'old', date: '2017-11-22' }),
  record({ id: 'young', date: '2020-11-22' }),
  record({ id: 'planned', date: '2027-11-22' }),
  record({ id: 'week-end', date: '2016-11-28' }),
  record({ id: 'next-week', date: '2019-11-29' }),
  record({ id: 'month', date: '2019-11' }),
  record({ id: 'month-begins', date: '2021-11-01' }),
  record({ id: 'year', date: '2018' }),
  record({ id: 'leap', date: '2016-02-29' }),
);

const told = (entries: readonly { on: string; years: number; record: { id: string } }[]) =>
  entries.map(({ on, years, record: { id } }) => `${on} ${id} ${years}`);

describe('a digest covers', () => {
  it('daily: its date, oldest first, with the years since, and nothing that is still to come', () => {
    const digest = digestFor({ cadence: 'daily', quiet: 'skip' }, '2026-11-22', records, '02-28');
    expect(digest).toMatchObject({
      cadence: 'daily',
      date: '2026-11-22',
      from: '2026-11-22',
      to: '2026-11-22',
    });
    expect(told(digest.entries)).toEqual(['2026-11-22 old 9', '2026-11-22 young 6']);
    expect(digest).not.toHaveProperty('quiet');
  });

  it('weekly: the seven days that begin with its date', () => {
    const digest = digestFor({ cadence: 'weekly', quiet: 'skip' }, '2026-11-22', records, '02-28');
    expect([digest.from, digest.to]).toEqual(['2026-11-22', '2026-11-28']);
    expect(told(digest.entries)).toEqual([
      '2026-11-22 old 9',
      '2026-11-22 young 6',
      '2026-11-28 week-end 10',
    ]);
  });

  it('monthly: the calendar month, what is known to the month first', () => {
    const digest = digestFor({ cadence: 'monthly', quiet: 'skip' }, '2026-11-15', records, '02-28');
    expect([digest.from, digest.to]).toEqual(['2026-11-01', '2026-11-30']);
    expect(told(digest.entries)).toEqual([
      '2026-11 month 7',
      '2026-11-01 month-begins 5',
      '2026-11-22 old 9',
      '2026-11-22 young 6',
      '2026-11-28 week-end 10',
      '2026-11-29 next-week 7',
    ]);
  });

  it.each([
    ['2026-02-28', '02-28', ['2026-02-28 leap 10']],
    ['2026-02-28', '03-01', []],
    ['2026-03-01', '03-01', ['2026-03-01 leap 10']],
    ['2028-02-29', '03-01', ['2028-02-29 leap 12']],
  ] as const)('29 February on %s by the rule %s', (date, rule, expected) =>
    expect(told(digestFor({ cadence: 'daily', quiet: 'skip' }, date, records, rule).entries)).toEqual(
      expected,
    ),
  );

  it.each([
    ['2026-02-01', '02-28', ['2026-02-28 leap 10']],
    ['2026-02-01', '03-01', []],
    ['2026-03-01', '03-01', ['2026-03-01 leap 10']],
    ['2026-03-01', '02-28', []],
  ] as const)('29 February in the month of %s by the rule %s', (date, rule, expected) =>
    expect(told(digestFor({ cadence: 'monthly', quiet: 'skip' }, date, records, rule).entries)).toEqual(
      expected,
    ),
  );
});

describe('when nothing falls on its dates, a digest', () => {
  it.each([
    ['skip', '2026-11-25', 'skip'],
    ['week', '2026-11-25', ['2026-11-28 week-end 10', '2026-11-29 next-week 7']],
    ['week', '2026-06-10', 'skip'],
  ] as const)('%s of %s brings %o', (quiet, date, expected) => {
    const digest = digestFor({ cadence: 'daily', quiet }, date, records, '02-28');
    expect(digest.entries).toEqual([]);
    expect(typeof digest.quiet === 'object' ? told(digest.quiet) : digest.quiet).toEqual(expected);
  });

  it('looks beyond the days that it covers', () => {
    const monthly = digestFor({ cadence: 'monthly', quiet: 'week' }, '2026-10-01', records, '02-28');
    expect(monthly.quiet).toMatchObject([{ on: '2026-11-01', record: { id: 'month-begins' } }]);
  });

  it('is asked for one province or kind', () => {
    const narrow = { cadence: 'daily', quiet: 'skip', province: 'Yunnan' } as const;
    expect(digestFor(narrow, '2026-11-22', records, '02-28').quiet).toBe('skip');
  });
});
