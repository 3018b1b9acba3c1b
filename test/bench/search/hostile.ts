/** Queries that nobody means: none may throw, none may take long. */
import { Random } from '../../digest/random.ts';
import { draw } from './corpus/coin.ts';
import type { Finder } from './engines/engine.ts';
import { quantile, sorted } from './measure.ts';

/** What hostile queries did, in milliseconds. */
export interface Harm {
  readonly asked: number;
  /** Queries that threw, each with what it threw. */
  readonly thrown: readonly string[];
  readonly p95: number;
  /** Of those that were slow, asked again: the worst median of three. */
  readonly worst: number;
  readonly worstQuery: string;
  readonly worstCall: number;
}

const ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyz',
  'aeiounghzs ',
  'abc -\'’.,;:!?()[]{}|^$=&%"\\/',
  '0123456789-. ',
  '区块链产业园杭州市北京上海深圳金融科技数字中国',
  '區塊鏈產業園臺灣廣東',
  'éüößøłñÅＡＢＣ①②ﬁ',
  '🚀🔗👩‍💻\u200d\u0000\u0007\u001b\u202e\ufeff\ud800\udc00',
].map((alphabet) => alphabet.split(''));

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The same ones each time; random strings of 1 to 60 of one alphabet or of all. */
export function hostileQueries(randomOnes: number): string[] {
  const random = new Random(4);
  const everything = ALPHABETS.flat();
  const strings = Array.from({ length: randomOnes }, () => {
    const alphabet = random.chance(0.2) ? everything : draw(random, ALPHABETS);
    return Array.from({ length: random.between(1, 60) }, () => draw(random, alphabet)).join('');
  });
  return [
    '',
    ' '.repeat(400),
    'a'.repeat(400),
    'ab '.repeat(133),
    'blockchain '.repeat(36),
    '区块链'.repeat(133),
    'qukuailian'.repeat(40),
    [...LETTERS].join(' '),
    [...LETTERS].map((letter) => letter.repeat(15)).join(' '),
    Array.from({ length: 80 }, (_, i) => LETTERS.slice(i % 20, (i % 20) + 4)).join(' '),
    '!?.,;:-–—()[]{}<>|&%$#@*+=/\\"\'`~^_',
    '||| !a ^b $c =d "e',
    '🚀🔗👩‍💻🇨🇳',
    '\u0000\u0007\u001b[31m\u202e\ufeff',
    '\ud800\udc00\ud800',
    '__proto__ constructor toString hasOwnProperty',
    ...LETTERS,
    ...strings,
  ];
}

/** Asks them all once, and the slowest again. */
export function measureHarm({ search }: Finder, queries: readonly string[]): Harm {
  const thrown: string[] = [];
  const ask = (query: string) => {
    const start = performance.now();
    try {
      search(query);
    } catch (error) {
      thrown.push(`${JSON.stringify(query)}: ${error}`);
    }
    return performance.now() - start;
  };
  const calls = queries.map((query) => ({ query, ms: ask(query) })).sort((a, b) => b.ms - a.ms);
  const again = calls
    .slice(0, 50)
    .map(({ query }) => ({ query, ms: quantile(sorted([ask(query), ask(query), ask(query)]), 0.5) }))
    .sort((a, b) => b.ms - a.ms);
  return {
    asked: queries.length,
    thrown,
    p95: calls[Math.floor(0.05 * calls.length)]?.ms ?? Number.NaN,
    worst: again[0]?.ms ?? Number.NaN,
    worstQuery: again[0]?.query ?? '',
    worstCall: calls[0]?.ms ?? Number.NaN,
  };
}
