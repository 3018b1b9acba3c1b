/** Forms on their way: what is kept of one that was handed in, and the ids of what comes of it. */
import type { FieldName, Form, FormTexts } from '../../data/draft.ts';
import { fieldsOf } from '../../data/draft.ts';
import { type Kind, OWN_PREFIX } from '../../data/schema.ts';
import { type FormDraft, mendId, mendRow, recordForm } from '../../views/record-form.ts';
import { type CallbackInput, type Context, defineCallback, Refusal } from '../command.ts';

/** What was handed in with a form. */
export function handedIn(
  { interactionId }: Context,
  { fields }: CallbackInput,
  { formId, form, kind }: { formId: string; form: Form; kind: Kind },
): FormDraft {
  const has = (field: FieldName) => fields.has(field);
  const typed = fieldsOf(form, kind).filter(has);
  const texts: FormTexts = Object.fromEntries(
    // Half a surrogate pair is no text that Discord takes back.
    typed.map((field) => [field, (fields.get(field) ?? '').toWellFormed()]),
  );
  return { formId, form, kind, texts, seed: BigInt(interactionId).toString(36) };
}

/** Gives ids of this server's own: of the seed, and numbered where more than one is needed. */
export function ownIds({ seed }: Pick<FormDraft, 'seed'>): () => string {
  let given = 0;
  return () => {
    given += 1;
    return OWN_PREFIX + (given === 1 ? seed : `${seed}-${given}`);
  };
}

/** Keeps a form that was not saved; gives its name. */
export const keep = (context: Context, draft: FormDraft) =>
  context.services.drafts.keep(context, draft, context.now);

/** Keeps a form that was not saved; gives the way back into it. */
export const keepAndMend = (context: Context, draft: FormDraft) =>
  mendRow(context.lang, keep(context, draft));

/** The draft of that name. Throws a {@link Refusal} where it is not this person's, or not kept any more. */
export function draftOf(context: Context, name: string): FormDraft {
  const kept = context.services.drafts.find(context, name, context.now);
  if (!kept) throw new Refusal('refusal.draftLost');
  return kept;
}

/** Opens a form again with what was typed. */
export const mend = defineCallback(mendId, (context, { draft }) => ({
  modal: recordForm(context.lang, draftOf(context, draft)),
}));
