import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../src/data/catalogue.ts';
import { recordSchema } from '../../../src/data/schema.ts';
import { COLUMNS, NEEDED_COLUMNS } from '../../../src/data/transfer/cells.ts';
import { FORMATS } from '../../../src/data/transfer/export.ts';
import { anyGuild, exported, libraryOf, plan } from './world.ts';

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

describe.each(FORMATS)('%s', (format) => {
  it('takes back what was exported: records and works are the same, whatever is in them', async () => {
    await fc.assert(
      fc.asyncProperty(anyGuild, async ({ records, sources }) => {
        const cited = new Set(records.flatMap((record) => record.sources.map(({ id }) => id)));
        const file = await exported(records, sources, format);
        const { refused, added, sources: taken } = await plan(file, libraryOf([], []));
        expect(refused).toEqual([]);
        expect(added).toEqual(records);
        expect(taken.toSorted(byId)).toEqual(sources.filter(({ id }) => cited.has(id)).toSorted(byId));
      }),
      { numRuns: 150 },
    );
  });

  it('changes nothing where all is there already', async () => {
    await fc.assert(
      fc.asyncProperty(anyGuild, async ({ records, sources }) => {
        const file = await exported(records, sources, format);
        const planned = await plan(file, libraryOf(records, sources));
        expect(planned).toMatchObject({ unchanged: records.length, changes: [], sources: [], refused: [] });
      }),
      { numRuns: 50 },
    );
  });

  it('takes the whole catalogue back unchanged', async () => {
    const catalogue = await readCatalogue();
    const records = [...catalogue.all()];
    const sources = records.flatMap((record) =>
      record.sources.flatMap(({ id }) => catalogue.source(id) ?? []),
    );
    const file = await exported(records, sources, format);
    expect(await plan(file, libraryOf(records, sources))).toMatchObject({
      refused: [],
      unchanged: records.length,
      changes: [],
    });
  });
});

it('leaves no cell that a spreadsheet takes for a formula', async () => {
  await fc.assert(
    fc.asyncProperty(anyGuild, async ({ records, sources }) => {
      const { parse } = await import('csv-parse/sync');
      const cells = (parse(await exported(records, sources, 'csv'), { bom: true }) as string[][]).flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

it('has a column for each field, those first without which there is no record', () => {
  expect(COLUMNS).toEqual(Object.keys(recordSchema.shape));
  const isNeeded = (field: string) =>
    !recordSchema.shape[field as keyof typeof recordSchema.shape].isOptional();
  expect([...NEEDED_COLUMNS, 'id'].toSorted()).toEqual(COLUMNS.filter(isNeeded).toSorted());
});
