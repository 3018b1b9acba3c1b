import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Low, Memory } from 'lowdb';
import { checkFiles, type Finding, type RecordFile } from './check.ts';
import type { Records } from './library.ts';
import type { AlmanacRecord, Source } from './schema.ts';
import { reasonOf } from './store/error.ts';
import { splitJson } from './transfer/json.ts';
import { FileRefused } from './transfer/refusal.ts';

/** The shipped records. */
export const SHIPPED_RECORDS = join(import.meta.dirname, 'records');

/** The records that everybody sees, and the works they cite. */
export interface Catalogue extends Records {
  source(id: string): Source | undefined;
}

/** Thrown when record files cannot make a catalogue; `findings` say where and why. */
export class CatalogueError extends Error {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(`the catalogue has ${findings.length} findings`);
    this.name = 'CatalogueError';
    this.findings = findings;
  }
}

/** Reads every `.json` below a folder, in the order of their paths. */
export async function readRecordFiles(folder: string): Promise<RecordFile[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.json')).sort();
  return Promise.all(paths.map((name) => readRecordFile(join(folder, name))));
}

/** Reads one file of records; what keeps it from being read is its `fault`. */
export async function readRecordFile(path: string): Promise<RecordFile> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError)
      return { path, json: undefined, fault: { code: 'not-utf-8', values: {} } };
    return { path, json: undefined, fault: { code: 'unreadable', values: { reason: reasonOf(error) } } };
  }
  try {
    return { path, json: JSON.parse(text) };
  } catch {
    return {
      path,
      json: undefined,
      fault: { code: 'not-json', values: { line: faultyLine(Buffer.from(text)) } },
    };
  }
}

/** The line that the first element of a file that is no JSON begins in, or 1. */
function faultyLine(bytes: Buffer): number {
  try {
    for (const _ of splitJson(bytes));
  } catch (error) {
    if (error instanceof FileRefused) return error.refusal.line;
    throw error;
  }
  return 1;
}

/** Puts checked records into a catalogue, held by lowdb in memory. */
function createCatalogue(records: AlmanacRecord[], sources: Source[]): Catalogue {
  const db = new Low(new Memory<{ records: AlmanacRecord[]; sources: Source[] }>(), { records, sources });
  const byId = new Map(db.data.records.map((record) => [record.id, record]));
  const sourceById = new Map(db.data.sources.map((source) => [source.id, source]));
  return {
    get: (id) => byId.get(id),
    all: () => db.data.records,
    source: (id) => sourceById.get(id),
  };
}

/**
 * Reads the catalogue below a folder, with more files beside it, whose records every guild sees as well. Throws a
 * {@link CatalogueError} when anything in any of them must be mended.
 */
export async function readCatalogue(
  folder: string = SHIPPED_RECORDS,
  more: readonly string[] = [],
): Promise<Catalogue> {
  const shipped = await readRecordFiles(folder);
  const paths = new Set(shipped.map(({ path }) => path));
  const files = [...shipped, ...(await Promise.all(more.map(readRecordFile)))];
  const { records, sources, findings } = checkFiles(files, (path) => paths.has(path));
  if (findings.length > 0) throw new CatalogueError(findings);
  return createCatalogue(records, sources);
}
