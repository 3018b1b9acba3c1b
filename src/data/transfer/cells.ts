/**
 * A record as cells of a table: a column for each field of the schema, under the field's name.
 *
 * - A list has an item a line (Alt+Enter in a spreadsheet), and the parts of an item stand between `|`, the last ones
 *   left off where there are none. A `|` or `\` within a text is written `\|` or `\\`.
 * - `aliases`, `tags`, `related`: a text an item; several may also stand on one line, between `|`.
 * - `places`: province | city | district; `amounts`: value | currency | of | basis; `organizations`: name | role | id
 * - `sources`: title | publisher | url | id | note | author | published | file; all but the first two may be left off,
 *   and a source that the almanac has may be given by its id alone: `| | | id`
 * - `disputes`: field | note | value | source id | value | source id, and on for further values
 */
import { type AlmanacRecord, recordSchema, type Source } from '../schema.ts';

/** How to find a work by its id. */
export type SourceOf = (id: string) => Source | undefined;

/** A field of a record. */
export type Field = keyof AlmanacRecord;
type Fields = { [F in Field]-?: NonNullable<AlmanacRecord[F]> };

/** How a field's value is written into a cell that is not blank, and what is read from one: still to be checked. */
interface Notation<T> {
  write(value: T, sourceOf: SourceOf): string;
  read(cell: string): unknown;
}

const text: Notation<string> = { write: asLine, read: (cell) => cell };

/** Spreadsheets write a day as 2018/4/9 where that is how the country does it. */
const date: Notation<string> = {
  write: asLine,
  read: (cell) =>
    cell.replace(
      /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
      (_, year: string, month: string, day: string) =>
        `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    ),
};

const number: Notation<number> = { write: String, read: readNumber };

const texts: Notation<readonly string[]> = {
  write: (values) => writeItems(values.map((value) => [value])),
  read: (cell) => readItems(cell).flatMap((parts) => parts.filter((part) => part !== '')),
};

/** Items whose parts are fields, in this order; `numeric` is the one that is a number. */
function items<K extends string>(
  fields: readonly K[],
  numeric?: K,
): Notation<readonly Partial<Record<K, string | number | undefined>>[]> {
  return {
    write: (values) => writeItems(values.map((value) => fields.map((field) => value[field]))),
    read: (cell) => readItems(cell).map((parts) => nameParts(parts, fields, numeric)),
  };
}

const works = items(['title', 'publisher', 'url', 'id', 'note', 'author', 'published', 'file']);

/** A citation is written with the work that it cites, so that a table needs no other beside it. */
const citations: Notation<Fields['sources']> = {
  write: (values, sourceOf) =>
    works.write(
      values.map(({ id, note }) => ({ ...sourceOf(id), id, note })),
      sourceOf,
    ),
  read: works.read,
};

const disputes: Notation<Fields['disputes']> = {
  write: (values) =>
    writeItems(
      values.map((dispute) => [
        dispute.field,
        dispute.note,
        ...dispute.values.flatMap(({ value, source }) => [value, source]),
      ]),
    ),
  read: (cell) =>
    readItems(cell).map(([field, note, ...rest]) => ({
      ...nameParts([field, note], ['field', 'note']),
      values: rest.flatMap((value, i) =>
        i % 2 === 0 ? [nameParts([value, rest[i + 1]], ['value', 'source'])] : [],
      ),
    })),
};

const NOTATIONS: { readonly [F in Field]: Notation<Fields[F]> } = {
  id: text,
  kind: text,
  name: text,
  nameZh: text,
  aliases: texts,
  places: items(['province', 'city', 'district']),
  date,
  dateNote: text,
  status: text,
  amounts: items(['value', 'currency', 'of', 'basis'], 'value'),
  value: number,
  unit: text,
  organizations: items(['name', 'role', 'id']),
  summary: text,
  disputes,
  tags: texts,
  related: texts,
  sources: citations,
  verified: date,
};

/** The columns of a table of records, in the order of the schema. */
export const COLUMNS = Object.keys(recordSchema.shape) as Field[];

/** Columns without which no row can be a record. */
export const NEEDED_COLUMNS: readonly Field[] = ['kind', 'name', 'summary', 'sources'];

/** The cell of a field; blank where the record does not have it. */
export function writeCell<F extends Field>(record: AlmanacRecord, field: F, sourceOf: SourceOf): string {
  const value = record[field] as Fields[F] | undefined;
  return value === undefined ? '' : defuse(NOTATIONS[field].write(value, sourceOf));
}

/** What a cell says of a field, still to be checked; undefined where it is blank. */
export function readCell(field: Field, cell: string): unknown {
  const words = cell.replace(FUSE, '$1').trim();
  return words === '' ? undefined : NOTATIONS[field].read(words);
}

/**
 * What spreadsheets take for a formula gets an apostrophe in front; what has one already gets another, so that
 * {@link readCell} can take exactly one off. https://owasp.org/www-community/attacks/CSV_Injection
 */
function defuse(cell: string): string {
  return /^'*[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}
const FUSE = /^'('*[=+\-@\t\r\n＝＋－＠])/;

/** Line breaks set items apart, so a text has none; reading would make them spaces in any case. */
function asLine(value: string): string {
  return value.replace(/[\r\n]+/g, ' ');
}

function writeItems(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows
    .map((parts) => {
      const used = parts.slice(0, parts.findLastIndex((part) => part !== undefined) + 1);
      return used.map((part) => asLine(String(part ?? '')).replace(/[\\|]/g, '\\$&')).join(' | ');
    })
    .join('\n');
}

/** The lines of a cell, each in its parts. */
function readItems(cell: string): string[][] {
  return cell
    .split(/\r\n|[\r\n]/)
    .filter((line) => line.trim() !== '')
    .map(splitLine);
}

function splitLine(line: string): string[] {
  const parts = [''];
  for (const [token] of line.matchAll(/\\[\\|]|[^\\|]+|[\\|]/g)) {
    if (token === '|') parts.push('');
    else parts.push((parts.pop() ?? '') + token.replace(/^\\([\\|])/, '$1'));
  }
  return parts.map((part) => part.trim());
}

/** Gives parts their names, without the blank ones. Further parts get names that no schema knows. */
function nameParts(
  parts: readonly (string | undefined)[],
  names: readonly string[],
  numeric?: string,
): Record<string, unknown> {
  return Object.fromEntries(
    parts.flatMap((part = '', i) => {
      const name = names[i] ?? `part ${i + 1}`;
      return part === '' ? [] : [[name, name === numeric ? readNumber(part) : part]];
    }),
  );
}

/** A number in digits, with or without commas between thousands; anything else stays a text for the check to refuse. */
function readNumber(cell: string): number | string {
  const digits = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell) ? cell.replaceAll(',', '') : cell;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(digits) ? Number(digits) : cell;
}
