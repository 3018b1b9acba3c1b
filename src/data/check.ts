/**
 * What a set of record files must hold beyond each record's own shape: unique ids, relations that stand on both sides,
 * sources that exist and are used, places that are in the table, and an event for every day that a record names.
 */
import { basename, dirname } from 'node:path';
import type { z } from 'zod';
import { dayOf } from './dates.ts';
import type { Records } from './library.ts';
import { isKnownPlace } from './places.ts';
import { checkShape, type Problem } from './problems.ts';
import { type AlmanacRecord, isOwn, type Kind, recordSchema, type Source, sourceSchema } from './schema.ts';

/**
 * A file as it was read. Its JSON is a list of records, a list of sources where it is called `sources.json`, or both:
 * `{ "sources": [...], "records": [...] }`.
 */
export interface RecordFile {
  readonly path: string;
  readonly json: unknown;
  /** Why there is no JSON. */
  readonly fault?: Pick<Finding, 'code' | 'values'>;
}

/** What a finding is, in codes that the message file puts into words as `check.<code>`. */
export type FindingCode =
  | 'unreadable'
  | 'not-utf-8'
  | 'not-json'
  | 'not-a-list'
  | 'problem'
  | 'duplicate-id'
  | 'reserved-id'
  | 'duplicate-name'
  | 'wrong-file'
  | 'out-of-order'
  | 'unknown-relation'
  | 'one-way-relation'
  | 'unknown-source'
  | 'unused-source'
  | 'unknown-organization'
  | 'unknown-place'
  | 'dispute-source'
  | 'day-without-event'
  | 'article-date'
  | 'shouting';

/** Something that must be mended: in which file, at which record, what. */
export interface Finding {
  readonly file: string;
  /** The record's or source's id, or its position in the file where it has none. */
  readonly at: string;
  readonly code: FindingCode;
  readonly values: Readonly<Record<string, string | number>>;
  /** For `problem`: what is wrong with the shape, and where in the record. */
  readonly problem?: Problem;
}

/** The records and sources that could be read, and every finding. */
export interface CheckedFiles {
  readonly records: AlmanacRecord[];
  readonly sources: Source[];
  readonly findings: Finding[];
}

const FILE_OF: Record<Exclude<Kind, 'event'>, string> = {
  park: 'parks.json',
  fund: 'funds.json',
  policy: 'policies.json',
  project: 'projects.json',
  organization: 'organizations.json',
  figure: 'figures.json',
};

/** Where a record of the shipped catalogue stands: one file a kind, events by the year they begin in. */
function fileOf(record: AlmanacRecord): string {
  return record.kind === 'event' ? `events/${record.date?.slice(0, 4)}.json` : FILE_OF[record.kind];
}

/** The order in a file: by date for events, then by id. */
function compareInFile(a: AlmanacRecord, b: AlmanacRecord): number {
  const key = (r: AlmanacRecord) => `${r.kind === 'event' ? r.date : ''} ${r.id}`;
  return key(a) < key(b) ? -1 : 1;
}

/** Checks files that together make a catalogue. Shipped files are held to their place and order; others are not. */
export function checkFiles(files: readonly RecordFile[], shipped: (path: string) => boolean): CheckedFiles {
  const findings: Finding[] = [];
  const records: AlmanacRecord[] = [];
  const sources: Source[] = [];
  const fileById = new Map<string, string>();

  const find = (file: string, at: string, code: FindingCode, values: Finding['values'] = {}) =>
    void findings.push({ file, at, code, values });

  const readList = <T extends { id: string }>(path: string, schema: z.ZodType<T>, list: unknown) => {
    if (Array.isArray(list)) return list.flatMap((item, index) => readItem(path, schema, item, index));
    find(path, '', 'not-a-list');
    return [];
  };
  const readItem = <T extends { id: string }>(
    path: string,
    schema: z.ZodType<T>,
    item: unknown,
    index: number,
  ): T[] => {
    const checked = checkShape<T>(schema, item);
    const at = String((item as { id?: unknown } | null)?.id ?? `#${index + 1}`);
    if ('problems' in checked) {
      for (const problem of checked.problems)
        findings.push({ file: path, at, code: 'problem', values: {}, problem });
      return [];
    }
    const first = fileById.get(at);
    if (first !== undefined) find(path, at, 'duplicate-id', { first });
    else fileById.set(at, path);
    return first === undefined ? [checked.value] : [];
  };

  for (const file of files) {
    if (file.fault) {
      find(file.path, '', file.fault.code, file.fault.values);
      continue;
    }
    const lists = listsIn(file);
    sources.push(...readList<Source>(file.path, sourceSchema, lists.sources));
    const read = readList<AlmanacRecord>(file.path, recordSchema, lists.records);
    records.push(...read);
    if (!shipped(file.path)) continue;
    for (const [index, record] of read.entries()) {
      const place = fileOf(record);
      if (!`${basename(dirname(file.path))}/${basename(file.path)}`.endsWith(place))
        find(file.path, record.id, 'wrong-file', { place });
      const previous = read[index - 1];
      if (previous && compareInFile(previous, record) > 0)
        find(file.path, record.id, 'out-of-order', { previous: previous.id });
    }
  }

  const byId = new Map(records.map((record) => [record.id, record]));
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  const cited = new Set(records.flatMap((record) => record.sources.map((source) => source.id)));
  const idByName = new Map<string, string>();

  const isShipped = ({ id }: AlmanacRecord) => shipped(fileById.get(id) ?? '');
  /** A shipped record cannot name what is only beside it. */
  const isBeside = (record: AlmanacRecord, other: AlmanacRecord) => !isShipped(record) && isShipped(other);

  for (const record of records) {
    const report = (code: FindingCode, values: Finding['values'] = {}) =>
      find(fileById.get(record.id) ?? '', record.id, code, values);

    if (isOwn(record.id)) report('reserved-id');
    const name = `${record.kind} ${record.name.toLowerCase()}`;
    const twin = idByName.get(name);
    if (twin === undefined) idByName.set(name, record.id);
    else report('duplicate-name', { twin });

    for (const id of record.related ?? []) {
      const other = byId.get(id);
      if (!other || id === record.id) report('unknown-relation', { id });
      else if (!other.related?.includes(record.id) && !isBeside(record, other))
        report('one-way-relation', { id });
    }
    const own = new Set(record.sources.map((source) => source.id));
    for (const id of own) if (!sourceById.has(id)) report('unknown-source', { id });
    for (const dispute of record.disputes ?? [])
      for (const { source } of dispute.values) if (!own.has(source)) report('dispute-source', { id: source });
    for (const party of record.organizations ?? [])
      if (party.id !== undefined && byId.get(party.id)?.kind !== 'organization')
        report('unknown-organization', { id: party.id });
    for (const place of record.places ?? [])
      if (isKnownPlace(place) !== 'ok') report('unknown-place', { place: Object.values(place).join(', ') });
    if (!hasItsEvent(record, byId)) report('day-without-event', { day: record.date ?? '' });
    if (isArticleDate(record, sourceById)) report('article-date', { day: record.date ?? '' });
    const loud = SHOUTING.exec(`${record.name}\n${record.summary}`)?.[0];
    if (loud !== undefined) report('shouting', { text: loud });
  }
  for (const source of sources)
    if (!cited.has(source.id)) find(fileById.get(source.id) ?? '', source.id, 'unused-source');

  return { records, sources, findings };
}

/** The lists of a file; what should be one and is not is found out where it is read. */
function listsIn({ path, json }: RecordFile): { readonly records: unknown; readonly sources: unknown } {
  if (basename(path) === 'sources.json') return { records: [], sources: json };
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { records: json, sources: [] };
  const { records = [], sources = [], ...rest } = json as { records?: unknown; sources?: unknown };
  const isBoth = Object.keys(json).length > 0 && Object.keys(rest).length === 0;
  return isBoth ? { records, sources } : { records: json, sources: [] };
}

/** An exclamation mark, or several words in capitals that are no abbreviations. */
const SHOUTING = /!|\b[A-Z]{5,}(?: [A-Z]{5,})+/;

/** A day on which no more is known than that the articles appeared: `dateNote` must say what else speaks for it. */
function isArticleDate(record: AlmanacRecord, sources: ReadonlyMap<string, Source>): boolean {
  if (record.kind !== 'event' || record.status === 'reported' || record.dateNote !== undefined) return false;
  return record.sources.every(({ id }) => sources.get(id)?.published === record.date);
}

/** A thing that came about on a day has an event for that day; a figure only speaks of its day. */
function hasItsEvent(record: AlmanacRecord, byId: Pick<Records, 'get'>): boolean {
  if (record.kind === 'event' || record.kind === 'figure') return true;
  const day = record.date === undefined ? undefined : dayOf(record.date);
  if (day === undefined) return true;
  return (record.related ?? []).some((id) => {
    const other = byId.get(id);
    return other?.kind === 'event' && other.date !== undefined && dayOf(other.date) === day;
  });
}
