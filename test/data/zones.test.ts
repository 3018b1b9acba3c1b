import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rankSmall } from '../../src/data/search/small.ts';
import { isZone, zones } from '../../src/data/zones.ts';

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const row = z.strictObject({
  id: z.string().refine(isZone),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .refine((code) => countries.of(code))
    .optional(),
  names: z
    .array(z.string().regex(/^[\p{Script=Latin}' ]+$|^\p{Script=Han}+$/u))
    .min(1)
    .optional(),
});
const rows: unknown = JSON.parse(readFileSync(new URL('../../src/data/zones.json', import.meta.url), 'utf8'));

const canonical = (timeZone: string) =>
  new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;

describe('the table', () => {
  it('has the shape it is typed as', () => {
    expect(z.array(row).safeParse(rows).error).toBeUndefined();
  });

  it('has every zone that Node knows, but for the newest', () => {
    const known = new Set(zones().map(({ id }) => canonical(id)));
    const missing = Intl.supportedValuesOf('timeZone').filter((id) => !known.has(canonical(id)));
    expect(missing.length).toBeLessThan(5);
  });
});

describe('zones', () => {
  it('has no zone and none of its keys twice', () => {
    const ids = zones().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { keys } of zones()) expect(new Set(keys).size).toBe(keys.length);
  });

  it('begins with those asked for most', () => {
    expect(
      zones()
        .slice(0, 8)
        .map(({ id }) => id),
    ).toEqual([
      'Asia/Shanghai',
      'Asia/Hong_Kong',
      'Asia/Taipei',
      'Asia/Macau',
      'Asia/Singapore',
      'Asia/Tokyo',
      'Asia/Seoul',
      'UTC',
    ]);
  });

  it.each([
    ['Beijing', 'Asia/Shanghai'],
    ['北京', 'Asia/Shanghai'],
    ['China', 'Asia/Shanghai'],
    ['中国', 'Asia/Shanghai'],
    ['shenzhen', 'Asia/Shanghai'],
    ['台北', 'Asia/Taipei'],
    ['臺北', 'Asia/Taipei'],
    ['Hong Kong', 'Asia/Hong_Kong'],
    ['New York', 'America/New_York'],
    ['America/New_York', 'America/New_York'],
    ['San Francisco', 'America/Los_Angeles'],
    ['Washington', 'America/New_York'],
    ['London', 'Europe/London'],
    ['UK', 'Europe/London'],
    ['India', 'Asia/Kolkata'],
    ['Mumbai', 'Asia/Kolkata'],
    ['印度', 'Asia/Kolkata'],
    ['Kiev', 'Europe/Kyiv'],
    ['Saigon', 'Asia/Ho_Chi_Minh'],
    ['Nepal', 'Asia/Kathmandu'],
    ['Greenland', 'America/Nuuk'],
    ['Russia', 'Europe/Moscow'],
    ['Ukraine', 'Europe/Kyiv'],
    ['瑞士', 'Europe/Zurich'],
    ['UTC', 'UTC'],
  ])('is found by %s: %s', (query, id) => {
    expect(rankSmall(zones(), query, (zone) => [zone.id, ...zone.keys])[0]?.id).toBe(id);
  });
});

describe('isZone', () => {
  it.each([
    'Asia/Shanghai',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'Europe/Kyiv',
    'America/Argentina/Buenos_Aires',
    'US/Eastern',
    'Etc/GMT+8',
    'UTC',
  ])('takes %s', (text) => {
    expect(isZone(text)).toBe(true);
  });

  it.each([
    '',
    'EST',
    'CST',
    'PRC',
    'GMT',
    'utc',
    '+08:00',
    'UTC+8',
    'Beijing',
    '/',
    'Asia/',
    'Asia/Beijing',
    ' Asia/Shanghai',
    'Asia/Shanghai\n',
    'Asia\\Shanghai',
    '../../etc/passwd',
  ])('refuses %j', (text) => {
    expect(isZone(text)).toBe(false);
  });
});
