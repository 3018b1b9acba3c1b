import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseMoney } from '../../src/data/money.ts';

it.each([
  ['10 billion CNY', 10_000_000_000, 'CNY'],
  ['500 million yuan', 500_000_000, 'CNY'],
  ['1.6 billion USD', 1_600_000_000, 'USD'],
  ['1.1 billion dollars', 1_100_000_000, 'USD'],
  ['3,000,000 RMB', 3_000_000, 'CNY'],
  ['500000000 CNY', 500_000_000, 'CNY'],
  ['100亿元', 10_000_000_000, 'CNY'],
  ['5000万元', 50_000_000, 'CNY'],
  ['1.5 億港元', 150_000_000, 'HKD'],
  [' 20 Million Euro ', 20_000_000, 'EUR'],
  ['１００亿元', 10_000_000_000, 'CNY'],
  ['1，000万元', 10_000_000, 'CNY'],
  ['1.5万亿元', 1_500_000_000_000, 'CNY'],
  ['3千亿元', 300_000_000_000, 'CNY'],
  ['1.2 兆元新台幣', 1_200_000_000_000, 'TWD'],
  ['100 億元人民幣', 10_000_000_000, 'CNY'],
  ['人民币100亿元', 10_000_000_000, 'CNY'],
  ['新臺幣 1 億元', 100_000_000, 'TWD'],
  ['1億台幣', 100_000_000, 'TWD'],
  ['2000亿日元', 200_000_000_000, 'JPY'],
  ['2000 億日圓', 200_000_000_000, 'JPY'],
  ['5亿新元', 500_000_000, 'SGD'],
  ['16亿美金', 1_600_000_000, 'USD'],
])('reads %s', (text, value, currency) => {
  expect(parseMoney(text)).toEqual({ value, currency });
});

it.each([
  '',
  '10 billion',
  'billion CNY',
  '10 zillion CNY',
  '10 CNYX',
  '-5 CNY',
  '0 CNY',
  '1,00 CNY',
  '1.2.3 CNY',
  'ten yuan',
  '10 constructor',
  '10 __proto__ CNY',
  '约100亿元',
  '100多亿元',
  '人民币100亿美元',
  '一百亿元',
  '100亿',
])('refuses %j', (text) => {
  expect(parseMoney(text)).toBeUndefined();
});

it('reads any whole sum that is written with its code', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 ** 12 }),
      fc.constantFrom('CNY', 'USD', 'JPY'),
      (value, currency) => {
        expect(parseMoney(`${value} ${currency}`)).toEqual({ value, currency });
        expect(parseMoney(`${value.toLocaleString('en-US')} ${currency}`)).toEqual({ value, currency });
      },
    ),
  );
});
