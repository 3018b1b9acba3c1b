/** A record as people write it into a form, and back. */
import { type Beginning, type DraftCode, FIELDS, type FieldName, type Reading } from './draft/fields.ts';
import { checkShape, type Problem } from './problems.ts';
import { type AlmanacRecord, type Kind, recordSchema, type Source } from './schema.ts';
import { cleanLines } from './text.ts';

export type { Beginning, DraftCode, FieldName } from './draft/fields.ts';

/**
 * The forms: one for a new record, and one for each group of what a record says. A form has five fields at most; of
 * fields that speak of each other, the one that is read first stands first.
 */
const FORMS = {
  add: ['names', 'date', 'details', 'summary', 'sources'],
  names: ['name', 'nameZh', 'aliases', 'tags'],
  when: ['date', 'dateNote', 'places', 'status', 'verified'],
  details: ['figure', 'amounts', 'organizations', 'related'],
  sources: ['summary', 'sources', 'disputes'],
} as const satisfies Readonly<Record<string, readonly FieldName[]>>;

/** A form's name. */
export type Form = keyof typeof FORMS;

/** The forms that change a record which is there; together they have every field of it but id and kind. */
export const EDIT_FORMS = ['names', 'when', 'details', 'sources'] as const satisfies readonly Form[];

/** What was typed, by field. A field that is left out was not in the form, and what it holds stays. */
export type FormTexts = Readonly<Partial<Record<FieldName, string>>>;

/** What is wrong with what was typed into a field. */
export interface DraftProblem extends Omit<Problem, 'code'> {
  readonly field: FieldName;
  readonly code: DraftCode;
}

/** The record that a form describes, with the works that it cites anew; or all that is wrong with it. */
export type DraftResult =
  | { readonly record: AlmanacRecord; readonly sources: readonly Source[] }
  | { readonly problems: readonly DraftProblem[] };

/** The fields of a form for a kind of record. */
export function fieldsOf(form: Form, kind: Kind): FieldName[] {
  return FORMS[form].filter((name) => (FIELDS[name].only ?? kind) === kind);
}

/** What a form for this record has in its fields; {@link readForm} reads the same record from it. */
export function writeForm(form: Form, record: Beginning, library: Reading['library']): FormTexts {
  return Object.fromEntries(
    fieldsOf(form, record.kind).map((name) => [name, FIELDS[name].write(record, library)]),
  );
}

/** The fields of the edit forms that two versions of a record differ in, each as it was and as it is. */
export function differences(
  before: Beginning,
  after: Beginning,
  library: Reading['library'],
): { field: FieldName; before: string; after: string }[] {
  const names = EDIT_FORMS.flatMap((form) => fieldsOf(form, after.kind));
  return names
    .map((name) => ({
      field: name,
      before: FIELDS[name].write(before, library),
      after: FIELDS[name].write(after, library),
    }))
    .filter((each) => each.before !== each.after);
}

/** Whether two texts of a field say the same, to the letter: blank lines and invisible characters aside. */
export const sameText = (a: string, b: string) => cleanLines(a).join('\n') === cleanLines(b).join('\n');

/**
 * Reads a form for a record that is there, or for what there is of a new one. A field that was left as it is in the
 * form changes nothing, so that nothing is lost which a form cannot say.
 */
export function readForm(
  form: Form,
  before: Beginning,
  texts: FormTexts,
  { library, newId }: Pick<Reading, 'library' | 'newId'>,
): DraftResult {
  const problems: DraftProblem[] = [];
  const sources: Source[] = [];
  const names = fieldsOf(form, before.kind);
  const filled = form === 'add' ? {} : writeForm(form, before, library);
  let after = before;
  for (const field of names) {
    const text = texts[field];
    const was = filled[field];
    if (text === undefined || (was !== undefined && sameText(text, was))) continue;
    const find: Reading['find'] = (code, values = {}) =>
      void problems.push({ field, code, values, path: field });
    const { works = [], ...said } = FIELDS[field].read(text, { before: after, library, newId, find });
    sources.push(...works);
    after = { ...after, ...said } as Beginning;
  }
  problems.push(...unsourced(names, before, after));

  const record = checkShape(recordSchema, withoutUndefined(after));
  if ('problems' in record)
    for (const problem of record.problems) {
      const [part] = problem.path.split('.');
      const field = names.find((name) => FIELDS[name].holds.some((held) => held === part)) ?? names[0];
      // One sentence a field is enough to mend it by.
      if (field && !problems.some((known) => known.field === field)) problems.push({ ...problem, field });
    }
  if (problems.length > 0 || 'problems' in record)
    return { problems: problems.sort((a, b) => names.indexOf(a.field) - names.indexOf(b.field)) };
  return { record: record.value, sources };
}

/** A dispute that rests on a source which the record no longer cites has lost what it says. */
function unsourced(names: readonly FieldName[], before: Beginning, after: Beginning): DraftProblem[] {
  if (!names.includes('disputes') || before.sources === after.sources) return [];
  const had = new Set(before.sources?.map(({ id }) => id));
  const has = new Set(after.sources?.map(({ id }) => id));
  const lost = after.disputes?.find(({ values }) =>
    values.some(({ source }) => had.has(source) && !has.has(source)),
  );
  return lost
    ? [{ field: 'disputes', code: 'dispute-unsourced', values: { text: lost.field }, path: 'disputes' }]
    : [];
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
