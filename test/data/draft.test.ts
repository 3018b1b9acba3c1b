import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Beginning,
  differences,
  EDIT_FORMS,
  type FieldName,
  type Form,
  type FormTexts,
  fieldsOf,
  readForm,
  writeForm,
} from '../../src/data/draft.ts';
import { type AlmanacRecord, BASES, KINDS, recordSchema, type Source } from '../../src/data/schema.ts';
import { buildSearch } from '../../src/data/search/index.ts';

const work: Source = {
  id: 'own-s',
  title: 'A visit',
  publisher: 'Lake Daily',
  author: 'A. Writer',
  published: '2019-05-06',
  url: 'https://example.org/visit',
};
const other: AlmanacRecord = {
  id: 'lake-bank',
  kind: 'organization',
  name: 'Lake Bank',
  summary: 'A bank.',
  sources: [{ id: 'own-s' }],
};
const search = await buildSearch([other]);
const library = {
  get: (id: string) => (id === other.id ? other : undefined),
  source: (id: string) => (id === work.id ? work : undefined),
  search,
};

function reading() {
  let given = 0;
  return {
    library,
    newId: () => {
      given += 1;
      return `own-n${given}`;
    },
  };
}

const beginning: Beginning = {
  id: 'own-x',
  kind: 'park',
  places: [{ province: 'Zhejiang' }],
  status: 'announced',
};
const texts: FormTexts = {
  names: 'Lakeside Yard\n湖畔园\nLake Yard',
  date: '2019-05',
  details:
    '500 million yuan: first phase (planned)\n10 billion CNY\nAlibaba — founding member\n阿里巴巴：发起单位',
  summary: 'A yard.',
  sources: 'Visit of 2019, https://example.org/yard',
};

const add = (change: FormTexts = {}, other: Partial<Beginning> = {}) =>
  readForm('add', { ...beginning, ...other }, { ...texts, ...change }, reading());

const full: AlmanacRecord = {
  id: 'own-x',
  kind: 'park',
  name: 'Lakeside Yard',
  nameZh: '湖畔园',
  aliases: ['Lake Yard'],
  places: [{ province: 'Zhejiang', city: 'Hangzhou' }],
  date: '2019-05',
  dateNote: 'By the seal.',
  status: 'announced',
  amounts: [{ value: 1_600_000_000, currency: 'USD', of: 'total', basis: 'planned' }],
  organizations: [{ name: 'Lake Bank', role: 'founder', id: 'lake-bank' }],
  summary: 'A yard.',
  disputes: [
    {
      field: 'date',
      note: 'They differ.',
      values: [
        { value: '2019-05', source: 'own-s' },
        { value: '2019-06', source: 'own-s' },
      ],
    },
  ],
  tags: ['harbour', 'yard'],
  related: ['lake-bank', 'own-unseen'],
  sources: [{ id: 'own-s', note: 'page 2' }],
  verified: '2026-05-05',
};

const edit = (form: Form, change: FormTexts, before: AlmanacRecord = full) =>
  readForm(form, before, { ...writeForm(form, before, library), ...change }, reading());

it('makes a record and its source of what was typed for a new one', () => {
  expect(add()).toEqual({
    record: {
      id: 'own-x',
      kind: 'park',
      name: 'Lakeside Yard',
      nameZh: '湖畔园',
      aliases: ['Lake Yard'],
      places: [{ province: 'Zhejiang' }],
      date: '2019-05',
      status: 'announced',
      amounts: [
        { value: 500_000_000, currency: 'CNY', of: 'first phase', basis: 'planned' },
        { value: 10_000_000_000, currency: 'CNY', of: 'total', basis: 'reported' },
      ],
      organizations: [
        { name: 'Alibaba', role: 'founding member' },
        { name: '阿里巴巴', role: '发起单位' },
      ],
      summary: 'A yard.',
      sources: [{ id: 'own-n1' }],
    },
    sources: [
      { id: 'own-n1', title: 'Visit of 2019', publisher: 'example.org', url: 'https://example.org/yard' },
    ],
  });
});

it('reads a figure with its unit first', () => {
  expect(add({ details: '1,238 filings' }, { kind: 'figure' })).toMatchObject({
    record: { value: 1238, unit: 'filings' },
  });
});

it.each([
  ['A title', { title: 'A title', publisher: 'A title' }],
  [
    'https://example.org/a',
    { title: 'https://example.org/a', publisher: 'example.org', url: 'https://example.org/a' },
  ],
  [
    'A title | Xinhua | 2018-04-09 | by B. Author | https://example.org/a',
    {
      title: 'A title',
      publisher: 'Xinhua',
      published: '2018-04-09',
      author: 'B. Author',
      url: 'https://example.org/a',
    },
  ],
] as const)('reads the source %j', (sources, source) => {
  expect(add({ sources })).toMatchObject({ sources: [{ id: 'own-n1', ...source }] });
});

it.each([
  [{ names: ' \n ' }, {}, 'names', 'no-name'],
  [{ names: 'x'.repeat(121) }, {}, 'names', 'too-long'],
  [{ date: '2023-02-29' }, {}, 'date', 'not-a-date'],
  [{ date: 'soon' }, {}, 'date', 'not-a-date'],
  [{ date: '' }, { kind: 'event' }, 'date', 'event-needs-date'],
  [{ details: 'a lot of money' }, {}, 'details', 'not-a-detail'],
  [{ details: '10 billion pounds of rice: total' }, {}, 'details', 'not-a-detail'],
  [{ details: 'many' }, { kind: 'figure' }, 'details', 'no-figure'],
  [{ summary: '' }, {}, 'summary', 'blank'],
  [{ summary: 'x'.repeat(701) }, {}, 'summary', 'too-long'],
  [{ sources: '\u200b' }, {}, 'sources', 'no-source'],
  [{ sources: 'https://[' }, {}, 'sources', 'not-a-link'],
] as const)('refuses %j %j in a new one', (change, start, field, code) => {
  const result = add(change, start);
  const problems = 'problems' in result ? result.problems : [];
  expect(problems).toContainEqual(expect.objectContaining({ field, code }));
});

describe('an edit form', () => {
  it.each([
    [
      'names',
      { name: 'Yard', nameZh: '', aliases: 'A\nB', tags: 'one，two' },
      { name: 'Yard', aliases: ['A', 'B'], tags: ['one', 'two'] },
    ],
    ['when', { date: '', dateNote: '', status: '', verified: '2026-05-06' }, { verified: '2026-05-06' }],
    [
      'when',
      { places: 'Hangzhou, Zhejiang\n浙江省\nBeijing' },
      {
        places: [
          { province: 'Zhejiang', city: 'Hangzhou' },
          { province: 'Zhejiang' },
          { province: 'Beijing' },
        ],
      },
    ],
    [
      'details',
      { amounts: '100亿元' },
      { amounts: [{ value: 1e10, currency: 'CNY', of: 'total', basis: 'reported' }] },
    ],
    [
      'details',
      { organizations: 'Lake Bank: owner' },
      { organizations: [{ name: 'Lake Bank', role: 'owner', id: 'lake-bank' }] },
    ],
    ['details', { related: 'lake bank' }, { related: ['lake-bank'] }],
    ['details', { related: '(own-unseen)' }, { related: ['own-unseen'] }],
    ['sources', { summary: 'Another.' }, { summary: 'Another.' }],
  ] as const)('%s takes %j', (form, change, said) => {
    const result = edit(form, change);
    expect(result).toMatchObject({ record: said });
    for (const key of Object.keys(change))
      if (!(key in said) && 'record' in result) expect(result.record).not.toHaveProperty(key);
  });

  it.each([
    ['names', { name: ' ' }, 'name', 'no-name'],
    ['names', { tags: 'x'.repeat(31) }, 'tags', 'too-long'],
    ['when', { date: '2020-13' }, 'date', 'not-a-date'],
    ['when', { places: 'Atlantis' }, 'places', 'not-a-place'],
    ['when', { places: 'Nowhere, Hangzhou, Zhejiang' }, 'places', 'not-a-place'],
    ['when', { places: 'Guangzhou, Zhejiang' }, 'places', 'not-a-place'],
    ['when', { verified: '2026-02' }, 'verified', 'not-a-day'],
    ['details', { amounts: 'a fortune' }, 'amounts', 'not-an-amount'],
    ['details', { organizations: 'Alibaba' }, 'organizations', 'not-a-party'],
    ['details', { related: 'no such record' }, 'related', 'not-a-record'],
    ['sources', { sources: ' ' }, 'sources', 'no-source'],
    ['sources', { disputes: '- 2019 (1)' }, 'disputes', 'not-a-dispute'],
    ['sources', { disputes: 'date: why\n- 2019 (7)' }, 'disputes', 'not-a-dispute'],
    ['sources', { disputes: 'date: only one side\n- 2019 (1)' }, 'disputes', 'too-short'],
    ['sources', { sources: 'One\nTwo' }, 'disputes', 'dispute-unsourced'],
  ] as const)('%s refuses %j', (form, change, field, code) => {
    const result = edit(form, change);
    const problems = 'problems' in result ? result.problems : [];
    expect(problems).toContainEqual(expect.objectContaining({ field, code }));
  });

  it('gives a changed source an id of its own, and what rests on it goes along', () => {
    const result = edit('sources', { sources: 'A second visit | Lake Daily | https://example.org/visit' });
    expect(result).toMatchObject({
      record: {
        sources: [{ id: 'own-n1' }],
        disputes: [{ values: [{ source: 'own-n1' }, { source: 'own-n1' }] }],
      },
      sources: [{ id: 'own-n1', title: 'A second visit', url: 'https://example.org/visit' }],
    });
  });

  it('leaves what it did not show as it is', () => {
    const { sources: _, ...shown } = writeForm('sources', full, library);
    expect(readForm('sources', full, { ...shown, summary: 'New.' }, reading())).toEqual({
      record: { ...full, summary: 'New.' },
      sources: [],
    });
  });

  it('keeps to five fields, and together they have every field of a record but id and kind', () => {
    const held = new Set<FieldName>();
    for (const kind of KINDS)
      for (const form of ['add', ...EDIT_FORMS] as const) {
        expect(fieldsOf(form, kind).length).toBeLessThanOrEqual(5);
        if (form !== 'add') for (const field of fieldsOf(form, kind)) held.add(field);
      }
    const fields = Object.keys(recordSchema.shape).filter(
      (key) => !['id', 'kind', 'value', 'unit'].includes(key),
    );
    expect([...held].sort()).toEqual([...fields, 'figure'].sort());
  });
});

it('tells what differs in two versions, field by field', () => {
  const after = { ...full, date: '2019-06', tags: undefined };
  expect(differences(full, after, library)).toEqual([
    { field: 'tags', before: 'harbour, yard', after: '' },
    { field: 'date', before: '2019-05', after: '2019-06' },
  ]);
});

describe('a form filled from a record', () => {
  const word = fc.stringMatching(/^[A-Z][a-z]{2,9}$/);
  // Whatever a record may hold: also what a form's notation cannot say.
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => `x${text}x`);
  const record: fc.Arbitrary<AlmanacRecord> = fc.record(
    {
      id: fc.constant('own-x'),
      kind: fc.constantFrom('park', 'fund', 'policy', 'project', 'organization'),
      name: words,
      nameZh: words,
      aliases: fc.array(words, { minLength: 1, maxLength: 3 }),
      places: fc.constantFrom(
        [{ province: 'Zhejiang', city: 'Hangzhou', district: 'Nowhere' }],
        [{ province: 'Hainan' }],
      ),
      date: fc.constantFrom('2018', '2018-04', '2018-04-09', '2020-01/2020-03'),
      amounts: fc.array(
        fc.record({
          value: fc.double({ min: 0.001, max: 1e20, noNaN: true }),
          currency: fc.constantFrom('CNY', 'USD'),
          of: words,
          basis: fc.constantFrom(...BASES),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      organizations: fc.array(fc.record({ name: words, role: words }), { minLength: 1, maxLength: 3 }),
      summary: word,
      tags: fc.array(word, { minLength: 1, maxLength: 3 }),
      related: fc.constant(['own-y']),
      sources: fc.constantFrom([{ id: 'own-s' }], [{ id: 'own-gone', note: '(a | b)' }]),
    },
    { requiredKeys: ['id', 'kind', 'name', 'summary', 'sources'] },
  );

  it('gives the same record back', () => {
    fc.assert(
      fc.property(record, fc.constantFrom(...EDIT_FORMS), (before, form) => {
        const filled = writeForm(form, before, library);
        expect(readForm(form, before, filled, reading())).toEqual({ record: before, sources: [] });
      }),
    );
  });

  it('says amounts to the unit, whatever their scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 14 }), (value) => {
        const before = {
          ...full,
          amounts: [{ value, currency: 'CNY', of: 'total', basis: 'actual' as const }],
        };
        const { amounts = '' } = writeForm('details', before, library);
        expect(edit('details', { amounts }, full)).toMatchObject({ record: { amounts: before.amounts } });
      }),
    );
  });
});

it('never throws, whatever is typed', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(
      fc.constantFrom('add', ...EDIT_FORMS),
      fc.array(anything, { minLength: 5, maxLength: 5 }),
      (form, typed) => {
        const fields = fieldsOf(form, 'park').map((field, i) => [field, typed[i] ?? '']);
        const result = readForm(
          form,
          form === 'add' ? beginning : full,
          Object.fromEntries(fields),
          reading(),
        );
        expect('record' in result || result.problems.length > 0).toBe(true);
      },
    ),
  );
});
