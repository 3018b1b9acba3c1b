import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

function almanac(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

it('exports records of a kind as JSON, and nothing else, in the same order each time', () => {
  const { status, stdout, stderr } = almanac('export', '--kind', 'fund');
  expect(status).toBe(0);
  expect(stderr).toBe('');
  const funds = JSON.parse(stdout) as { id: string; kind: string }[];
  expect(new Set(funds.map(({ kind }) => kind))).toEqual(new Set(['fund']));
  expect(funds.map(({ id }) => id)).toEqual(funds.map(({ id }) => id).sort());
});

it('exports CSV with a column a field', () => {
  const { stdout } = almanac('export', '--kind', 'fund', '--format', 'csv');
  expect(stdout).toMatch(/^id,kind,name,/);
  expect(stdout).toContain('grand-shores-fund,fund,');
});

it('finds, as JSON and in words', () => {
  const [first] = JSON.parse(almanac('search', "xiong'an", 'fund', '--kind', 'fund', '--json').stdout);
  expect(first.record.id).toBe('grand-shores-fund');
  expect(almanac('search', 'grand', 'shores').stderr).toContain(
    'Grand Shores Global Blockchain Innovation Fund',
  );
});

it('tells what happened on a date', () => {
  const entries = JSON.parse(almanac('on-this-date', '04-09', '--json').stdout);
  expect(entries.map((entry: { record: { id: string } }) => entry.record.id)).toContain(
    '2018-04-09-hangzhou-park-opens',
  );
});

it('checks a file beside the shipped ones and says where what must be mended', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'almanac-')), 'more.json');
  writeFileSync(
    path,
    JSON.stringify([{ id: 'Bad Id', kind: 'park', name: 'x', summary: 'x', sources: [{ id: 'none' }] }]),
  );
  const { status, stdout, stderr } = almanac('check', path);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(`${path}: Bad Id: id: This takes small letters, digits and single hyphens only`);
});

it.each([
  [[], 'Which command?'],
  [['frobnicate'], 'frobnicate is no command'],
  [['search'], 'search needs a query'],
  [['search', 'x', '--kind', 'parc'], 'parc is no kind'],
  [['search', 'x', '--province', 'Atlantis'], 'Atlantis is no province'],
  [['search', 'x', '--year', 'soon'], '--year takes a whole number'],
  [['on-this-date', '02-30'], '02-30 is not a day of the year'],
  [['export', '--format', 'xml'], '--format takes json or csv'],
  [['export', '--colour'], 'Unknown option'],
])('refuses %j as bad usage', (args, sentence) => {
  const { status, stdout, stderr } = almanac(...args);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(sentence);
});
