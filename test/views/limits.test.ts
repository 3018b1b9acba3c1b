import fc from 'fast-check';
import { describe, it } from 'vitest';
import { readCatalogue } from '../../src/data/catalogue.ts';
import { createLibraries } from '../../src/data/guild-library.ts';
import type { Library } from '../../src/data/library.ts';
import {
  type AlmanacRecord,
  BASES,
  KINDS,
  recordSchema,
  type Source,
  STATUSES,
} from '../../src/data/schema.ts';
import { guildFormat } from '../../src/data/store/guild-format.ts';
import type { GuildRecords } from '../../src/data/store/guilds.ts';
import type { TimelineEntry } from '../../src/data/timeline.ts';
import { digestFor } from '../../src/digest/content.ts';
import { digestMessage } from '../../src/views/digest.ts';
import { entriesView, whenOf } from '../../src/views/entries.ts';
import { LOCALES, language } from '../../src/views/language.ts';
import { recordList } from '../../src/views/list.ts';
import type { PageTo } from '../../src/views/pager.ts';
import { recordCard } from '../../src/views/record.ts';
import { expectToFit } from './fits.ts';

const catalogue = await readCatalogue();
const none: Pick<GuildRecords, 'read'> = { read: async () => guildFormat.empty() };
const libraryOf = createLibraries(catalogue, none);
const library = await libraryOf(undefined);

/** A card with every button it can have. */
const ALL_LINKS = { reportUrl: `https://example.org/${'x'.repeat(400)}`, canShare: true };

describe.each(LOCALES)('in %s', (locale) => {
  const lang = language(locale);

  it('every record of the catalogue fits a card', () => {
    for (const record of library.all()) expectToFit(recordCard(lang, record, library, ALL_LINKS));
  });

  it('every page of every list fits', () => {
    for (const kind of [undefined, ...KINDS]) {
      const records = [...library.all()].filter((record) => kind === undefined || record.kind === kind);
      for (let page = 1; page <= Math.ceil(records.length / 5); page += 1)
        expectToFit(
          recordList(
            lang,
            { kind, query: 'x'.repeat(50), page, province: 'Inner Mongolia', year: 2018 },
            records,
          ),
        );
    }
  });

  it('the digest of every day, week and month fits', () => {
    for (let day = 0; day < 366; day += 1) {
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      for (const cadence of ['daily', 'weekly', 'monthly'] as const) {
        const digest = digestFor({ cadence, quiet: 'week' }, date, library, '02-28');
        if (digest.quiet !== 'skip') expectToFit(digestMessage(lang, digest, {}, 'abc123', library));
      }
    }
  });
});

const nasty = (max: number) =>
  fc
    .string({
      unit: fc.constantFrom('*', '_', '<', '@', '#', '|', '[', ']', '(', '区', '𠮷', 'a', ' ', '\\', '>'),
      maxLength: max,
      size: 'max',
    })
    .map((text) => `x${text.slice(0, max - 2)}y`);

const nastyRecord: fc.Arbitrary<AlmanacRecord> = fc
  .record({
    id: fc.constant(`own-${'a'.repeat(60)}`),
    kind: fc.constantFrom(...KINDS.filter((kind) => kind !== 'figure')),
    name: nasty(120),
    nameZh: nasty(60),
    aliases: fc.array(nasty(120), { minLength: 1, maxLength: 24 }),
    places: fc.array(fc.record({ province: nasty(60), city: nasty(60), district: nasty(60) }), {
      minLength: 1,
      maxLength: 24,
    }),
    date: fc.constantFrom('2018-04-09', '2020-01/2020-03'),
    dateNote: nasty(300),
    status: fc.constantFrom(...STATUSES),
    amounts: fc.array(
      fc.record({
        value: fc.constant(1.234e12),
        currency: fc.constantFrom('CNY', 'USD'),
        of: nasty(120),
        basis: fc.constantFrom(...BASES),
      }),
      { minLength: 1, maxLength: 24 },
    ),
    organizations: fc.array(fc.record({ name: nasty(120), role: nasty(80) }), {
      minLength: 1,
      maxLength: 24,
    }),
    summary: nasty(700),
    disputes: fc.array(
      fc.record({
        field: nasty(40),
        values: fc.array(fc.record({ value: nasty(300), source: fc.constant('src') }), {
          minLength: 2,
          maxLength: 8,
        }),
        note: nasty(300),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    sources: fc.array(fc.record({ id: fc.constant('src'), note: nasty(300) }), {
      minLength: 1,
      maxLength: 24,
    }),
    verified: fc.constant('2026-11-22'),
  })
  .map((record) => recordSchema.parse(record));

describe('whatever people write into every field, to its last character', () => {
  const source: Source = {
    id: 'src',
    title: 'T*'.repeat(150),
    publisher: 'P_'.repeat(80),
    url: `https://example.org/${'(x)'.repeat(120)}`,
  };
  const withSource: Library = { ...library, source: () => source };

  it('cards, lists and entries fit', () => {
    fc.assert(
      fc.property(
        fc.array(nastyRecord, { minLength: 1, maxLength: 7 }),
        fc.constantFrom(...LOCALES),
        (records, locale) => {
          const lang = language(locale);
          for (const record of records) expectToFit(recordCard(lang, record, withSource, ALL_LINKS));
          expectToFit(
            recordList(
              lang,
              { query: '', page: 1 },
              records.map((record, i) => ({ ...record, id: `own-${i}` })),
            ),
          );
          const entries: TimelineEntry[] = records.map((record) => ({
            record,
            date: '2018-04-09',
            belongsTo: records,
          }));
          const view = {
            title: 'T',
            entries,
            page: 1,
            pageId: (page: PageTo) => `p:${page}`,
            when: (entry: TimelineEntry) => whenOf(lang, entry, 'full', 8),
            heading: () => 'Wednesday, September 30',
          };
          expectToFit(entriesView(lang, view, withSource));
        },
      ),
      // Shrinking such large records would take longer than anybody waits.
      { numRuns: 60, endOnFailure: true },
    );
  });
});
