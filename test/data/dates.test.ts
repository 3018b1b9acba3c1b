import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, monthOf, parsePartialDate, yearsOf } from '../../src/data/dates.ts';

describe('parsePartialDate', () => {
  it.each([
    ['2017', 'year', '2017-01-01', '2017-12-31'],
    ['0001', 'year', '0001-01-01', '0001-12-31'],
    ['9999', 'year', '9999-01-01', '9999-12-31'],
    ['2018-04', 'month', '2018-04-01', '2018-04-30'],
    ['2018-12', 'month', '2018-12-01', '2018-12-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2023-02', 'month', '2023-02-01', '2023-02-28'],
    ['2018-04-09', 'day', '2018-04-09', '2018-04-09'],
    ['2024-02-29', 'day', '2024-02-29', '2024-02-29'],
    ['2000-02-29', 'day', '2000-02-29', '2000-02-29'],
    ['2020-01/2020-03', 'range', '2020-01-01', '2020-03-31'],
    ['2017/2020', 'range', '2017-01-01', '2020-12-31'],
    ['2018-05-26/2018-05-29', 'range', '2018-05-26', '2018-05-29'],
    ['2019-12-31/2020', 'range', '2019-12-31', '2020-12-31'],
    ['2019/2020-02-29', 'range', '2019-01-01', '2020-02-29'],
    ['2018-01/2018', 'range', '2018-01-01', '2018-12-31'],
  ])('reads %s as a %s from %s to %s', (text, precision, first, last) => {
    expect(parsePartialDate(text)).toEqual({ text, precision, first, last });
  });

  it.each([
    [''],
    ['18'],
    ['20180'],
    ['-2018'],
    ['+2018'],
    ['2018-4'],
    ['2018-4-9'],
    ['2018-04-9'],
    ['2018-00'],
    ['2018-13'],
    ['2018-04-00'],
    ['2018-04-31'],
    ['2023-02-29'],
    ['1900-02-29'],
    ['2018-04-'],
    ['2018-'],
    ['2018/04/09'],
    ['2018.04.09'],
    ['20180409'],
    ['2018-099'],
    ['2018-W15'],
    ['2018-04-09T00:00'],
    ['2018-04-09Z'],
    ['09-04-2018'],
    ['April 2018'],
    ['2018?'],
    ['2018~'],
    ['201X'],
    ['2018-21'],
    [' 2018'],
    ['2018 '],
    ['2018-04-09\n'],
    ['2018 - 04'],
    ['２０１８'],
    ['٢٠١٨-٠٤'],
    ['2018‐04'],
    ['2018年4月'],
    ['2018/2018'],
    ['2018-04-09/2018-04-09'],
    ['2020/2018'],
    ['2020-03/2020-01'],
    ['2018-05-29/2018-05-26'],
    ['2018/2018-06'],
    ['2018-06/2018'],
    ['2018-04/2018-04-15'],
    ['2018/'],
    ['/2018'],
    ['/'],
    ['2018/..'],
    ['../2018'],
    ['2018--2019'],
    ['2018/2019/2020'],
    ['2018/2019-13'],
    ['2023-02-29/2023-03-01'],
    ['2018-04-09 / 2018-04-10'],
  ])('refuses %j', (text) => {
    expect(parsePartialDate(text)).toBeUndefined();
    expect(dayOf(text)).toBeUndefined();
    expect(monthOf(text)).toBeUndefined();
    expect(yearsOf(text)).toEqual([]);
  });

  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const number = (max: number) => fc.integer({ min: 0, max });

  it('takes just the days that the calendar has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), number(14), number(33), (year, month, day) => {
        const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        const real = date.toISOString().slice(0, 10) === text;
        expect(parsePartialDate(text)).toEqual(
          real ? { text, precision: 'day', first: text, last: text } : undefined,
        );
      }),
    );
  });

  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const simple = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));

  it('spans from the first day that begins like it to the last', () => {
    fc.assert(
      fc.property(simple, day, (text, other) => {
        const date = parsePartialDate(text);
        const within = date !== undefined && date.first <= other && other <= date.last;
        expect(within).toBe(other.startsWith(text));
      }),
    );
  });

  it('takes a range of days just when it runs forwards', () => {
    fc.assert(
      fc.property(day, day, (from, to) => {
        const expected =
          from < to ? { text: `${from}/${to}`, precision: 'range', first: from, last: to } : undefined;
        expect(parsePartialDate(`${from}/${to}`)).toEqual(expected);
      }),
    );
  });

  it('has a range begin and end where its ends do, never before it begins', () => {
    fc.assert(
      fc.property(simple, simple, (from, to) => {
        const range = parsePartialDate(`${from}/${to}`);
        fc.pre(range !== undefined);
        expect(range).toMatchObject({
          first: parsePartialDate(from)?.first,
          last: parsePartialDate(to)?.last,
        });
        expect((range?.first ?? '') < (range?.last ?? '')).toBe(true);
      }),
    );
  });

  it('never throws, whatever it is given', () => {
    const likely = fc.string({ unit: fc.constantFrom(...'0123456789-/.TZ?~ ') });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), likely), (text) => {
        expect(parsePartialDate(text)?.text ?? text).toBe(text);
      }),
    );
  });
});

describe('what a date belongs to', () => {
  it.each([
    ['2017', undefined, undefined, [2017]],
    ['2018-04', undefined, '2018-04', [2018]],
    ['2018-04-09', '2018-04-09', '2018-04', [2018]],
    ['2018-05-26/2018-05-29', '2018-05-26', '2018-05', [2018]],
    ['2018-05-31/2018-06-02', '2018-05-31', '2018-05', [2018]],
    ['2019-12-31/2020', '2019-12-31', '2019-12', [2019, 2020]],
    ['2020-01/2020-03', undefined, '2020-01', [2020]],
    ['2020-11/2021-02', undefined, '2020-11', [2020, 2021]],
    ['2017/2020', undefined, undefined, [2017, 2018, 2019, 2020]],
    ['2017/2018-03-04', undefined, undefined, [2017, 2018]],
  ])('%s: day %s, month %s, years %o', (text, day, month, years) => {
    expect(dayOf(text)).toBe(day);
    expect(monthOf(text)).toBe(month);
    expect(yearsOf(text)).toEqual(years);
  });
});
