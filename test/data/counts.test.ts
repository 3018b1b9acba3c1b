import { expect, it } from 'vitest';
import { byKind, byProvince, byYear, counted, largestAmounts } from '../../src/data/counts.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';

const record = (id: string, more: Partial<AlmanacRecord>): AlmanacRecord => ({
  id,
  kind: 'fund',
  name: id,
  summary: 'A fund.',
  sources: [{ id: 'a-source' }],
  ...more,
});

const yuan = (value: number) => ({ value, currency: 'CNY', of: 'size', basis: 'planned' }) as const;
const dollars = (value: number) => ({ ...yuan(value), currency: 'USD' });

const RECORDS = [
  record('one', { date: '2018', places: [{ province: 'Zhejiang' }], amounts: [yuan(5), yuan(9)] }),
  record('two', {
    kind: 'park',
    date: '2020-01/2020-03',
    places: [{ province: 'Zhejiang', city: 'Hangzhou' }, { province: 'Zhejiang' }, { province: 'Hunan' }],
    amounts: [dollars(1000)],
  }),
  record('three', { amounts: [yuan(9)] }),
];

it.each([
  [{}, ['one', 'two', 'three']],
  [{ kind: 'park' }, ['two']],
  [{ province: 'Zhejiang' }, ['one', 'two']],
  [{ until: 2018 }, ['one']],
  [{ until: 2020 }, ['one', 'two']],
  [{ until: 2017 }, []],
] as const)('counts %j', (options, ids) => {
  expect(counted(RECORDS, options).map(({ id }) => id)).toEqual(ids);
});

it('counts a record once in each of its provinces', () => {
  expect([...byProvince(RECORDS)]).toEqual([
    ['Zhejiang', 2],
    ['Hunan', 1],
  ]);
});

it('counts years in order, the empty ones between as well', () => {
  expect([...byYear(RECORDS)]).toEqual([
    [2018, 1],
    [2019, 0],
    [2020, 1],
  ]);
  expect([...byYear([])]).toEqual([]);
});

it('counts kinds in their order', () => {
  expect([...byKind(RECORDS)]).toEqual([
    ['park', 1],
    ['fund', 2],
  ]);
});

it('ranks the largest sum of each record in one currency', () => {
  const ranked = largestAmounts(RECORDS, 'CNY', 10).map(({ record: { id }, amount }) => [id, amount.value]);
  expect(ranked).toEqual([
    ['one', 9],
    ['three', 9],
  ]);
  expect(largestAmounts(RECORDS, 'CNY', 1)).toHaveLength(1);
});
