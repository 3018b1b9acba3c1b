import type { Amount } from './schema.ts';

const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  萬: 1e4,
  億: 1e8,
};

/** What people write for a currency besides its ISO 4217 code. */
const NAMES: Readonly<Record<string, string>> = {
  yuan: 'CNY',
  rmb: 'CNY',
  renminbi: 'CNY',
  元: 'CNY',
  人民币: 'CNY',
  人民幣: 'CNY',
  dollar: 'USD',
  dollars: 'USD',
  美元: 'USD',
  euro: 'EUR',
  euros: 'EUR',
  欧元: 'EUR',
  歐元: 'EUR',
  港元: 'HKD',
  港币: 'HKD',
  港幣: 'HKD',
};

const AMOUNT = new RegExp(
  `^(\\d{1,3}(?:,\\d{3})+|\\d+)(\\.\\d+)?\\s*(${Object.keys(SCALES).sort().reverse().join('|')})?\\s*([a-z]+|\\p{Script=Han}+)$`,
  'iu',
);
const CODES = new Set(Intl.supportedValuesOf('currency'));

/**
 * Reads a sum of money as people write it: `10 billion CNY`, `500 million yuan`, `1.6 billion USD`, `100亿元`.
 * Undefined for anything else, a sum without a currency among it.
 */
export function parseMoney(text: string): Pick<Amount, 'value' | 'currency'> | undefined {
  const match = AMOUNT.exec(text.trim());
  if (!match) return undefined;
  const [, whole = '', fraction = '', scale = '', unit = ''] = match;
  const currency = Object.hasOwn(NAMES, unit.toLowerCase()) ? NAMES[unit.toLowerCase()] : unit.toUpperCase();
  if (currency === undefined || !CODES.has(currency)) return undefined;
  const factor = SCALES[scale.toLowerCase()] ?? 1;
  // Through the decimal text, so that 1.1 billion is 1100000000 and not a little more.
  const value = Number((Number(whole.replaceAll(',', '') + fraction) * factor).toPrecision(15));
  return value > 0 ? { value, currency } : undefined;
}
