import { describe, expect, it } from 'vitest';
import { readCitation, readDisputes } from '../../src/data/draft/citations.ts';
import {
  hasUnknownBasis,
  readAmount,
  readDate,
  readFigure,
  readParty,
  readPlace,
} from '../../src/data/draft/lines.ts';

const CNY = { value: 1e10, currency: 'CNY' };

it.each([
  ['100亿元：总规模（计划）', { ...CNY, of: '总规模', basis: 'planned' }],
  ['100億元：總規模（計劃）', { ...CNY, of: '總規模', basis: 'planned' }],
  ['100 億元：總規模（計畫）', { ...CNY, of: '總規模', basis: 'planned' }],
  ['100亿元：总规模（规划）', { ...CNY, of: '总规模', basis: 'planned' }],
  ['100 億元：總規模 (規劃)', { ...CNY, of: '總規模', basis: 'planned' }],
  ['１００亿元：总规模（上限）', { ...CNY, of: '总规模', basis: 'ceiling' }],
  ['100亿元（据报道）', { ...CNY, of: 'total', basis: 'reported' }],
  ['100億元（據報導）', { ...CNY, of: 'total', basis: 'reported' }],
  ['100亿元：首期（实际支付）', { ...CNY, of: '首期', basis: 'actual' }],
  ['100億元：首期（實際）', { ...CNY, of: '首期', basis: 'actual' }],
  ['100亿元：总规模', { ...CNY, of: '总规模', basis: 'reported' }],
  ['10 billion CNY: total size (at most)', { ...CNY, of: 'total size', basis: 'ceiling' }],
  [
    '10 billion CNY: total size (first phase) (planned)',
    { ...CNY, of: 'total size (first phase)', basis: 'planned' },
  ],
  ['10 billion CNY: total size (Paid)', { ...CNY, of: 'total size', basis: 'actual' }],
])('the amount %s', (line, amount) => {
  expect(readAmount(line)).toEqual(amount);
  expect(hasUnknownBasis(line)).toBe(false);
});

it.each(['100亿元：总规模（估计）', '100亿元（二期）', '10 billion CNY: total size (guessed)'])(
  'does not guess what %s means by its last words',
  (line) => {
    expect(readAmount(line)).toBeUndefined();
    expect(hasUnknownBasis(line)).toBe(true);
  },
);

it.each(['阿里巴巴：发起成员（2018）', 'Alibaba: founder (lead)', '总规模（计划）'])(
  '%s is no amount',
  (line) => {
    expect(readAmount(line)).toBeUndefined();
    expect(hasUnknownBasis(line)).toBe(false);
  },
);

it.each(['阿里巴巴：发起成员', '阿里巴巴——发起成员', '阿里巴巴 — 发起成员'])('the party %s', (line) => {
  expect(readParty(line)).toEqual({ name: '阿里巴巴', role: '发起成员' });
});

it.each([
  ['１，２３８项备案', { value: 1238, unit: '项备案' }],
  ['1238 件申請', { value: 1238, unit: '件申請' }],
  ['－１．５％', { value: -1.5, unit: '％' }],
])('the figure %s', (line, figure) => {
  expect(readFigure(line)).toEqual(figure);
});

it.each([
  ['2018年4月9日', '2018-04-09'],
  ['2018年4月', '2018-04'],
  ['2018年', '2018'],
  ['２０１８－０４－０９', '2018-04-09'],
  ['2020年1月至2020年3月', '2020-01/2020-03'],
  ['2020-01 至 2020-03', '2020-01/2020-03'],
  ['2018-04-09', '2018-04-09'],
  ['next year', 'next year'],
])('the date %s', (text, date) => {
  expect(readDate(text)).toBe(date);
});

describe('places', () => {
  const yuhang = { province: 'Zhejiang', city: 'Hangzhou', district: 'Yuhang' };
  it.each([
    ['浙江杭州', { province: 'Zhejiang', city: 'Hangzhou' }],
    ['浙江 杭州', { province: 'Zhejiang', city: 'Hangzhou' }],
    ['浙江·杭州', { province: 'Zhejiang', city: 'Hangzhou' }],
    ['浙江，杭州，余杭', yuhang],
    ['浙江省杭州市余杭区', yuhang],
    ['浙江省杭州市餘杭區', yuhang],
    ['北京海淀', { province: 'Beijing', district: 'Haidian' }],
    ['吉林吉林', { province: 'Jilin', city: 'Jilin' }],
    ['内蒙古自治区', { province: 'Inner Mongolia' }],
  ])('%s', (line, place) => {
    expect(readPlace(line)).toEqual(place);
  });

  it.each(['浙江广州', '杭州', '浙江', '火星', '浙江省杭州市余杭区某某路一号'])(
    '%s is no more than it says',
    (line) => {
      expect(readPlace(line)).toEqual(line === '浙江' ? { province: 'Zhejiang' } : undefined);
    },
  );
});

it('reads a source with full-width bars and brackets', () => {
  const read = readCitation(
    '杭州开园｜新华社｜作者：王五｜2018年4月9日｜https://example.org/a｜（第3页）',
    'x',
  );
  expect(read).toEqual({
    value: {
      source: {
        id: 'x',
        title: '杭州开园',
        publisher: '新华社',
        author: '王五',
        published: '2018-04-09',
        url: 'https://example.org/a',
      },
      note: '第3页',
    },
  });
});

it('reads disputes with full-width brackets', () => {
  const citations = [{ id: 'a' }, { id: 'b' }];
  expect(readDisputes('日期：说法不一\n- 4月9日（1）\n- 4月10日（２）', citations)).toEqual({
    disputes: [
      {
        field: '日期',
        note: '说法不一',
        values: [
          { value: '4月9日', source: 'a' },
          { value: '4月10日', source: 'b' },
        ],
      },
    ],
  });
});
