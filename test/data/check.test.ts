import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CatalogueError,
  readCatalogue,
  readRecordFile,
  readRecordFiles,
  SHIPPED_RECORDS,
} from '../../src/data/catalogue.ts';
import { checkFiles } from '../../src/data/check.ts';
import { coverageOf } from '../../src/data/coverage.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';

const park = {
  id: 'lake-park',
  kind: 'park',
  name: 'Lake Park',
  places: [{ province: 'Zhejiang', city: 'Hangzhou' }],
  date: '2018-04-09',
  organizations: [{ name: 'Bank', role: 'founder', id: 'lake-bank' }],
  summary: 'A park.',
  related: ['2018-04-09-lake-park-opens', 'lake-bank'],
  sources: [{ id: 'paper' }],
};
const bank = {
  id: 'lake-bank',
  kind: 'organization',
  name: 'Lake Bank',
  summary: 'A bank.',
  related: ['lake-park'],
  sources: [{ id: 'paper' }],
};
const opening = {
  id: '2018-04-09-lake-park-opens',
  kind: 'event',
  name: 'A park opens by the lake',
  date: '2018-04-09',
  summary: 'It opens.',
  related: ['lake-park'],
  sources: [{ id: 'paper' }],
};
const paper = { id: 'paper', title: 'Parks', publisher: 'A paper', published: '2018-04-10' };

interface Set {
  park: unknown;
  bank: unknown;
  opening: unknown;
  sources: unknown[];
}

function check(change: Partial<Set> = {}) {
  const set: Set = { park, bank, opening, sources: [paper], ...change };
  const files = [
    { path: 'events/2018.json', json: [set.opening] },
    { path: 'organizations.json', json: [set.bank] },
    { path: 'parks.json', json: [set.park] },
    { path: 'sources.json', json: set.sources },
  ];
  return checkFiles(files, () => true).findings.map(({ code, at }) => `${at}: ${code}`);
}

it('finds nothing where all is well', () => {
  expect(check()).toEqual([]);
});

it.each<[string, Partial<Set>, string]>([
  ['a wrong shape', { park: { ...park, date: '2018-02-30' } }, 'lake-park: problem'],
  ['a field too many', { park: { ...park, colour: 'red' } }, 'lake-park: problem'],
  [
    'an amount without a currency',
    { park: { ...park, amounts: [{ value: 1, of: 'x', basis: 'planned' }] } },
    'lake-park: problem',
  ],
  ['an empty text', { park: { ...park, summary: ' ' } }, 'lake-park: problem'],
  ['a summary too long for a card', { park: { ...park, summary: 'x'.repeat(701) } }, 'lake-park: problem'],
  ['an id twice', { bank: { ...bank, id: 'lake-park' } }, 'lake-park: duplicate-id'],
  ['an id that servers use', { park: { ...park, id: 'own-park' } }, 'own-park: reserved-id'],
  ['a kind in the wrong file', { bank: { ...bank, kind: 'fund' } }, 'lake-bank: wrong-file'],
  [
    'an event in the wrong year',
    { opening: { ...opening, date: '2019-04-09' } },
    '2018-04-09-lake-park-opens: wrong-file',
  ],
  [
    'a relation to nothing',
    { park: { ...park, related: [...park.related, 'nothing'] } },
    'lake-park: unknown-relation',
  ],
  [
    'a relation to itself',
    { park: { ...park, related: [...park.related, 'lake-park'] } },
    'lake-park: unknown-relation',
  ],
  ['a relation on one side', { bank: { ...bank, related: undefined } }, 'lake-park: one-way-relation'],
  ['an unknown source', { park: { ...park, sources: [{ id: 'rumour' }] } }, 'lake-park: unknown-source'],
  ['a source that nobody cites', { sources: [paper, { ...paper, id: 'unread' }] }, 'unread: unused-source'],
  [
    'a party that is no organization',
    { park: { ...park, organizations: [{ name: 'x', role: 'y', id: opening.id }] } },
    'lake-park: unknown-organization',
  ],
  [
    'a place under another name',
    { park: { ...park, places: [{ province: 'Tibet' }] } },
    'lake-park: unknown-place',
  ],
  [
    'a dispute of a source that is not cited',
    {
      park: {
        ...park,
        disputes: [
          {
            field: 'date',
            values: [
              { value: 'a', source: 'paper' },
              { value: 'b', source: 'other' },
            ],
            note: 'n',
          },
        ],
      },
    },
    'lake-park: dispute-source',
  ],
  ['a day without its event', { park: { ...park, date: '2018-04-10' } }, 'lake-park: day-without-event'],
  [
    'a day that is only its article’s',
    { sources: [{ ...paper, published: '2018-04-09' }] },
    '2018-04-09-lake-park-opens: article-date',
  ],
  ['an exclamation', { park: { ...park, summary: 'A park! At last.' } }, 'lake-park: shouting'],
  ['capitals', { park: { ...park, name: 'GREAT HEADLINES from the lake' } }, 'lake-park: shouting'],
])('finds %s', (_, change, finding) => {
  expect(check(change)).toContain(finding);
});

it('finds records out of order, names that are taken, and files that hold none', () => {
  const twin = { ...bank, id: 'a-bank', related: undefined };
  const files = (json: unknown) => [
    { path: 'organizations.json', json },
    { path: 'sources.json', json: [paper] },
  ];
  const codes = (json: unknown) => checkFiles(files(json), () => true).findings.map(({ code }) => code);
  expect(codes([{ ...bank, related: undefined }, twin])).toEqual(
    expect.arrayContaining(['out-of-order', 'duplicate-name']),
  );
  for (const json of [undefined, null, {}, 'records', { records: {} }, { records: [], more: [] }])
    expect(codes(json)).toContain('not-a-list');
});

describe('record files', () => {
  it('that cannot make a catalogue are refused with all findings', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'almanac-'));
    await writeFile(join(folder, 'parks.json'), JSON.stringify([park]));
    const error = await readCatalogue(folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CatalogueError);
    expect((error as CatalogueError).findings.length).toBeGreaterThan(2);
  });

  it.each([
    ['[\n{"id": "a"},\n{"id": \n', { code: 'not-json', values: { line: 3 } }],
    ['', { code: 'not-json', values: { line: 1 } }],
    ['[1,\n2,\nx]', { code: 'not-json', values: { line: 3 } }],
    ['{"records":\n[],}', { code: 'not-json', values: { line: 2 } }],
    [Buffer.from('["\xff"]', 'latin1'), { code: 'not-utf-8', values: {} }],
  ])('that are no JSON are told apart from those that are: %j', async (content, fault) => {
    const path = join(await mkdtemp(join(tmpdir(), 'almanac-')), 'parks.json');
    await writeFile(path, content);
    expect(await readRecordFile(path)).toEqual({ path, json: undefined, fault });
    expect(checkFiles([await readRecordFile(path)], () => true).findings).toEqual([
      { file: path, at: '', ...fault },
    ]);
  });

  it('that are not there are told apart, too', async () => {
    const { fault } = await readRecordFile(join(tmpdir(), 'almanac-none', 'parks.json'));
    expect(fault).toMatchObject({
      code: 'unreadable',
      values: { reason: expect.stringContaining('ENOENT') },
    });
  });
});

describe('the shipped catalogue', async () => {
  const { records, findings } = checkFiles(await readRecordFiles(SHIPPED_RECORDS), () => true);

  it('has no finding', () => {
    expect(findings).toEqual([]);
  });

  it('has an event on nearly every day of the year', () => {
    expect(coverageOf(records).covered.length).toBeGreaterThanOrEqual(330);
  });

  it('has records of every kind and of most provinces', () => {
    const { kinds, provinces } = coverageOf(records);
    expect(Math.min(...Object.values(kinds))).toBeGreaterThan(20);
    expect([...provinces.values()].filter((count) => count > 0).length).toBeGreaterThanOrEqual(30);
  });
});

it('counts days that have none, one and more', () => {
  const event = (id: string, date: string) => ({ ...opening, id, date }) as AlmanacRecord;
  const { covered, single, empty, unnamed } = coverageOf([
    event('a', '2018-04-09'),
    event('b', '2019-04-09'),
    event('c', '2020-02-29/2020-03-02'),
    event('d', '2020-05'),
    park as AlmanacRecord,
  ]);
  expect(covered).toEqual(['02-29', '04-09']);
  expect(single).toEqual(['02-29']);
  expect(empty).toHaveLength(364);
  expect(unnamed).toEqual(['a', 'b', 'c', 'd', 'lake-park']);
});
