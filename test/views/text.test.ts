import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, excerpt, fitLines, link, literal, marked } from '../../src/views/text.ts';

describe('literal', () => {
  it.each([
    ['**bold** _it_ ~~no~~ `code`', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\`'],
    ['<@1> @everyone <t:0:F> <#2>', '\\<\\@1\\> \\@everyone \\<t:0:F\\> \\<#2\\>'],
    ['[x](https://evil.example)', '\\[x\\](https://evil.example)'],
    ['# heading', '\\# heading'],
    ['> quote', '\\> quote'],
    ['-# small', '\\-# small'],
    ['1. item', '1\\. item'],
    ['||spoiler||', '\\|\\|spoiler\\|\\|'],
    ['Hangzhou (杭州) 50% – C#', 'Hangzhou (杭州) 50% – C#'],
  ])('%s', (text, safe) => {
    expect(literal(text)).toBe(safe);
  });
});

describe('cut', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['one too many', 11, 'one too ma…'],
    ['a sentence of several words', 22, 'a sentence of several…'],
    ['a sentence of several words', 24, 'a sentence of several…'],
    ['a 𠮷𠮷𠮷', 5, 'a 𠮷…'],
    ['杭州区块链产业园', 6, '杭州区块链…'],
  ])('%s to %d', (text, max, short) => {
    expect(cut(text, max)).toBe(short);
  });

  it('is never longer than asked, and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, max) => {
        expect(cut(text, max).length).toBeLessThanOrEqual(max);
        expect(cut(text, max).isWellFormed()).toBe(text.isWellFormed());
      }),
    );
  });
});

describe('marked', () => {
  it.each([
    ['Hangzhou Park', [[0, 8]], '__Hangzhou__ Park'],
    [
      '中国杭州*区块链',
      [
        [2, 4],
        [5, 8],
      ],
      '中国__杭州__\\*__区块链__',
    ],
    ['nothing', [], 'nothing'],
    [
      'Digital yuan pilot',
      [
        [0, 7],
        [8, 12],
      ],
      '__Digital yuan__ pilot',
    ],
  ] as const)('%s %j', (text, ranges, told) => {
    expect(marked(text, ranges, '__', 100)).toBe(told);
  });

  it('leaves the marks out where there is no room for them, rather than half of them', () => {
    expect(marked('Hangzhou Park', [[0, 8]], '**', 13)).toBe('Hangzhou Park');
    expect(marked('Hangzhou Park', [[0, 8]], '**', 9)).toBe('Hangzhou…');
  });
});

describe('excerpt', () => {
  it.each([
    ['the beginning says it already', [[4, 13]], 20, 'the beginning says…'],
    ['nothing to be seen in this one', [], 12, 'nothing to…'],
    ['a long way to go before the fund is named at last', [[28, 32]], 20, '…the fund is named…'],
    ['杭州市人民政府发布区块链产业政策文件', [[9, 12]], 8, '…发布区块链产…'],
    ['Antidisestablishmentarianism', [[20, 28]], 12, '…arianism'],
    ['区块链'.repeat(9), [[2, 25]], 12, '区块链区块链区块链区块…'],
  ] as const)('%s', (text, ranges, max, part) => {
    expect(excerpt(text, ranges, max)).toBe(part);
  });
});

it('fits whole lines and says how many are left', () => {
  const rest = (count: number) => `and ${count}`;
  expect(fitLines(['one', 'two', 'three'], 100, rest)).toBe('one\ntwo\nthree');
  expect(fitLines(['one', 'two', 'three'], 12, rest)).toBe('one\nand 2');
});

it('never takes more than it may, whatever the words for the rest', () => {
  const rest = (count: number) => (count === 1 ? 'and one more' : `and ${count} more`);
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 12 }), { minLength: 1 }),
      fc.integer({ min: 12, max: 80 }),
      (lines, max) => {
        expect(fitLines(lines, max, rest).length).toBeLessThanOrEqual(max);
      },
    ),
    { numRuns: 1000 },
  );
});

it('keeps an address from ending its link early', () => {
  expect(link('A [title]', 'https://example.org/a_(b)?q=<x>')).toBe(
    '[A \\[title\\]](https://example.org/a_%28b%29?q=%3Cx%3E)',
  );
});
