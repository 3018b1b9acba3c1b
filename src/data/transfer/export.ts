/** Files of records, as {@link readTransfer} takes them back: chunk by chunk, so that nobody waits for a large one. */
import { stringify } from 'csv-stringify/sync';
import type { AlmanacRecord, Source } from '../schema.ts';
import { COLUMNS, type SourceOf, writeCell } from './cells.ts';
import { giveWay, SLICE, type Work } from './slices.ts';

/** The formats of files. */
export const FORMATS = ['json', 'csv'] as const;

/** One of {@link FORMATS}. */
export type TransferFormat = (typeof FORMATS)[number];

/** Excel takes a table for UTF-8 only with this in front. */
const BYTE_ORDER_MARK = '\ufeff';

/** A file of records with the works that they cite, in UTF-8. Rejects with an AbortError once it is stopped. */
export async function* exportRecords(
  records: Iterable<AlmanacRecord>,
  sourceOf: SourceOf,
  format: TransferFormat,
  work: Work = {},
): AsyncGenerator<string, void> {
  if (format === 'json') return yield* writeJson(records, sourceOf, work);
  yield BYTE_ORDER_MARK;
  yield* writeTable(records, sourceOf, work);
}

/** A table with a row a record and a column a field; `cells.ts` has the notation. */
export async function* writeTable(
  records: Iterable<AlmanacRecord>,
  sourceOf: SourceOf,
  work: Work = {},
): AsyncGenerator<string, void> {
  yield stringify([COLUMNS]);
  for await (const slice of slicesOf([...records], work))
    yield stringify(slice.map((record) => COLUMNS.map((field) => writeCell(record, field, sourceOf))));
}

/** `{ "records": […], "sources": […] }`, an item a line. */
async function* writeJson(
  records: Iterable<AlmanacRecord>,
  sourceOf: SourceOf,
  work: Work,
): AsyncGenerator<string, void> {
  const sources = new Map<string, Source>();
  let separator = '\n';
  const line = (item: object) => {
    const text = separator + JSON.stringify(item);
    separator = ',\n';
    return text;
  };
  yield '{"records": [';
  for await (const slice of slicesOf([...records], work)) {
    for (const { id } of slice.flatMap((record) => record.sources)) {
      const source = sourceOf(id);
      if (source) sources.set(id, source);
    }
    yield slice.map(line).join('');
  }
  separator = '\n';
  yield '\n], "sources": [';
  for await (const slice of slicesOf([...sources.values()], { signal: work.signal }))
    yield slice.map(line).join('');
  yield '\n]}\n';
}

async function* slicesOf<T>(items: readonly T[], work: Work): AsyncGenerator<readonly T[], void> {
  for (let i = 0; i < items.length; i += SLICE) {
    yield items.slice(i, i + SLICE);
    await giveWay(work, Math.min(1, (i + SLICE) / items.length));
  }
}
