import { type Beginning, readForm } from '../../data/draft.ts';
import { likelyDuplicates } from '../../data/duplicates.ts';
import { KINDS, OWN_PREFIX, STATUSES } from '../../data/schema.ts';
import { defineCustomId } from '../../views/custom-id.ts';
import { recordCard } from '../../views/record.ts';
import {
  addAnywayId,
  duplicatesView,
  type FormDraft,
  formProblems,
  recordForm,
} from '../../views/record-form.ts';
import { type Answer, type Context, defineAction, defineCallback, Refusal } from '../command.ts';
import { kind, oneOf, province, required } from '../options.ts';
import { draftOf, handedIn, keep, keepAndMend, ownIds } from './forms.ts';
import { attempt, authorOf } from './saving.ts';

/** A form for a new record. */
const addFormId = defineCustomId('add', 'kind', 'status', 'province');

const status = () => oneOf(STATUSES.map((value) => ({ value, key: `status.${value}` as const })));

/** `/record add`: the form for a new record of a kind. */
export const addAction = defineAction({
  options: { kind: required(kind()), province: province(), status: status() },
  run({ lang }, { kind, province, status }) {
    const formId = addFormId.encode({ kind, status, province });
    return { modal: recordForm(lang, { formId, form: 'add', kind, texts: {} }) };
  },
});

/** What comes back from the form, and from the question whether it is there already. */
export const addCallbacks = [
  defineCallback(addFormId, (context, state, input) => {
    const kind = KINDS.find((known) => known === state.kind);
    if (!kind) throw new Refusal('refusal.oldButton');
    const draft = handedIn(context, input, { formId: addFormId.encode(state), form: 'add', kind });
    return add(context, draft);
  }),
  defineCallback(addAnywayId, (context, { draft }) => add(context, draftOf(context, draft), draft)),
];

/** Adds what a form describes; `sure` names the draft of one that was shown to be likely there already. */
async function add(context: Context, draft: FormDraft, sure?: string): Promise<Answer> {
  const { lang, library, services, guildId = '', now } = context;
  const minutes = services.config.records.draftMinutes;
  const read = readForm('add', beginning(draft), draft.texts, { library, newId: ownIds(draft) });
  if ('problems' in read)
    return { view: formProblems(lang, read.problems, keep(context, draft), minutes), private: true };
  const { record, sources } = read;
  const duplicates = sure === undefined ? likelyDuplicates(record, library) : [];
  if (duplicates.length > 0) {
    const view = duplicatesView(lang, record.name, duplicates, keep(context, draft), minutes);
    return { view, private: true };
  }
  const adding = services.records.add(guildId, record, authorOf(context), sources);
  await attempt(context, adding, () => keepAndMend(context, draft));
  if (sure !== undefined) services.drafts.done(context, sure, now);
  return { view: recordCard(lang, record, await services.libraryOf(guildId)), private: true };
}

/** What the command said of the record, before the form. */
function beginning({ formId, kind, seed }: FormDraft): Beginning {
  const { status, province } = addFormId.decode(formId) ?? {};
  const known = STATUSES.find((value) => value === status);
  return {
    id: OWN_PREFIX + seed,
    kind,
    ...(province ? { places: [{ province }] } : {}),
    ...(known ? { status: known } : {}),
  };
}
