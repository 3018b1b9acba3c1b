/** Records, libraries and files for tests of import and export. */
import fc from 'fast-check';
import { PROVINCES } from '../../../src/data/places.ts';
import { type AlmanacRecord, BASES, isOwn, KINDS, type Source, STATUSES } from '../../../src/data/schema.ts';
import { cleanLine } from '../../../src/data/text.ts';
import type { Present } from '../../../src/data/transfer/accept.ts';
import { exportRecords, type TransferFormat } from '../../../src/data/transfer/export.ts';
import { type ImportPlan, planImport } from '../../../src/data/transfer/plan.ts';
import { readTransfer } from '../../../src/data/transfer/read.ts';

export const source: Source = { id: 'src-daily', title: 'Park opens', publisher: 'Hangzhou Daily' };
export const ownSource: Source = {
  id: 'own-visit',
  title: 'A visit',
  publisher: 'Us',
  url: 'https://example.org/',
};

export const park: AlmanacRecord = {
  id: 'hangzhou-park',
  kind: 'park',
  name: 'Hangzhou Blockchain Industrial Park',
  places: [{ province: 'Zhejiang', city: 'Hangzhou' }],
  summary: 'A park.',
  sources: [{ id: 'src-daily' }],
};

export const yard: AlmanacRecord = {
  id: 'own-yard',
  kind: 'park',
  name: 'Lakeside Yard',
  summary: 'A yard.',
  sources: [{ id: 'own-visit' }],
};

/** What a guild sees that has these records, of which those of the catalogue may be hidden from it. */
export function libraryOf(
  records: readonly AlmanacRecord[],
  sources: readonly Source[],
  hidden: readonly string[] = [],
): Present {
  const byId = new Map(records.map((record) => [record.id, record]));
  const sourceById = new Map(sources.map((each) => [each.id, each]));
  const visible = (id: string) => (hidden.includes(id) ? undefined : byId.get(id));
  return {
    get: visible,
    all: () => records.filter(({ id }) => !hidden.includes(id)),
    source: (id) => sourceById.get(id),
    standing: (id) =>
      byId.has(id) ? { of: hidden.includes(id) ? 'hidden' : isOwn(id) ? 'guild' : 'catalogue' } : undefined,
    revision: (id) => visible(id) && `revision of ${id}`,
  };
}

/** The guild of most tests: the catalogue has the park, the guild its yard. */
export const guild = libraryOf([park, yard], [source, ownSource]);

/** A file as bytes. */
export function bytesOf(content: string | object): Uint8Array {
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}

/** Reads a file and plans its import; new ids are own-new-1, own-new-2 and on. */
export async function plan(content: string | object, library: Present = guild): Promise<ImportPlan> {
  let made = 0;
  return planImport(await readTransfer(bytesOf(content)), library, { newId: () => `new-${++made}` });
}

/** A file of records as one text. */
export async function exported(
  records: readonly AlmanacRecord[],
  sources: readonly Source[],
  format: TransferFormat,
): Promise<string> {
  const sourceById = new Map(sources.map((each) => [each.id, each]));
  let text = '';
  for await (const chunk of exportRecords(records, (id) => sourceById.get(id), format)) text += chunk;
  return text;
}

/** Text with all that a table may trip over. */
function words(max: number): fc.Arbitrary<string> {
  const awkward = fc.constantFrom(
    '=1+1',
    "'",
    "'=",
    '|',
    '\\',
    '\\|',
    '"',
    ',',
    ';',
    '@a',
    '-',
    '链',
    ' | ',
    '＝',
    '\\n',
  );
  const piece = fc.oneof(
    awkward,
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.stringMatching(/^[a-z]{1,8}$/),
  );
  return fc
    .array(piece, { minLength: 1, maxLength: 4 })
    .map((pieces) => cleanLine(pieces.join('')).slice(0, max).toWellFormed().trim())
    .filter((text) => text !== '' && cleanLine(text) === text);
}

const anyId = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}$/);
const date = fc.constantFrom('2018', '2018-04', '2018-04-09', '2020-01/2020-03', '2019-12-31/2020-01-02');
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 });
const place = fc
  .constantFrom(...PROVINCES)
  .chain((province) =>
    fc.constantFrom(
      { province: province.name },
      ...(province.cities ?? []).map((city) => ({ province: province.name, city: city.name })),
      ...(province.districts ?? []).map((area) => ({ province: province.name, district: area.name })),
    ),
  );

/** Any work. */
const anySource = fc.record(
  {
    title: words(300),
    publisher: words(160),
    author: words(160),
    url: fc.webUrl({ withQueryParameters: true, withFragments: true }).filter((url) => url.length <= 400),
    published: date,
    file: words(80),
  },
  { requiredKeys: ['title', 'publisher'] },
);

const sourceIds = ['own-source-0', 'own-source-1', 'own-source-2'];
const citation = fc.record({ id: fc.constantFrom(...sourceIds), note: words(300) }, { requiredKeys: ['id'] });
const dispute = fc.record({
  field: words(40),
  values: fc.array(fc.record({ value: words(300), source: fc.nat() }), { minLength: 2, maxLength: 4 }),
  note: words(300),
});

/** Any record of a guild's own, less its id. */
const anyRecord = fc
  .record(
    {
      kind: fc.constantFrom(...KINDS),
      name: words(120),
      nameZh: words(60),
      aliases: list(words(120)),
      places: list(place),
      date,
      dateNote: words(300),
      status: fc.constantFrom(...STATUSES),
      amounts: list(
        fc.record({
          value: fc.double({ min: Number.MIN_VALUE, max: 1e300, noNaN: true }),
          currency: fc.constantFrom('CNY', 'USD'),
          of: words(120),
          basis: fc.constantFrom(...BASES),
        }),
      ),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
      unit: words(40),
      organizations: list(
        fc.record({ name: words(120), role: words(80), id: anyId }, { requiredKeys: ['name', 'role'] }),
      ),
      summary: words(700),
      disputes: list(dispute),
      tags: list(words(30)),
      related: list(anyId),
      sources: list(citation),
      verified: fc.constantFrom('2026-11-22', '2024-02-29'),
    },
    { requiredKeys: ['kind', 'name', 'value', 'unit', 'summary', 'sources'] },
  )
  .map(({ value, unit, disputes, ...record }) => ({
    ...record,
    ...(record.kind === 'event' ? { date: record.date ?? '2018' } : {}),
    ...(record.kind === 'figure' ? { value, unit } : {}),
    ...(disputes && { disputes: disputes.map((each) => citing(each, record.sources)) }),
  }));

/** The dispute with values that come from works which the record cites. */
function citing(
  { values, ...rest }: typeof dispute extends fc.Arbitrary<infer T> ? T : never,
  sources: AlmanacRecord['sources'],
) {
  const idOf = (n: number) => sources[n % sources.length]?.id ?? '';
  return { ...rest, values: values.map(({ value, source: n }) => ({ value, source: idOf(n) })) };
}

/** What a guild may have of its own: records with the works that they cite. */
export const anyGuild = fc
  .record({
    records: fc.array(anyRecord, { minLength: 1, maxLength: 3 }),
    sources: fc.tuple(anySource, anySource, anySource),
  })
  // Plain objects, as those that are read from a file.
  .map((made) => structuredClone(made))
  .map(({ records, sources }) => ({
    records: records.map((record, i): AlmanacRecord => ({ id: `own-record-${i}`, ...record })),
    sources: sources.map((each, i): Source => ({ id: `own-source-${i}`, ...each })),
  }));
