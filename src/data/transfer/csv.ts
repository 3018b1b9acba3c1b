/** A table of records (https://www.rfc-editor.org/rfc/rfc4180), read row by row. */
import { pipeline } from 'node:stream/promises';
import { CsvError, type InfoRecord, parse } from 'csv-parse';
import { cleanLine } from '../text.ts';
import { COLUMNS, type Field, NEEDED_COLUMNS, readCell } from './cells.ts';
import { MAX_RECORD_LENGTH } from './limits.ts';
import { FileRefused, quoteWord, type Refusal, type TransferCode } from './refusal.ts';
import { giveWay, type Work } from './slices.ts';

/** Bytes, and lines, that are read before others get their turn. A row that ends early costs the parser 0.1 ms. */
const CHUNK = { bytes: 16 * 1024, lines: 64 };
const BREAKS: ReadonlySet<number | undefined> = new Set([0x0a, 0x0d]);

/** Delimiters from one row to the next, those in texts among them. More than any record has characters. */
const MAX_DELIMITERS = 256 * 1024;

/** What a row of the table says, by field, still to be checked, or why it says nothing. */
export type TableRow = { readonly line: number; readonly value: object } | Refusal;

const CODES: Readonly<Record<string, TransferCode>> = {
  CSV_QUOTE_NOT_CLOSED: 'unclosed-quote',
  CSV_MAX_RECORD_SIZE: 'record-too-large',
};

/**
 * Hands on each row that is not blank. Cells stand between commas, semicolons or tabs: spreadsheets write what their
 * country is used to. Rejects with {@link FileRefused}, or with what `take` throws.
 */
export async function readTable(
  bytes: Uint8Array,
  header: string,
  take: (row: TableRow) => void,
  work: Work,
): Promise<void> {
  const delimiter = delimiterOf(header);
  let columns: readonly (Field | undefined)[] | undefined;
  /** The ends of lines in and after the rows so far; those of blank lines the parser counts. */
  let breaks = 0;
  /** The delimiters that were read since the last row. */
  let delimiters = 0;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    const code = delimiter.charCodeAt(0);
    for (let at = 0, end = 0; at < bytes.length; at = end) {
      const last = Math.min(bytes.length, at + CHUNK.bytes);
      for (let lines = 0; end < last && lines < CHUNK.lines; end += 1) {
        if (BREAKS.has(bytes[end])) lines += 1;
        else if (bytes[end] === code) delimiters += 1;
      }
      if (delimiters > MAX_DELIMITERS)
        throw new FileRefused(1 + breaks, 'too-many-cells', { max: columns?.length ?? COLUMNS.length });
      yield bytes.subarray(at, end);
      await giveWay(work, end / bytes.length);
    }
  };
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_LENGTH,
    on_record(cells: string[], { empty_lines }: InfoRecord) {
      const line = 1 + breaks + empty_lines;
      delimiters = 0;
      breaks += 1 + cells.reduce((sum, cell) => sum + lineBreaks(cell), 0);
      if (columns === undefined) columns = readHeader(cells, line);
      else if (cells.some((cell) => cell.trim() !== '')) take(readRow(cells, columns, line));
      // The parser need not keep it.
      return null;
    },
  });
  parser.resume();
  try {
    await pipeline(chunks(), parser, { signal: work.signal });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const code = CODES[error.code] ?? 'stray-quote';
    const at = 1 + breaks + Number(error['empty_lines'] ?? 0);
    throw new FileRefused(at, code, code === 'record-too-large' ? { max: MAX_RECORD_LENGTH } : {});
  }
}

/** Names of columns have none of these in them. */
function delimiterOf(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

function lineBreaks(cell: string): number {
  return cell.match(/\r\n|[\r\n]/g)?.length ?? 0;
}

/** The field of each column; undefined for one without a name, which may only have blank cells. */
function readHeader(cells: readonly string[], line: number): (Field | undefined)[] {
  const names = cells.map((cell) => cleanLine(cell.slice(0, 200)));
  const columns = names.map((name) => {
    const field = COLUMNS.find((known) => known.toLowerCase() === name.toLowerCase());
    if (field === undefined && name !== '')
      throw new FileRefused(line, 'unknown-column', { column: quoteWord(name) });
    return field;
  });
  const twice = columns.find((field, i) => field !== undefined && columns.indexOf(field) < i);
  if (twice !== undefined) throw new FileRefused(line, 'duplicate-column', { column: twice });
  const missing = NEEDED_COLUMNS.find((field) => !columns.includes(field));
  if (missing !== undefined) throw new FileRefused(line, 'missing-column', { column: missing });
  return columns.slice(0, columns.findLastIndex((field) => field !== undefined) + 1);
}

function readRow(cells: readonly string[], columns: readonly (Field | undefined)[], line: number): TableRow {
  const stray = cells.findIndex((cell, i) => columns[i] === undefined && cell.trim() !== '');
  if (stray >= 0) return { line, code: 'too-many-cells', values: { max: columns.length } };
  const fields = columns.flatMap((field, i) => {
    const value = field && readCell(field, cells[i] ?? '');
    return value === undefined ? [] : [[field, value] as const];
  });
  return { line, value: Object.fromEntries(fields) };
}
