import { describe, expect, it } from 'vitest';
import { type AlmanacRecord, KINDS } from '../../../src/data/schema.ts';
import { MAX_REFUSALS, MAX_VALUES } from '../../../src/data/transfer/limits.ts';
import { planImport } from '../../../src/data/transfer/plan.ts';
import { readTransfer } from '../../../src/data/transfer/read.ts';
import { bytesOf, exported, guild, libraryOf, ownSource, park, plan, source, yard } from './world.ts';

const dock = { kind: 'park', name: 'Dock', summary: 'A dock.', sources: [{ title: 'A', publisher: 'B' }] };

it('adds a row of a spreadsheet that knows no ids, and reads its places by any name', async () => {
  const table =
    'kind,name,places,summary,sources\npark,Dock,浙江 | 杭州市,A dock.,"Dock opens | Daily | https://example.org/a\nA | B"';
  const { refused, added, sources, changes } = await plan(table);
  expect(refused).toEqual([]);
  const record = {
    id: 'own-new-3',
    kind: 'park',
    name: 'Dock',
    places: [{ province: 'Zhejiang', city: 'Hangzhou' }],
    summary: 'A dock.',
    sources: [{ id: 'own-new-1' }, { id: 'own-new-2' }],
  };
  expect(added).toEqual([record]);
  expect(changes).toEqual([{ do: 'add', record }]);
  expect(sources).toEqual([
    { id: 'own-new-1', title: 'Dock opens', publisher: 'Daily', url: 'https://example.org/a' },
    { id: 'own-new-2', title: 'A', publisher: 'B' },
  ]);
});

it('cleans every text', async () => {
  const { added } = await plan([{ ...dock, name: ' Do\u202eck\n park ', aliases: ['e\u0301'] }]);
  expect(added).toEqual([expect.objectContaining({ name: 'Do ck park', aliases: ['é'] })]);
});

describe('an id', () => {
  it('of the guild’s own changes that record', async () => {
    const after = { ...yard, summary: 'Another yard.' };
    const planned = await plan([after]);
    expect(planned.changed).toEqual([{ before: yard, after }]);
    expect(planned.changes).toEqual([{ do: 'replace', record: after, against: 'revision of own-yard' }]);
  });

  it('of the catalogue corrects that record', async () => {
    const after = { ...park, date: '2018-04-09' };
    expect(await plan([after])).toMatchObject({ changed: [{ before: park, after }], added: [] });
  });

  it('of a hidden record shows it again', async () => {
    const planned = await plan([park], libraryOf([park], [source], [park.id]));
    expect(planned).toMatchObject({ changed: [{ before: undefined, after: park }], unchanged: 0 });
  });

  it('that begins with own- and is gone is added under it', async () => {
    const file = await exported([yard], [ownSource], 'json');
    expect(await plan(file, libraryOf([park], [source]))).toMatchObject({
      added: [yard],
      sources: [ownSource],
    });
  });

  it('that is given anew is none that the file or the guild has', async () => {
    const other = { ...dock, id: 'own-new-2', name: 'Other', sources: [{ id: 'src-daily' }] };
    const { added } = await plan([
      { ...dock, sources: [{ id: 'src-daily' }] },
      other,
      { ...other, id: undefined },
    ]);
    expect(added.map(({ id }) => id)).toEqual(['own-new-1', 'own-new-2', 'own-new-3']);
  });
});

describe('a work', () => {
  const citing = (...sources: object[]) => ({ ...dock, sources });

  it('that is here already keeps the id that it has here', async () => {
    const { added, sources } = await plan([
      citing({ title: 'Park opens', publisher: 'Hangzhou Daily', note: 'page 2' }),
    ]);
    expect(added[0]?.sources).toEqual([{ id: 'src-daily', note: 'page 2' }]);
    expect(sources).toEqual([]);
  });

  it('that many records name is kept once', async () => {
    const { added, sources } = await plan([dock, { ...dock, name: 'Pier' }]);
    expect(new Set(added.map((record) => record.sources[0]?.id)).size).toBe(1);
    expect(sources).toHaveLength(1);
  });

  it('under an id that means another work here is a new one, also in a dispute', async () => {
    const disputes = [
      {
        field: 'date',
        note: 'Differs.',
        values: [
          { value: '2018', source: 'src-daily' },
          { value: '2019', source: 'src-daily' },
        ],
      },
    ];
    const work = { id: 'src-daily', title: 'Other', publisher: 'Other' };
    const { added, sources } = await plan({
      records: [{ ...citing({ id: 'src-daily' }), disputes }],
      sources: [work],
    });
    expect(sources).toEqual([{ ...work, id: 'own-new-1' }]);
    expect(added[0]).toMatchObject({
      sources: [{ id: 'own-new-1' }],
      disputes: [{ values: [{ source: 'own-new-1' }, { source: 'own-new-1' }] }],
    });
  });

  it('of the guild’s own that says something new changes the record that cites it', async () => {
    const work = { ...ownSource, title: 'Another visit' };
    const { changed, unchanged, sources } = await plan({ records: [park, yard], sources: [source, work] });
    expect({ changed, unchanged, sources }).toEqual({
      changed: [{ before: yard, after: yard }],
      unchanged: 1,
      sources: [work],
    });
  });

  it('that nothing cites is left out', async () => {
    const { sources } = await plan({
      records: [dock],
      sources: [{ id: 'own-other', title: 'A', publisher: 'C' }],
    });
    expect(sources.map(({ publisher }) => publisher)).toEqual(['B']);
  });
});

it('tells of records that may be there already, in the guild and further up in the file', async () => {
  const twin = { ...dock, name: 'LAKESIDE yard' };
  const { duplicates, changes } = await plan([twin, dock, { ...dock, kind: 'fund' }, dock], guild);
  expect(duplicates).toEqual([
    { line: 1, record: expect.objectContaining({ name: 'LAKESIDE yard' }), of: [yard] },
    {
      line: 1,
      record: expect.objectContaining({ id: 'own-new-5' }),
      of: [expect.objectContaining({ id: 'own-new-3' })],
    },
  ]);
  expect(changes).toHaveLength(4);
});

describe('refuses', () => {
  const dispute = (from: string) => ({
    disputes: [
      {
        field: 'date',
        note: 'x',
        values: [
          { value: 'a', source: from },
          { value: 'b', source: from },
        ],
      },
    ],
  });
  it.each<[string, unknown, object]>([
    ['no record', 7, { code: 'wrong-type', values: { expected: 'object' } }],
    ['a list', [], { code: 'wrong-type', values: { expected: 'object' } }],
    [
      'a field of another name',
      { ...dock, nmae: 'x' },
      { code: 'unknown-field', values: { fields: 'nmae' } },
    ],
    [
      'a prototype',
      JSON.parse(`{"__proto__": {}, ${JSON.stringify(dock).slice(1)}`),
      { code: 'unknown-field', values: { fields: '__proto__' } },
    ],
    [
      'another kind',
      { ...dock, kind: 'parc' },
      { field: 'kind', code: 'not-one-of', values: { allowed: KINDS.join(', ') } },
    ],
    [
      'a name too long',
      { ...dock, name: 'x'.repeat(121) },
      { field: 'name', code: 'too-long', values: { max: 120 } },
    ],
    ['a blank summary', { ...dock, summary: '\u200b' }, { field: 'summary', code: 'blank' }],
    ['no summary', { ...dock, summary: undefined }, { field: 'summary', code: 'missing' }],
    ['a day that is none', { ...dock, date: '2023-02-29' }, { field: 'date', code: 'not-a-date' }],
    ['an event without a date', { ...dock, kind: 'event' }, { field: 'date', code: 'event-needs-date' }],
    [
      'a currency that is none',
      { ...dock, amounts: [{ value: 1, currency: 'RMB', of: 'x', basis: 'actual' }] },
      { field: 'amounts.0.currency', code: 'not-a-currency' },
    ],
    [
      'a number as text',
      { ...dock, amounts: [{ value: '1', currency: 'CNY', of: 'x', basis: 'actual' }] },
      { field: 'amounts.0.value', code: 'wrong-type' },
    ],
    [
      'a province that is none',
      { ...dock, places: [{ province: 'Atlantis' }] },
      { field: 'places.0', code: 'unknown-place', values: { place: 'Atlantis' } },
    ],
    [
      'a city elsewhere',
      { ...dock, places: [{ province: 'Hainan' }, { province: 'Hainan', city: 'Hangzhou' }] },
      { field: 'places.1', code: 'unknown-place' },
    ],
    ['no sources', { ...dock, sources: [] }, { field: 'sources', code: 'too-short' }],
    ['a source that is no work', { ...dock, sources: ['x'] }, { field: 'sources.0', code: 'wrong-type' }],
    [
      'a work without publisher',
      { ...dock, sources: [{ title: 'x' }] },
      { field: 'sources.0.publisher', code: 'missing' },
    ],
    [
      'a link that is none',
      { ...dock, sources: [{ title: 'x', publisher: 'y', url: 'javascript:alert(1)' }] },
      { field: 'sources.0.url', code: 'not-a-link' },
    ],
    [
      'a work that is not here',
      { ...dock, sources: [{ id: 'constructor' }] },
      { field: 'sources.0.id', code: 'unknown-source', values: { id: 'constructor' } },
    ],
    [
      'a note too long',
      { ...dock, sources: [{ id: 'src-daily', note: 'x'.repeat(301) }] },
      { field: 'sources.0.note', code: 'too-long' },
    ],
    [
      'a dispute over what is not cited',
      { ...dock, ...dispute('src-daily') },
      { field: 'disputes.0.values.0.source', code: 'unknown-source' },
    ],
    ['an id that is none', { ...dock, id: 'Own Dock' }, { field: 'id', code: 'not-kebab-case' }],
    ['an id of nobody', { ...dock, id: 'dock' }, { field: 'id', code: 'unknown-id', values: { id: 'dock' } }],
    ['an id that objects have', { ...dock, id: 'constructor' }, { field: 'id', code: 'unknown-id' }],
    [
      'more values than a record has',
      { ...dock, tags: Array.from({ length: MAX_VALUES }, () => 1) },
      { code: 'record-too-large', values: { max: MAX_VALUES } },
    ],
  ])('%s, and with it the whole file', async (_, wrong, expected) => {
    const planned = await plan(`{"records": [\n${JSON.stringify(yard)},\n${JSON.stringify(wrong)}\n]}`);
    expect(planned.refused[0]).toEqual(expect.objectContaining({ line: 3, record: 2, ...expected }));
    expect(planned).toMatchObject({ added: [], changed: [], changes: [], sources: [], unchanged: 0 });
  });

  it('an id twice, and says where it stood first', async () => {
    const { refused } = await plan(`[${JSON.stringify(yard)},\n${JSON.stringify(yard)}]`);
    expect(refused).toEqual([
      { line: 2, record: 2, field: 'id', code: 'duplicate-id', values: { id: 'own-yard', line: 1 } },
    ]);
  });

  it('a work that says two things', async () => {
    const table = `kind,name,summary,sources\npark,A,a,"T | P | | own-w"\npark,B,b,"U | P | | own-w"`;
    const { refused } = await plan(table);
    expect(refused).toEqual([
      { line: 3, record: 2, field: 'sources.0', code: 'source-conflict', values: { id: 'own-w', line: 2 } },
    ]);
  });

  it('a listed work, by its place in the list', async () => {
    const { refused } = await plan({ records: [yard], sources: [source, { id: 'x', title: 'x' }] });
    expect(refused).toEqual([{ line: 1, field: 'sources.1.publisher', code: 'missing', values: {} }]);
  });

  it('no more than a thousand things', async () => {
    const { refused } = await plan(Array.from({ length: 3_000 }, () => ({})));
    expect(refused.length).toBeGreaterThanOrEqual(MAX_REFUSALS);
    expect(refused.length).toBeLessThan(MAX_REFUSALS + 20);
  });

  it('and cuts what it says back', async () => {
    const { refused } = await plan([{ ...dock, ['x'.repeat(100_000)]: 1 }]);
    expect(JSON.stringify(refused).length).toBeLessThan(1_000);
  });
});

it('takes letters under heaps of marks, less the marks', async () => {
  const { refused } = await plan([
    { ...dock, aliases: [`a${'\u0301\u0323'.repeat(100_000)}`], name: 'Pile' },
  ]);
  expect(refused).toEqual([]);
});

it('lets others work in between, tells how far it is, and stops when told', async () => {
  const rows: AlmanacRecord[] = Array.from({ length: 400 }, (_, i) => ({
    ...yard,
    id: `own-${i}`,
    name: `Yard ${i}`,
  }));
  const file = await readTransfer(bytesOf({ records: rows, sources: [ownSource] }));
  const shares: number[] = [];
  let turns = 0;
  const count = () => {
    turns += 1;
    if (shares.at(-1) !== 1) setImmediate(count);
  };
  setImmediate(count);
  await planImport(file, guild, { newId: () => 'x', onProgress: (done) => void shares.push(done) });
  expect(turns).toBeGreaterThan(50);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);

  const stopped = planImport(file, guild, { newId: () => 'x', signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
});
