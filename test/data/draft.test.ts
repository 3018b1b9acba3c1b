import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DraftTexts, readDraft, writeDraft } from '../../src/data/draft.ts';
import { type AlmanacRecord, BASES } from '../../src/data/schema.ts';

const frame = { id: 'own-x', kind: 'park', province: 'Zhejiang', status: 'announced' } as const;
const texts: DraftTexts = {
  names: 'Lakeside Yard\n湖畔园\nLake Yard',
  date: '2019-05',
  details:
    '500 million yuan: first phase (planned)\n10 billion CNY\nAlibaba — founding member\n阿里巴巴：发起单位',
  summary: 'A yard.',
  source: 'Visit of 2019, https://example.org/yard',
};

function read(change: Partial<DraftTexts> = {}, other: Partial<Parameters<typeof readDraft>[0]> = {}) {
  return readDraft({ ...frame, ...other }, { ...texts, ...change });
}

it('makes a record and its source of what was typed', () => {
  expect(read()).toEqual({
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
      sources: [{ id: 'own-x' }],
    },
    source: {
      id: 'own-x',
      title: 'Visit of 2019,',
      publisher: 'example.org',
      url: 'https://example.org/yard',
    },
  });
});

it('reads a figure with its unit first', () => {
  expect(read({ details: '1,238 filings' }, { kind: 'figure' })).toMatchObject({
    record: { value: 1238, unit: 'filings' },
  });
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
  [{ source: '' }, {}, 'source', 'blank'],
  [{ source: 'https://[' }, {}, 'source', 'not-a-link'],
] as const)('refuses %j %j', (change, other, field, code) => {
  const result = read(change, other);
  const problems = 'problems' in result ? result.problems : [];
  expect(problems).toContainEqual(expect.objectContaining({ field, code }));
});

describe('a form filled from a record', () => {
  const word = fc.stringMatching(/^[A-Z][a-z]{2,9}$/);
  const record: fc.Arbitrary<AlmanacRecord> = fc.record(
    {
      id: fc.constant('own-x'),
      kind: fc.constantFrom('park', 'fund', 'policy', 'project', 'organization'),
      name: word,
      nameZh: fc.constantFrom('湖畔园', '链上年鉴'),
      aliases: fc.array(word, { minLength: 1, maxLength: 3 }),
      places: fc.constantFrom([{ province: 'Zhejiang', city: 'Hangzhou' }], [{ province: 'Hainan' }]),
      date: fc.constantFrom('2018', '2018-04', '2018-04-09', '2020-01/2020-03'),
      amounts: fc.array(
        fc.record({
          value: fc.integer({ min: 1, max: 10 ** 12 }),
          currency: fc.constantFrom('CNY', 'USD'),
          of: word,
          basis: fc.constantFrom(...BASES),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      organizations: fc.array(fc.record({ name: word, role: word }), { minLength: 1, maxLength: 3 }),
      summary: word,
      related: fc.constant(['own-y']),
      sources: fc.constant([{ id: 'own-x' }]),
    },
    { requiredKeys: ['id', 'kind', 'name', 'summary', 'sources'] },
  );

  it('gives the same record back', () => {
    fc.assert(
      fc.property(record, (before) => {
        const source = { id: 'own-x', title: 'A visit', publisher: 'A visit' };
        const filled = writeDraft(before, source);
        expect(readDraft({ id: before.id, kind: before.kind }, filled, before)).toEqual({
          record: before,
          source,
        });
      }),
    );
  });
});

it('never throws, whatever is typed', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(anything, anything, anything, anything, anything, (names, date, details, summary, source) => {
      const result = readDraft(frame, { names, date, details, summary, source });
      expect('record' in result || result.problems.length > 0).toBe(true);
    }),
  );
});
