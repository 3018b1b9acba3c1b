import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Low, Memory } from 'lowdb';
import { checkFiles, type Finding, type RecordFile } from './check.ts';
import type { Records } from './library.ts';
import type { AlmanacRecord, Source } from './schema.ts';

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

/** Reads one file of records; `json` is undefined where it does not parse. */
export async function readRecordFile(path: string): Promise<RecordFile> {
  const text = await readFile(path, 'utf8');
  try {
    return { path, json: JSON.parse(text) };
  } catch {
    return { path, json: undefined };
  }
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

/** Reads the catalogue below a folder. Throws a {@link CatalogueError} when anything in it must be mended. */
export async function readCatalogue(folder: string = SHIPPED_RECORDS): Promise<Catalogue> {
  const { records, sources, findings } = checkFiles(await readRecordFiles(folder), () => true);
  if (findings.length > 0) throw new CatalogueError(findings);
  return createCatalogue(records, sources);
}
