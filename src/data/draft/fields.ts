/** The fields that forms are made of: how each is written of a record, and read back. */
import { dayOf } from '../dates.ts';
import type { Library } from '../library.ts';
import type { ProblemCode } from '../problems.ts';
import { type AlmanacRecord, type Amount, type Kind, type Place, type Source, STATUSES } from '../schema.ts';
import { cleanLine, cleanLines } from '../text.ts';
import { readCitations, readDisputes, writeCitation, writeDisputes } from './citations.ts';
import {
  hasUnknownBasis,
  type Party,
  readAmount,
  readDate,
  readFigure,
  readParty,
  readPlace,
  writeAmount,
  writeParty,
  writePlace,
} from './lines.ts';

/** A record that may still lack what a form asks for. */
export type Beginning = Pick<AlmanacRecord, 'id' | 'kind'> & Partial<AlmanacRecord>;

/** Why what was typed is refused: as in any record, or since it cannot be read. */
export type DraftCode =
  | ProblemCode
  | 'no-name'
  | 'no-source'
  | 'no-figure'
  | 'not-a-day'
  | 'not-a-detail'
  | 'not-an-amount'
  | 'not-a-basis'
  | 'not-a-party'
  | 'not-a-place'
  | 'not-a-record'
  | 'not-a-dispute'
  | 'dispute-unsourced';

/** What a field is read against. */
export interface Reading {
  /** The record with what the fields before this one said. */
  readonly before: Beginning;
  readonly library: Pick<Library, 'get' | 'source' | 'search'>;
  /** An id for a work that is not there yet. */
  readonly newId: () => string;
  /** Tells what is wrong. */
  readonly find: (code: DraftCode, values?: Readonly<Record<string, string | number>>) => void;
}

/** What a field says; undefined for what the record shall not have. */
type Said = { readonly [K in keyof AlmanacRecord]?: AlmanacRecord[K] | undefined };

/** A field of a form. */
interface Field {
  /** The record's fields that it holds. */
  readonly holds: readonly (keyof AlmanacRecord)[];
  /** The only kind of record that has it, where not all have. */
  readonly only?: Kind;
  write(record: Beginning, library: Pick<Library, 'get' | 'source'>): string;
  read(text: string, reading: Reading): Said & { readonly works?: readonly Source[] };
}

const HAN = /\p{Script=Han}/u;
/** How many records one form may name by their names rather than their ids: each takes a search. */
const SEARCHES = 8;

const listed = <T>(items: readonly T[]) => (items.length > 0 ? [...items] : undefined);
const lineOf = (text: string) => cleanLine(text) || undefined;
const allLines = (items: readonly string[] | undefined) => (items ?? []).join('\n');

/** Every line as `read` reads it; what it does not is told as `code`. */
function readLines<T>(
  text: string,
  read: (line: string) => T | undefined,
  code: DraftCode | ((line: string) => DraftCode),
  { find }: Reading,
): T[] | undefined {
  const items = cleanLines(text).flatMap((line) => {
    const item = read(line);
    if (item === undefined) find(typeof code === 'string' ? code : code(line), { text: line });
    return item === undefined ? [] : [item];
  });
  return listed(items);
}

/** A field of one line that is a field of the record as it stands. */
const plain = (key: 'nameZh' | 'dateNote' | 'summary'): Field => ({
  holds: [key],
  write: (record) => record[key] ?? '',
  // A summary must be there; of the rest, nothing typed is nothing said.
  read: (text) => ({ [key]: key === 'summary' ? cleanLine(text) : lineOf(text) }),
});

/** The name of a field; `names` and `details` hold several things, for a form of five fields at most. */
export type FieldName =
  | 'names'
  | 'name'
  | 'nameZh'
  | 'aliases'
  | 'tags'
  | 'date'
  | 'dateNote'
  | 'places'
  | 'status'
  | 'verified'
  | 'figure'
  | 'amounts'
  | 'organizations'
  | 'details'
  | 'related'
  | 'summary'
  | 'sources'
  | 'disputes';

/** Every field of a form, by its name. */
export const FIELDS: Readonly<Record<FieldName, Field>> = {
  names: {
    holds: ['name', 'nameZh', 'aliases'],
    write: ({ name, nameZh, aliases = [] }) => [name, nameZh, ...aliases].filter(Boolean).join('\n'),
    read(text, { find }) {
      const [name, ...others] = cleanLines(text);
      if (name === undefined) find('no-name');
      const nameZh = others.find((other) => HAN.test(other));
      const aliases = listed(others.filter((other) => other !== nameZh));
      return { ...(name === undefined ? {} : { name }), nameZh, aliases };
    },
  },
  name: {
    holds: ['name'],
    write: ({ name = '' }) => name,
    read(text, { find }) {
      const name = lineOf(text);
      if (name === undefined) find('no-name');
      return name === undefined ? {} : { name };
    },
  },
  nameZh: plain('nameZh'),
  aliases: {
    holds: ['aliases'],
    write: ({ aliases }) => allLines(aliases),
    read: (text) => ({ aliases: listed(cleanLines(text)) }),
  },
  tags: {
    holds: ['tags'],
    write: ({ tags = [] }) => tags.join(', '),
    read: (text) => ({
      tags: listed(
        cleanLine(text)
          .split(/\s*[,，、;；]\s*/u)
          .filter(Boolean),
      ),
    }),
  },
  date: {
    holds: ['date'],
    write: ({ date = '' }) => date,
    read: (text) => ({ date: readDate(cleanLine(text)) || undefined }),
  },
  dateNote: plain('dateNote'),
  places: {
    holds: ['places'],
    write: ({ places }) => allLines(places?.map(writePlace)),
    read: (text, reading) => ({ places: readLines<Place>(text, readPlace, 'not-a-place', reading) }),
  },
  status: {
    holds: ['status'],
    write: ({ status = '' }) => status,
    read: (text) => ({ status: STATUSES.find((known) => known === text) }),
  },
  verified: {
    holds: ['verified'],
    write: ({ verified = '' }) => verified,
    read(text, { find }) {
      const verified = readDate(cleanLine(text)) || undefined;
      if (verified !== undefined && dayOf(verified) !== verified) find('not-a-day');
      return { verified };
    },
  },
  figure: {
    holds: ['value', 'unit'],
    only: 'figure',
    write: ({ value, unit }) => (value === undefined ? '' : `${value} ${unit}`),
    read(text, { find }) {
      const figure = readFigure(cleanLine(text));
      if (!figure) find('no-figure');
      return figure ?? {};
    },
  },
  amounts: {
    holds: ['amounts'],
    write: ({ amounts }) => allLines(amounts?.map(writeAmount)),
    read(text, reading) {
      const code = (line: string) => (hasUnknownBasis(line) ? 'not-a-basis' : 'not-an-amount');
      return { amounts: readLines(text, readAmount, code, reading) };
    },
  },
  organizations: {
    holds: ['organizations'],
    write: ({ organizations }) => allLines(organizations?.map(writeParty)),
    read: (text, reading) => ({
      organizations: readLines(
        text,
        (line) => readParty(line, reading.before.organizations),
        'not-a-party',
        reading,
      ),
    }),
  },
  details: {
    holds: ['value', 'unit', 'amounts', 'organizations'],
    write(record, library) {
      const parts = [FIELDS.figure, FIELDS.amounts, FIELDS.organizations];
      return parts
        .map((part) => part.write(record, library))
        .filter(Boolean)
        .join('\n');
    },
    read(text, { before, find }) {
      const details = cleanLines(text);
      const figure = before.kind === 'figure' ? readFigure(details.shift() ?? '') : {};
      if (!figure) find('no-figure');
      const amounts: Amount[] = [];
      const parties: Party[] = [];
      for (const detail of details) {
        const amount = readAmount(detail);
        const party = /^\p{Nd}/u.test(detail) || hasUnknownBasis(detail) ? undefined : readParty(detail);
        if (amount) amounts.push(amount);
        else if (party) parties.push(party);
        else find(hasUnknownBasis(detail) ? 'not-a-basis' : 'not-a-detail', { text: detail });
      }
      return { ...figure, amounts: listed(amounts), organizations: listed(parties) };
    },
  },
  related: {
    holds: ['related'],
    write: ({ related = [] }, { get }) =>
      allLines(related.map((id) => [get(id)?.name, `(${id})`].filter(Boolean).join(' '))),
    read(text, reading) {
      let searches = SEARCHES;
      const find = (line: string) =>
        idNamed(line, reading) ?? (searches-- > 0 ? searched(line, reading) : undefined);
      const related = readLines(text, find, 'not-a-record', reading);
      return { related: related && [...new Set(related)] };
    },
  },
  summary: plain('summary'),
  sources: {
    holds: ['sources'],
    write: ({ sources }, { source }) => allLines(sources?.map((each) => writeCitation(each, source))),
    read(text, { before, library, newId, find }) {
      const { sources = [], disputes } = before;
      const read = readCitations(text, sources, library.source, newId);
      for (const { code, values } of read.problems) find(code, values);
      if (read.citations.length === 0 && read.problems.length === 0) find('no-source');
      return {
        sources: [...read.citations],
        works: read.sources,
        disputes: disputes?.map((dispute) => ({
          ...dispute,
          values: dispute.values.map((side) => ({
            ...side,
            source: read.renamed.get(side.source) ?? side.source,
          })),
        })),
      };
    },
  },
  disputes: {
    holds: ['disputes'],
    write: ({ disputes, sources }) => writeDisputes(disputes ?? [], sources ?? []),
    read(text, { before, find }) {
      const read = readDisputes(text, before.sources ?? []);
      if ('wrong' in read) find('not-a-dispute', { text: read.wrong });
      return 'wrong' in read ? {} : { disputes: listed(read.disputes) };
    },
  },
};

/** Another record's id where a line is it or ends with it, as in `Name (id)`. */
function idNamed(line: string, { before, library }: Reading): string | undefined {
  const id = /[(（]([^()（）]+)[)）]$/u.exec(line)?.[1] ?? line;
  // One that is related already stays so, whether these readers see it or not.
  const isKnown = library.get(id) !== undefined || before.related?.includes(id);
  return isKnown && id !== before.id ? id : undefined;
}

/** The id of another record whose whole name a line is. */
function searched(line: string, { before, library }: Reading): string | undefined {
  const [best] = library.search.search(line, { limit: 1 });
  return best?.score === 1 && best.record.id !== before.id ? best.record.id : undefined;
}
