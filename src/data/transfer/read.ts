/** From the bytes of a file to the records in it, of which nothing is believed yet. */
import { readTable } from './csv.ts';
import { readUtf8 } from './decode.ts';
import { splitJson } from './json.ts';
import { MAX_BYTES, MAX_RECORDS, MAX_SOURCES } from './limits.ts';
import { FileRefused, type Refusal } from './refusal.ts';
import { giveWay, share, type Work } from './slices.ts';

/** What a file says in one place, still to be checked. */
export interface Row {
  /** The line that it begins in, from 1. */
  readonly line: number;
  /** Its number among those of its list, from 1. */
  readonly number: number;
  readonly value: unknown;
}

/** A file taken apart. Whatever was refused, the file is not to be taken. */
export interface TransferFile {
  readonly format: 'json' | 'csv';
  readonly rows: readonly Row[];
  /** Works that the file lists beside its records. */
  readonly sources: readonly Row[];
  readonly refused: readonly Refusal[];
}

/** Bytes of JSON that are read before others get their turn: 1 to 2 ms. */
const CHUNK = 64 * 1024;

/**
 * Reads a file of records: a table (CSV) or JSON, told apart by how it begins. Whatever the bytes are, it resolves;
 * it rejects only when it is stopped.
 */
export async function readTransfer(bytes: Uint8Array, work: Work = {}): Promise<TransferFile> {
  const rows: Row[] = [];
  const sources: Row[] = [];
  const refused: Refusal[] = [];
  let format: TransferFile['format'] = 'csv';

  /** The number of the next of a list; the list ends where it has too many. */
  const count = (before: number, max: number, line: number) => {
    if (before >= max) throw new FileRefused(line, 'too-many-records', { max });
    return before + 1;
  };
  try {
    if (bytes.length > MAX_BYTES) throw new FileRefused(1, 'file-too-large', { max: MAX_BYTES });
    const text = await readUtf8(bytes, share(work, 0, 0.1));
    const rest = share(work, 0.1, 1);
    const start = text.toString('utf8', 0, CHUNK).trimStart();
    if (start === '') throw new FileRefused(1, 'empty-file');
    if (/^[[{]/.test(start)) {
      format = 'json';
      let read = 0;
      for (const { list, line, end, value } of splitJson(text)) {
        const [into, max] = list === 'records' ? [rows, MAX_RECORDS] : [sources, MAX_SOURCES];
        into.push({ line, number: count(into.length, max, line), value });
        if (end - read < CHUNK) continue;
        read = end;
        await giveWay(rest, end / text.length);
      }
    } else {
      const [header = ''] = start.split(/[\r\n]/, 1);
      await readTable(
        text,
        header,
        (row) => {
          const number = count(rows.length + refused.length, MAX_RECORDS, row.line);
          if ('value' in row) rows.push({ ...row, number });
          else refused.push({ ...row, record: number });
        },
        rest,
      );
    }
    if (rows.length + refused.length === 0) throw new FileRefused(1, 'empty-file');
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    refused.push(error.refusal);
  }
  return { format, rows, sources, refused };
}
