/** A record as people write it into a form, and back. */
import { parseMoney } from './money.ts';
import { checkShape, type Problem } from './problems.ts';
import {
  type AlmanacRecord,
  type Amount,
  BASES,
  type Kind,
  recordSchema,
  type Source,
  type Status,
  sourceSchema,
} from './schema.ts';
import { cleanLine, cleanLines } from './text.ts';

/** The fields of the form, each as it was typed. */
export const DRAFT_FIELDS = ['names', 'date', 'details', 'summary', 'source'] as const;

/** One of {@link DRAFT_FIELDS}. */
export type DraftField = (typeof DRAFT_FIELDS)[number];

/** What was typed, by field. */
export type DraftTexts = Readonly<Record<DraftField, string>>;

/** What of a record is not in the form. */
export interface DraftFrame {
  readonly id: string;
  readonly kind: Kind;
  readonly province?: string | undefined;
  readonly status?: Status | undefined;
}

/** What is wrong with what was typed into a field. */
export interface DraftProblem extends Omit<Problem, 'code'> {
  readonly field: DraftField;
  readonly code: Problem['code'] | 'no-name' | 'not-a-detail' | 'no-figure';
}

/** The record that a form describes with the source that it names, or all that is wrong with it. */
export type DraftResult =
  | { readonly record: AlmanacRecord; readonly source: Source }
  | { readonly problems: readonly DraftProblem[] };

const HAN = /\p{Script=Han}/u;
const DETAIL = /^(.+?)\s*(?:\s[—–-]\s|[:：])\s*(.+)$/u;
const BASIS = /\s*\((planned|ceiling|reported|actual)\)$/;
const FIGURE = /^(-?\d[\d,]*(?:\.\d+)?)\s*(\S.*)$/u;
const ADDRESS = /https?:\/\/\S+/u;

/** Which field of the form a field of the record stands in. */
const FIELD_OF: Readonly<Record<string, DraftField>> = {
  name: 'names',
  nameZh: 'names',
  aliases: 'names',
  date: 'date',
  amounts: 'details',
  organizations: 'details',
  value: 'details',
  unit: 'details',
  summary: 'summary',
};

/**
 * Reads a form.
 * - names: one a line; the first is the name, the first in Chinese after it the Chinese name, the others aliases
 * - details: one a line; `10 billion CNY: total size (planned)` or `Name of an organization: its role`; for a figure,
 *   its number and unit first, such as `1238 filings`
 * - source: a title, an address, or both
 */
export function readDraft(frame: DraftFrame, texts: DraftTexts, previous?: AlmanacRecord): DraftResult {
  const problems: DraftProblem[] = [];
  const find = (field: DraftField, code: DraftProblem['code'], values: Problem['values'] = {}) =>
    void problems.push({ field, code, values, path: field });

  const [name, ...others] = cleanLines(texts.names);
  if (name === undefined) find('names', 'no-name');
  const nameZh = others.find((other) => HAN.test(other));
  const aliases = others.filter((other) => other !== nameZh);

  const details = cleanLines(texts.details);
  const figure = frame.kind === 'figure' ? FIGURE.exec(details.shift() ?? '') : undefined;
  if (figure === null) find('details', 'no-figure');
  const amounts: Amount[] = [];
  const organizations: NonNullable<AlmanacRecord['organizations']> = [];
  for (const detail of details) {
    const amount = readAmount(detail);
    const party = DETAIL.exec(detail);
    if (amount) amounts.push(amount);
    else if (party?.[1] && party[2] && !/^\d/.test(detail))
      organizations.push(keepId({ name: party[1], role: party[2] }, previous));
    else find('details', 'not-a-detail', { text: detail });
  }

  const source = checkShape(sourceSchema, readSource(frame.id, cleanLine(texts.source)));
  if ('problems' in source)
    for (const problem of source.problems) problems.push({ ...problem, field: 'source' });

  const date = cleanLine(texts.date);
  const record = checkShape(recordSchema, {
    ...previous,
    id: frame.id,
    kind: frame.kind,
    name: name ?? '?',
    nameZh,
    aliases: aliases.length > 0 ? aliases : undefined,
    places: frame.province === undefined ? previous?.places : placesIn(frame.province, previous),
    date: date === '' ? undefined : date,
    status: frame.status ?? previous?.status,
    amounts: amounts.length > 0 ? amounts : undefined,
    organizations: organizations.length > 0 ? organizations : undefined,
    ...(figure ? { value: Number(figure[1]?.replaceAll(',', '')), unit: figure[2] } : {}),
    summary: cleanLine(texts.summary),
    sources: [{ id: frame.id }],
  });
  if ('problems' in record) {
    for (const problem of record.problems) {
      const field = FIELD_OF[problem.path.split('.')[0] ?? ''] ?? 'details';
      // One sentence a field is enough to mend it by.
      if (!problems.some((known) => known.field === field)) problems.push({ ...problem, field });
    }
  }
  if (problems.length > 0 || 'problems' in record || 'problems' in source) return { problems };
  return { record: withoutUndefined(record.value), source: withoutUndefined(source.value) };
}

/** What a form for this record has in its fields; {@link readDraft} reads the same record from it. */
export function writeDraft(record: AlmanacRecord, source: Source | undefined): DraftTexts {
  const { name, nameZh, aliases = [], amounts = [], organizations = [], value, unit } = record;
  const details = [
    ...(value === undefined ? [] : [`${value} ${unit}`]),
    ...amounts.map((amount) => `${amount.value} ${amount.currency}: ${amount.of} (${amount.basis})`),
    ...organizations.map((party) => `${party.name}: ${party.role}`),
  ];
  return {
    names: [name, ...(nameZh === undefined ? [] : [nameZh]), ...aliases].join('\n'),
    date: record.date ?? '',
    details: details.join('\n'),
    summary: record.summary,
    source: source
      ? [source.title, ...(source.url && !source.title.includes(source.url) ? [source.url] : [])].join(' ')
      : '',
  };
}

function readAmount(detail: string): Amount | undefined {
  const basis = BASES.find((known) => known === BASIS.exec(detail)?.[1]) ?? 'reported';
  const words = detail.replace(BASIS, '');
  const [, sum = words, of = 'total'] = DETAIL.exec(words) ?? [];
  const money = parseMoney(sum);
  return money && { ...money, of, basis };
}

/** A party that was there before keeps the record it is linked to. */
function keepId(party: { name: string; role: string }, previous: AlmanacRecord | undefined) {
  const id = previous?.organizations?.find(({ name }) => name === party.name)?.id;
  return id === undefined ? party : { ...party, id };
}

function placesIn(province: string, previous: AlmanacRecord | undefined): AlmanacRecord['places'] {
  const [main, ...others] = previous?.places ?? [];
  return main?.province === province ? [main, ...others] : [{ province }, ...others];
}

function readSource(id: string, text: string) {
  const url = ADDRESS.exec(text)?.[0];
  const words = cleanLine(url === undefined ? text : text.replace(url, ' '));
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
  return {
    id,
    title: words || url || '',
    publisher: host ?? words.split(',', 1)[0]?.trim() ?? words,
    ...(url === undefined ? {} : { url }),
  };
}

/** zod keeps keys that were given as undefined; a record has none. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
