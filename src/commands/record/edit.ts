import { EDIT_FORMS, type FormTexts, fieldsOf, readForm, sameText, writeForm } from '../../data/draft.ts';
import { type Library, revisionOf } from '../../data/library.ts';
import { type AlmanacRecord, isOwn } from '../../data/schema.ts';
import type { GuildData } from '../../data/store/guild-format.ts';
import { versionsOf } from '../../data/store/history.ts';
import { RecordRefused } from '../../data/store/refused.ts';
import { defineCustomId } from '../../views/custom-id.ts';
import { recordCard } from '../../views/record.ts';
import {
  changedSince,
  chooseForm,
  chooseFormId,
  type FormDraft,
  formProblems,
  recordForm,
} from '../../views/record-form.ts';
import { type Answer, type Context, defineAction, defineCallback, NotSaved, Refusal } from '../command.ts';
import { oneOf } from '../options.ts';
import { anyRecord, dataOf, recordOf } from './choosing.ts';
import { handedIn, keep, keepAndMend, ownIds } from './forms.ts';
import { attempt, authorOf } from './saving.ts';

type EditForm = (typeof EDIT_FORMS)[number];

/** Of a record that is gone by now: the kind that has every field. */
const ANY_KIND = 'figure';

/** A form for a record that is there: which of its fields, and the revision that the form was filled from. */
const editFormId = defineCustomId('edit', 'form', 'against', 'id');

/** `/record edit`: changes an own record, or one of the catalogue for this server alone. */
export const editAction = defineAction({
  options: {
    record: anyRecord(),
    group: oneOf(EDIT_FORMS.map((value) => ({ value, key: `group.${value}` as const }))),
  },
  run(context, { record: text, group }) {
    const record = recordOf(context, text);
    if (group) return openForm(context, record, group);
    const standing = isOwn(record.id) ? 'guild' : 'catalogue';
    return { view: chooseForm(context.lang, record, standing), private: true };
  },
});

/** What comes back from the choice of a form, and from the form. */
export const editCallbacks = [
  defineCallback(chooseFormId, (context, { id }, { values: [chosen] }) =>
    openForm(context, recordOf(context, id), formNamed(chosen)),
  ),
  defineCallback(editFormId, (context, state, input) => {
    const form = formNamed(state.form);
    const kind = context.library.get(state.id)?.kind ?? ANY_KIND;
    const draft = handedIn(context, input, { formId: editFormId.encode(state), form, kind });
    return save(context, state.id, form, state.against, draft);
  }),
];

function formNamed(text: string | undefined): EditForm {
  const form = EDIT_FORMS.find((known) => known === text);
  if (!form) throw new Refusal('refusal.oldButton');
  return form;
}

function openForm({ lang, library }: Context, record: AlmanacRecord, form: EditForm): Answer {
  const { id, kind } = record;
  const formId = editFormId.encode({ form, against: library.revision(id), id });
  return { modal: recordForm(lang, { formId, form, kind, texts: writeForm(form, record, library) }) };
}

async function save(
  context: Context,
  id: string,
  form: EditForm,
  against: string,
  draft: FormDraft,
): Promise<Answer> {
  const { lang, library, services, guildId = '' } = context;
  const before = library.get(id);
  if (!before) throw new NotSaved(new Refusal('record.goneMeanwhile'), keepAndMend(context, draft));
  if (library.revision(id) !== against) return tellOfChange(context, before, against, form, draft);
  const read = readForm(form, before, draft.texts, { library, newId: ownIds(draft) });
  if ('problems' in read) {
    const minutes = services.config.records.draftMinutes;
    return { view: formProblems(lang, read.problems, keep(context, draft), minutes), private: true };
  }
  const edit = { ...authorOf(context), against };
  const replacing = services.records.replace(guildId, read.record, edit, read.sources).then(
    () => true,
    (error: unknown) => {
      if (error instanceof RecordRefused && error.reason.code === 'changed-since') return false;
      throw error;
    },
  );
  const isSaved = await attempt(context, replacing, () => keepAndMend(context, draft));
  const now = await services.libraryOf(guildId);
  const record = now.get(id) ?? read.record;
  if (!isSaved) return tellOfChange({ ...context, library: now }, record, against, form, draft);
  return { view: recordCard(lang, record, now), private: true };
}

/**
 * Someone changed the record while the form was open. What this person did not change is as that one left it in the
 * form that is kept; for the rest, both are told.
 */
async function tellOfChange(
  context: Context,
  record: AlmanacRecord,
  against: string,
  form: EditForm,
  draft: FormDraft,
): Promise<Answer> {
  const { lang, library, services } = context;
  const now = writeForm(form, record, library);
  const seen = versionSeen(await dataOf(context), record.id, against, library);
  const then: FormTexts = seen ? writeForm(form, seen, library) : {};
  const texts = { ...draft.texts };
  for (const field of fieldsOf(form, record.kind))
    if (sameText(texts[field] ?? '', then[field] ?? '\0')) texts[field] = now[field] ?? '';
  const clashes = fieldsOf(form, record.kind)
    .filter((field) => texts[field] !== undefined && !sameText(texts[field], now[field] ?? ''))
    .map((field) => ({ field, now: now[field] ?? '' }));
  const formId = editFormId.encode({ form, against: library.revision(record.id), id: record.id });
  const name = keep(context, { ...draft, formId, kind: record.kind, texts });
  const minutes = services.config.records.draftMinutes;
  return { view: changedSince(lang, record, clashes, name, minutes), private: true };
}

/** The version of a record that had this revision, where the history still has it. */
function versionSeen(data: GuildData, id: string, against: string, library: Library) {
  return versionsOf(data, id)
    .flatMap(({ before, after }) => [before, after])
    .flatMap((version) => [version && 'record' in version ? [version.record, version.base] : []].flat())
    .find((record) => record !== undefined && revisionOf(record, library.source) === against);
}
