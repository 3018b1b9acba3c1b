import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatMessageTime,
  formatTimestamp,
  nextMorning,
  toLocalInput,
} from '../../../src/sandbox/page/times.ts';
import { WORDS } from '../../../src/sandbox/page/words.ts';

const NOW = new Date('2026-04-09T01:00:00Z');
const ENGLISH = { locale: 'en-US', now: NOW, timeZone: 'Asia/Shanghai' };
const CHINESE = { locale: 'zh-CN', now: NOW, timeZone: 'Asia/Shanghai' };
/** Node and browsers differ in the spaces before AM. */
const plain = (text: string) => text.replaceAll(/[\u202F\u00A0]/g, ' ');

describe('<t:…>', () => {
  const opening = Date.parse('2018-04-09T01:30:05Z') / 1000;
  it.each([
    ['t', '9:30 AM'],
    ['T', '9:30:05 AM'],
    ['d', '4/9/18'],
    ['D', 'April 9, 2018'],
    ['f', 'April 9, 2018 at 9:30 AM'],
    ['F', 'Monday, April 9, 2018 at 9:30 AM'],
    ['s', '4/9/18, 9:30 AM'],
    ['S', '4/9/18, 9:30:05 AM'],
    ['?', 'April 9, 2018 at 9:30 AM'],
  ])('%s', (style, text) => {
    expect(plain(formatTimestamp(opening, style, ENGLISH))).toBe(text);
  });
  it('speaks the language of the reader', () => {
    expect(formatTimestamp(opening, 'D', CHINESE)).toBe('2018年4月9日');
  });

  const now = NOW.getTime() / 1000;
  it.each([
    [0, 'in 0 seconds'],
    [-5, '5 seconds ago'],
    [-59, '59 seconds ago'],
    [60, 'in 1 minute'],
    [3599, 'in 59 minutes'],
    [-7200, '2 hours ago'],
    [86_400 * 3, 'in 3 days'],
    [-86_400 * 45, '1 month ago'],
    [-86_400 * 365 * 8, '8 years ago'],
  ])('R, %d seconds from now', (distance, text) => {
    expect(formatTimestamp(now + distance, 'R', ENGLISH)).toBe(text);
  });
});

it.each([
  ['2026-04-09T00:59:00Z', 'Today at 8:59 AM'],
  ['2026-04-08T16:00:00Z', 'Today at 12:00 AM'],
  ['2026-04-08T15:59:00Z', 'Yesterday at 11:59 PM'],
  ['2026-04-01T00:00:00Z', '4/1/26, 8:00 AM'],
])('a message of %s', (iso, text) => {
  expect(plain(formatMessageTime(iso, WORDS['en-US'], ENGLISH))).toBe(text);
});

it('the clock tells date, time and zone', () => {
  expect(formatClock(ENGLISH)).toEqual({ date: 'Thu, Apr 9, 2026', time: '09:00:00', zone: 'Asia/Shanghai' });
});

it.each([
  [new Date(2026, 3, 9, 8, 59), new Date(2026, 3, 10, 9)],
  [new Date(2026, 11, 31, 23, 59), new Date(2027, 0, 1, 9)],
])('the morning after %s', (now, morning) => {
  expect(nextMorning(now)).toEqual(morning);
});

it('writes an instant as the picker of a date and time reads it', () => {
  expect(toLocalInput(new Date(2026, 3, 9, 8, 5))).toBe('2026-04-09T08:05');
});
