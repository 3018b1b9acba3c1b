import { describe, expect, it } from 'vitest';
import type { Records } from '../../src/data/library.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';
import {
  eventsBetween,
  eventsInMonth,
  eventsOn,
  eventsOnDays,
  type TimelineEntry,
} from '../../src/data/timeline.ts';

const record = (id: string, fields: Partial<AlmanacRecord> = {}): AlmanacRecord => ({
  id,
  kind: 'event',
  name: id,
  summary: 'It was.',
  sources: [{ id: 'source' }],
  ...fields,
});

function recordsOf(...records: AlmanacRecord[]): Records {
  const byId = new Map(records.map((each) => [each.id, each]));
  return { get: (id) => byId.get(id), all: () => records };
}

const ids = (entries: readonly TimelineEntry[]) => entries.map((entry) => entry.record.id);

const places = [{ province: 'Zhejiang', city: 'Hangzhou' }];
const catalogue = recordsOf(
  record('year', { date: '2018' }),
  record('month', { date: '2018-04' }),
  record('months', { date: '2018-04/2018-06' }),
  record('newer', { date: '2020-04-09' }),
  record('opens', { date: '2018-04-09', places, related: ['park', 'fund'] }),
  record('days', { date: '2019-04-09/2019-04-11' }),
  record('other-day', { date: '2017-04-10' }),
  record('park', { kind: 'park', date: '2018-04-09', places, related: ['opens', 'fund'] }),
  record('fund', { kind: 'fund', date: '2018', related: ['opens', 'park'] }),
  record('own-park', { kind: 'park', date: '2016-04-09' }),
  record('figure', { kind: 'figure', date: '2018-04-09', value: 3, unit: 'parks' }),
  record('undated', { kind: 'park' }),
);

describe('on a day', () => {
  it('tells what is known to the day, oldest first, a range on its first day, a figure never', () =>
    expect(ids(eventsOn(catalogue, '04-09'))).toEqual(['own-park', 'opens', 'days', 'newer']));
  it('tells nothing that is known to the month or the year', () =>
    expect(ids(eventsOn(catalogue, '04-01'))).toEqual([]));
  it('tells nothing on the later days of a range', () =>
    expect(ids(eventsOn(catalogue, '04-11'))).toEqual([]));

  it('tells a park that opened by its event, and what else the event belongs to', () => {
    const opens = eventsOn(catalogue, '04-09').find((entry) => entry.record.id === 'opens');
    expect(opens?.belongsTo.map(({ id }) => id)).toEqual(['park', 'fund']);
    expect(opens?.date).toBe('2018-04-09');
  });

  it('tells a thing once where the relation stands on its side alone', () => {
    const records = recordsOf(
      record('shared-event', { date: '2018-04-09' }),
      record('own-park', { kind: 'park', date: '2018-04-09', related: ['shared-event'] }),
    );
    const entries = eventsOn(records, '04-09', { kind: 'park' });
    expect(ids(entries)).toEqual(['shared-event']);
    expect(entries[0]?.belongsTo.map(({ id }) => id)).toEqual(['own-park']);
  });

  it('tells a thing beside an event of another date', () => {
    const records = recordsOf(
      record('visit', { date: '2019-04-09', related: ['park'] }),
      record('park', { kind: 'park', date: '2018-04-09', related: ['visit'] }),
    );
    expect(ids(eventsOn(records, '04-09'))).toEqual(['park', 'visit']);
  });

  it.each([
    [{ kind: 'event' }, ['opens', 'days', 'newer']],
    [{ kind: 'park' }, ['own-park', 'opens']],
    [{ kind: 'fund' }, ['opens']],
    [{ kind: 'policy' }, []],
    [{ province: 'Zhejiang' }, ['opens']],
    [{ province: 'Zhejiang', kind: 'fund' }, ['opens']],
    [{ province: 'Yunnan' }, []],
  ] as const)('narrowed to %o', (options, expected) =>
    expect(ids(eventsOn(catalogue, '04-09', options))).toEqual(expected),
  );
});

describe('29 February', () => {
  const records = recordsOf(
    record('feb-28', { date: '2019-02-28' }),
    record('leap', { date: '2016-02-29' }),
    record('mar-01', { date: '2017-03-01' }),
  );
  it.each([
    ['02-28', {}, ['feb-28']],
    ['02-29', {}, ['leap']],
    ['02-28', { year: 2026 }, ['leap', 'feb-28']],
    ['02-29', { year: 2026 }, []],
    ['03-01', { year: 2026 }, ['mar-01']],
    ['02-28', { year: 2026, leapDay: '03-01' }, ['feb-28']],
    ['03-01', { year: 2026, leapDay: '03-01' }, ['leap', 'mar-01']],
    ['02-28', { year: 2028 }, ['feb-28']],
    ['02-29', { year: 2028 }, ['leap']],
    ['03-01', { year: 2028, leapDay: '03-01' }, ['mar-01']],
    ['02-28', { year: 2100 }, ['leap', 'feb-28']],
    ['02-28', { year: 2000 }, ['feb-28']],
  ] as const)('is told on %s of %o', (day, options, expected) =>
    expect(ids(eventsOn(records, day, options))).toEqual(expected),
  );

  it('is told once in days around it', () => {
    const days = ['2026-02-27', '2026-02-28', '2026-03-01'];
    expect(eventsOnDays(records, days).map(({ on, record }) => [on, record.id])).toEqual([
      ['2026-02-28', 'leap'],
      ['2026-02-28', 'feb-28'],
      ['2026-03-01', 'mar-01'],
    ]);
  });
});

describe('on days over the turn of a year', () => {
  it('each is told on its day', () => {
    const records = recordsOf(
      record('new-year', { date: '2017-01-01' }),
      record('old-year', { date: '2018-12-31' }),
    );
    expect(
      eventsOnDays(records, ['2026-12-31', '2027-01-01']).map(({ on, record }) => [on, record.id]),
    ).toEqual([
      ['2026-12-31', 'old-year'],
      ['2027-01-01', 'new-year'],
    ]);
  });
});

describe('in a month', () => {
  it('tells what is known to the day or the month, oldest first', () =>
    expect(ids(eventsInMonth(catalogue, '04'))).toEqual([
      'own-park',
      'other-day',
      'month',
      'months',
      'opens',
      'days',
      'newer',
    ]));
  it('tells a range of months in its first', () => expect(ids(eventsInMonth(catalogue, '06'))).toEqual([]));
  it('takes no range of years for months', () =>
    expect(ids(eventsInMonth(recordsOf(record('years', { date: '2018/2020' })), '20'))).toEqual([]));
});

describe('between two dates', () => {
  it.each([
    [undefined, '2017', ['own-park', 'other-day']],
    ['2019', '2019', ['days']],
    ['2019-04-11', '2019-04-30', ['days']],
    ['2018-04-09', '2018-04-09', ['fund', 'year', 'month', 'months', 'opens']],
    ['2018-06-30', '2018-06-30', ['fund', 'year', 'months']],
    ['2018-12', '2019-03', ['fund', 'year']],
    ['2020', undefined, ['newer']],
    ['2020', '2019', []],
    ['2018-02-30', undefined, []],
    [undefined, 'soon', []],
  ])('%s to %s', (from, to, expected) => expect(ids(eventsBetween(catalogue, from, to))).toEqual(expected));

  it('is narrowed as a day is', () =>
    expect(ids(eventsBetween(catalogue, '2018', '2018', { kind: 'fund' }))).toEqual(['fund', 'opens']));
});
