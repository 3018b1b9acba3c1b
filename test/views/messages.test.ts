import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { LOCALES, language, type MessageKey } from '../../src/views/language.ts';

const SOURCE = join(import.meta.dirname, '..', '..', 'src');
const MESSAGES = new Map(
  LOCALES.map((locale) => {
    const file = join(SOURCE, 'views', 'messages', `${locale}.json`);
    return [locale, JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>];
  }),
);
const messagesOf = (locale: string) => new Map(Object.entries(MESSAGES.get(locale as 'en-US') ?? {}));
const english = messagesOf('en-US');

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** The names of what a pattern takes, also within its choices. */
function argumentsOf(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => [
    ...('value' in element && element.type !== 0 && element.type !== 8 ? [element.value] : []),
    ...('options' in element
      ? Object.values(element.options).flatMap(({ value }) => argumentsOf(value))
      : []),
  ]);
}

const parsed = (text: string, locale: string) =>
  new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst();

describe.each(LOCALES)('%s', (locale) => {
  it('has every sentence, and no other', () => {
    expect([...messagesOf(locale).keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('has no empty sentence, and none with a stray space at its end', () => {
    const wrong = [...messagesOf(locale)].filter(
      ([key, text]) => !key.startsWith('join.') && (text === '' || text.trim() !== text),
    );
    expect(wrong).toEqual([]);
  });

  it('takes the same values in each sentence as English does', () => {
    for (const [key, text] of messagesOf(locale)) {
      const own = new Set(argumentsOf(parsed(text, locale)));
      const known = new Set(argumentsOf(parsed(english.get(key) ?? '', 'en-US')));
      expect([key, [...own].sort()]).toEqual([key, [...known].sort()]);
    }
  });

  it('mentions the same commands, options and links as English does', () => {
    const codeIn = (text = '') => [...text.matchAll(/`[^`]*`/gu)].map(([code]) => code).sort();
    for (const [key, text] of messagesOf(locale))
      expect([key, codeIn(text)]).toEqual([key, codeIn(english.get(key))]);
  });
});

it('is Chinese in the Chinese files, but for what is the same everywhere', () => {
  for (const locale of ['zh-CN', 'zh-TW'])
    for (const [key, text] of messagesOf(locale)) {
      const words = text.replace(/\{[^{}]*\}/gu, '');
      if (/[a-z]{3}/iu.test(words) && english.get(key) === text)
        expect(key).toMatch(/^(about\.title|format\.json|language\.en-US)$/u);
    }
});

describe('keys', () => {
  const sources = readdirSync(SOURCE, { recursive: true })
    .map(String)
    .filter((file) => /\.tsx?$/u.test(file) && !file.startsWith('sandbox'))
    .map((file) => readFileSync(join(SOURCE, file), 'utf8'))
    .join('\n');
  const words = new Set(sources.match(/[\w-]+/gu) ?? []);
  // `kind.${kind}`: what is put in stands elsewhere, quoted or as the name of a field.
  const templates = [...sources.matchAll(/`([a-z]+(?:\.[a-z]+)*\.\$\{[^`\n]*)`/gu)].map(
    ([, text = '']) => new RegExp(`^${text.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/gu, '(.+)')}$`, 'u'),
  );

  it('are all used', () => {
    const unused = [...english.keys()].filter((key) => {
      if (sources.includes(`'${key}'`)) return false;
      return !templates.some((template) => {
        const parts = template.exec(key)?.slice(1);
        return parts?.every((part) => part.split('.').every((word) => words.has(word)));
      });
    });
    expect(unused).toEqual([]);
  });
});

describe('numbers', () => {
  it.each([
    ['en-US', 'list.count', { count: 1 }, '1 record'],
    ['en-US', 'list.count', { count: 1278 }, '1,278 records'],
    ['zh-CN', 'list.count', { count: 1 }, '1条记录'],
    ['zh-CN', 'list.count', { count: 1278 }, '1,278条记录'],
    ['zh-TW', 'list.count', { count: 2 }, '2 個條目'],
    ['zh-CN', 'entries.ago', { years: 8 }, '8年前'],
    ['zh-TW', 'entries.belongsTo', { names: '甲；乙', more: 4 }, '甲；乙，另有 4 項'],
    ['zh-CN', 'entries.belongsTo', { names: '甲', more: 0 }, '甲'],
    [
      'en-US',
      'problem.too-short',
      { min: 2, limit: 'from' },
      'This is too short or too small: at least 2 is needed.',
    ],
    [
      'en-US',
      'problem.too-short',
      { min: 0, limit: 'above' },
      'This is too short or too small: it must be more than 0.',
    ],
    ['zh-CN', 'problem.too-short', { min: 2, limit: 'from' }, '过短或过小：不得少于2。'],
  ] as const)('in %s, %s of %j', (locale, key, values, told) => {
    expect(language(locale).t(key as MessageKey, values)).toBe(told);
  });
});
