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
