/** From what a file says of a record to a record, or to all that is wrong with it. */
import { findCity, findProvince } from '../places.ts';
import { checkShape } from '../problems.ts';
import { type AlmanacRecord, recordSchema } from '../schema.ts';
import { cleanValue, isObject } from './clean.ts';
import { MAX_VALUES } from './limits.ts';
import type { Row } from './read.ts';
import { joinPath, type Refusal, refusalAt, type Wrong } from './refusal.ts';
import type { Works } from './works.ts';

/** A record that may be kept, or what is wrong with it. */
export type CheckedRow = { readonly record: AlmanacRecord } | { readonly refused: readonly Refusal[] };

/** A message lists so many problems of one record at most; who mends those finds the others. */
const MAX_PROBLEMS = 20;

/**
 * Checks a row by itself: its fields, its places, and that it cites works that are there. Places are read by any of
 * their names, in English or in Chinese. `freshId` gives an id to a record that has none.
 */
export function checkRow(row: Row, works: Works, freshId: () => string): CheckedRow {
  const refused: Refusal[] = [];
  const refuse = (field: string, wrong: Wrong) => {
    if (refused.length >= MAX_PROBLEMS) return;
    refused.push(refusalAt({ line: row.line, record: row.number }, field, wrong));
  };

  const cleaned = cleanValue(row.value);
  if (cleaned === undefined) refuse('', { code: 'record-too-large', values: { max: MAX_VALUES } });
  else if (!isObject(cleaned)) refuse('', { code: 'wrong-type', values: { expected: 'object' } });
  if (!isObject(cleaned)) return { refused };

  /** The ids that works have here, by those that the record gives them. */
  const ids = new Map<unknown, string>();
  const sources = mapList(cleaned['sources'], (value, i) => {
    const cited = works.cite(value, row.line);
    if ('citation' in cited) {
      if (isObject(value)) ids.set(value['id'], cited.citation.id);
      return cited.citation;
    }
    for (const problem of cited.problems) refuse(joinPath('sources', i, problem.path), problem);
    return { id: 'refused' };
  });
  const places = mapList(cleaned['places'], (value, i) => {
    const place = officialPlace(value);
    if (place === undefined)
      refuse(`places.${i}`, { code: 'unknown-place', values: { place: wordsOf(value) } });
    return place ?? value;
  });
  const disputes = mapList(cleaned['disputes'], (dispute, i) =>
    mapField(dispute, 'values', (values) =>
      mapList(values, (value, j) =>
        mapField(value, 'source', (id) => {
          const known = ids.get(id);
          if (known === undefined && typeof id === 'string')
            refuse(`disputes.${i}.values.${j}.source`, { code: 'unknown-source', values: { id } });
          return known ?? id;
        }),
      ),
    ),
  );

  const checked = checkShape(recordSchema, {
    ...cleaned,
    id: cleaned['id'] ?? freshId(),
    ...present({ sources, places, disputes }),
  });
  if ('problems' in checked) for (const problem of checked.problems) refuse(problem.path, problem);
  return refused.length > 0 || 'problems' in checked ? { refused } : { record: checked.value };
}

/** A place with its province and city under their official names, undefined where there are none such; anything else as it is. */
function officialPlace(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { province: provinceName, city: cityName } = value;
  if (typeof provinceName !== 'string') return value;
  const province = findProvince(provinceName);
  if (!province) return undefined;
  if (typeof cityName !== 'string') return { ...value, province: province.name };
  const city = findCity(province.name, cityName);
  return city && { ...value, province: province.name, city: city.name };
}

function wordsOf(value: unknown): string {
  return Object.values(value as object)
    .filter((part) => typeof part === 'string')
    .join(', ');
}

/** Each item of a list in another form; what is no list stays for the schema to refuse. */
function mapList(value: unknown, change: (item: unknown, i: number) => unknown): unknown {
  return Array.isArray(value) ? value.map(change) : value;
}

/** An object with one of its fields in another form; what has no such field stays. */
function mapField(value: unknown, field: string, change: (inner: unknown) => unknown): unknown {
  return isObject(value) && Object.hasOwn(value, field) ? { ...value, [field]: change(value[field]) } : value;
}

/** The fields that have a value. */
function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
