import { describe, expect, it } from 'vitest';
import type { AlmanacRecord } from '../../src/data/schema.ts';
import { language, localeOf } from '../../src/views/language.ts';
import { aliasesOf, headlineOf, nameOf } from '../../src/views/names.ts';
import { toTraditional } from '../../src/views/traditional.ts';

const [en, cn, tw] = ['en-US', 'zh-CN', 'zh-TW'].map((code) => language(code)) as [
  ReturnType<typeof language>,
  ReturnType<typeof language>,
  ReturnType<typeof language>,
];
const say = <T>(tell: (lang: typeof en) => T) => [en, cn, tw].map(tell);

it.each([
  ['zh-CN', 'zh-CN'],
  ['zh-TW', 'zh-TW'],
  ['en-GB', 'en-US'],
  ['constructor', 'en-US'],
  [undefined, 'en-US'],
])('%s is spoken as %s', (code, locale) => {
  expect(localeOf(code)).toBe(locale);
});

it.each([
  ['2018', ['2018', '2018年', '2018年']],
  ['2018-04', ['April 2018', '2018年4月', '2018年4月']],
  ['2018-04-09', ['April 9, 2018', '2018年4月9日', '2018年4月9日']],
  ['2020-01/2020-03', ['January 2020 – March 2020', '2020年1月至2020年3月', '2020年1月至2020年3月']],
])('the date %s', (text, told) => {
  expect(say((lang) => lang.date(text))).toEqual(told);
});

it('days of the year and of the week', () => {
  expect(say((lang) => lang.monthDay('02-29'))).toEqual(['February 29', '2月29日', '2月29日']);
  expect(say((lang) => lang.weekday(7))).toEqual(['Sunday', '星期日', '星期日']);
});

it.each([
  [1e10, 'CNY', ['10 billion Chinese yuan', '100亿元', '100 億元人民幣']],
  [5e7, 'CNY', ['50 million Chinese yuan', '5000万元', '5000 萬元人民幣']],
  [1.5e12, 'CNY', ['1.5 trillion Chinese yuan', '1.5万亿元', '1.5 兆元人民幣']],
  [300, 'CNY', ['300 Chinese yuan', '300元', '300 元人民幣']],
  [1.6e9, 'USD', ['1.6 billion US dollars', '16亿美元', '16 億美元']],
  [1e8, 'TWD', ['100 million New Taiwan dollars', '1亿新台币', '1 億新台幣']],
])('%d %s', (value, currency, told) => {
  expect(say((lang) => lang.money({ value, currency }))).toEqual(told);
});

describe('places', () => {
  it.each([
    [
      { province: 'Zhejiang', city: 'Hangzhou', district: 'Yuhang' },
      ['Yuhang, Hangzhou, Zhejiang', '浙江省杭州市余杭区', '浙江省杭州市餘杭區'],
    ],
    [{ province: 'Inner Mongolia' }, ['Inner Mongolia', '内蒙古自治区', '內蒙古自治區']],
    [
      { province: 'Fujian', city: 'Xiamen', district: 'Huli' },
      ['Huli, Xiamen, Fujian', '福建省厦门市湖里区', '福建省廈門市湖里區'],
    ],
    [{ province: 'Nowhere' }, ['Nowhere', 'Nowhere', 'Nowhere']],
  ])('%j', (place, told) => {
    expect(say((lang) => lang.place(place))).toEqual(told);
  });

  it('provinces by their short names', () => {
    expect(say((lang) => lang.province('Inner Mongolia'))).toEqual(['Inner Mongolia', '内蒙古', '內蒙古']);
    expect(say((lang) => lang.province('Nowhere'))).toEqual(['Nowhere', 'Nowhere', 'Nowhere']);
  });
});

it('joins as the language does', () => {
  expect(say((lang) => lang.join(['1', '2']))).toEqual(['1, 2', '1，2', '1，2']);
  expect(say((lang) => lang.join(['1', '2'], 'semicolon'))).toEqual(['1; 2', '1；2', '1；2']);
  expect(say((lang) => lang.pair('a', lang.aside('b', 'c')))).toEqual(['a: b (c)', 'a：b（c）', 'a：b（c）']);
  expect(say((lang) => lang.list(['1', '2', '3']))).toEqual(['1, 2, and 3', '1、2和3', '1、2和3']);
});

describe('names', () => {
  const park: AlmanacRecord = {
    id: 'x',
    kind: 'park',
    name: 'Park',
    nameZh: '区块链产业园',
    aliases: ['杭州链谷', 'Chain Valley'],
    summary: 'x',
    sources: [{ id: 's' }],
  };

  it('stand in the reader’s script first', () => {
    expect(say((lang) => nameOf(lang, park))).toEqual([
      'Park · 区块链产业园',
      '区块链产业园 · Park',
      '區塊鏈產業園 · Park',
    ]);
    expect(say((lang) => headlineOf(lang, park))).toEqual(['Park', '区块链产业园', '區塊鏈產業園']);
    expect(say((lang) => aliasesOf(lang, park)[0])).toEqual(['杭州链谷', '杭州链谷', '杭州鏈谷']);
  });

  it('stand alone where there is no other', () => {
    const { nameZh: _, aliases: __, ...plain } = park;
    expect(say((lang) => nameOf(lang, plain))).toEqual(['Park', 'Park', 'Park']);
    expect(say((lang) => aliasesOf(lang, plain))).toEqual([[], [], []]);
  });
});

it.each([
  ['银发〔2013〕289号', '銀發〔2013〕289號'],
  ['香港金发局发布报告', '香港金發局發布報告'],
  ['深圳龙华发放红包', '深圳龍華發放紅包'],
  ['范一飞在Sibos披露规范', '范一飛在Sibos披露規範'],
  ['“十四五”规划', '「十四五」規劃'],
  ['西咸新区', '西咸新區'],
  ['Park', 'Park'],
])('%s in Traditional characters', (simplified, traditional) => {
  expect(toTraditional(simplified)).toBe(traditional);
});
