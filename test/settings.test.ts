import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig, readSettings } from '../src/settings.ts';

const shipped = readFileSync('config/almanac.yaml', 'utf8');

it('takes the shipped configuration and stands on its defaults', () => {
  expect(readSettings({})).toMatchObject({
    token: undefined,
    apiUrl: 'https://discord.com/api',
    dataDir: 'var',
    sandboxPort: 4810,
    production: false,
    config: { timeZone: 'Asia/Shanghai', digest: { defaultTime: '09:00' } },
  });
});

it('takes an empty variable for none', () => {
  expect(readSettings({ DISCORD_TOKEN: '', SANDBOX_PORT: '' })).toMatchObject({
    token: undefined,
    sandboxPort: 4810,
  });
});

it.each([
  [{ SANDBOX_PORT: '99999' }, 'SANDBOX_PORT'],
  [{ SANDBOX_PORT: 'abc' }, 'SANDBOX_PORT'],
  [{ DISCORD_API_URL: 'ftp://example.org' }, 'DISCORD_API_URL'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ DISCORD_TOKEN: ' ' }, 'DISCORD_TOKEN'],
])('names what is wrong in the environment: %j', (environment, name) => {
  expect(() => readSettings(environment)).toThrow(name);
});

it('never repeats a token, however wrong', () => {
  expect(() => readSettings({ DISCORD_TOKEN: '\n', LOG_LEVEL: 'loud' })).toThrow(/^(?!.*\\n)/s);
});

describe('a wrong configuration is named', () => {
  it.each([
    ['timeZone: Asia/Shanghai', 'timeZone: EST', 'timeZone'],
    ['defaultTime: "09:00"', 'defaultTime: "25:00"', 'digest.defaultTime'],
    ['perServer: 25', 'perServer: lots', 'digest.perServer'],
    ['reportUrl: ""', 'reportUrl: http://example.org/{id}', 'reportUrl: must be empty, or an https'],
    ['reportUrl: ""', 'reportUrl: somewhere', 'reportUrl'],
    ['reportUrl: ""', `reportUrl: https://example.org/${'x'.repeat(500)}`, 'reportUrl'],
    ['rate: 48', 'rte: 48', 'digest.rte is not a setting'],
    ['timeZone: Asia/Shanghai', '', 'timeZone is missing'],
    ['digest:', 'digest: [', 'almanac.yaml'],
  ])('%s → %s', (before, after, named) => {
    expect(shipped).toContain(before);
    expect(() => parseConfig(shipped.replace(before, after), 'config/almanac.yaml')).toThrow(named);
  });
});
