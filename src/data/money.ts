import type { Amount } from './schema.ts';
import { squash } from './search/fold.ts';

/** Words for scales, folded. 兆 is 10^12, as in Taiwan and in Japan. */
const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
  兆: 1e12,
};

/** What people write for a currency besides its ISO 4217 code, folded; Chinese may have 元 before it: 元人民币. */
const NAMES: Readonly<Record<string, string>> = {
  yuan: 'CNY',
  rmb: 'CNY',
  renminbi: 'CNY',
  元: 'CNY',
  人民币: 'CNY',
  dollar: 'USD',
  dollars: 'USD',
  美元: 'USD',
  美金: 'USD',
  euro: 'EUR',
  euros: 'EUR',
  欧元: 'EUR',
  港元: 'HKD',
  港币: 'HKD',
  新台币: 'TWD',
  台币: 'TWD',
  澳门元: 'MOP',
  澳门币: 'MOP',
  新元: 'SGD',
  新加坡元: 'SGD',
  新加坡币: 'SGD',
  日元: 'JPY',
  日圆: 'JPY',
  日币: 'JPY',
  英镑: 'GBP',
  韩元: 'KRW',
  瑞士法郎: 'CHF',
  澳元: 'AUD',
  加元: 'CAD',
};

const SUM = /^(\p{sc=Han}*)\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([\p{L}\s]*)$/u;
const UNITS = new RegExp(`^(${Object.keys(SCALES).sort().reverse().join('|')})?(.*)$`, 'u');
const CODES = new Set(Intl.supportedValuesOf('currency'));

function currencyOf(word: string): string | undefined {
  const name = word.startsWith('元') && word !== '元' ? word.slice(1) : word;
  const code = Object.hasOwn(NAMES, name) ? NAMES[name] : name.toUpperCase();
  return code !== undefined && CODES.has(code) ? code : undefined;
}

/**
 * Reads a sum of money as people write it, in half- or full-width characters: `10 billion CNY`, `500 million yuan`,
 * `1.6 billion USD`, `100亿元`, `人民币100亿元`, `1 兆元新台幣`. Undefined for anything else, a sum without a currency
 * among it.
 */
export function parseMoney(text: string): Pick<Amount, 'value' | 'currency'> | undefined {
  const match = SUM.exec(text.normalize('NFKC').trim());
  if (!match) return undefined;
  const [, before = '', whole = '', fraction = '', words = ''] = match;
  const [, scale = '', unit = ''] = UNITS.exec(squash(words)) ?? [];
  // 人民币100亿元, 新台幣1億: the currency stands before, and 元 behind says no more than that it is money.
  const currency =
    before === '' ? currencyOf(unit) : unit === '' || unit === '元' ? currencyOf(squash(before)) : undefined;
  if (currency === undefined) return undefined;
  const factor = SCALES[scale] ?? 1;
  // Through the decimal text, so that 1.1 billion is 1100000000 and not a little more.
  const value = Number((Number(whole.replaceAll(',', '') + fraction) * factor).toPrecision(15));
  return value > 0 ? { value, currency } : undefined;
}
