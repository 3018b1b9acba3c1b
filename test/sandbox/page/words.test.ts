import { describe, expect, it } from 'vitest';
import { LANGUAGES, nearestLanguage, tellFailure, WORDS } from '../../../src/sandbox/page/words.ts';

describe.each(LANGUAGES)('%s', (language) => {
  it.each(Object.entries(WORDS[language]))('%s says something', (_, word) => {
    const said = typeof word === 'function' ? Reflect.apply(word, undefined, ['42', 42]) : word;
    expect(said).toMatch(/\S/);
    if (typeof word === 'function') expect(said).toContain('42');
  });
});

it.each([
  ['en', 'en-US'],
  ['de-DE', 'en-US'],
  ['zh', 'zh-CN'],
  ['zh-CN', 'zh-CN'],
  ['zh-Hans-SG', 'zh-CN'],
  ['zh-TW', 'zh-TW'],
  ['zh-HK', 'zh-TW'],
  ['zh-Hant', 'zh-TW'],
])('a browser in %s', (browser, language) => {
  expect(nearestLanguage(browser)).toBe(language);
});

it('tells the failure of a bot in the language of the reader, and other reasons as they are', () => {
  expect(tellFailure('The application did not respond', WORDS['zh-TW'])).toBe('應用程式沒有回應');
  expect(tellFailure('The modal has expired.', WORDS['zh-TW'])).toBe('The modal has expired.');
});
