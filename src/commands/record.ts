import { DRAFT_FIELDS, type DraftFrame, type DraftTexts, readDraft, writeDraft } from '../data/draft.ts';
import { type AlmanacRecord, isOwn, KINDS, OWN_PREFIX, STATUSES, type Status } from '../data/schema.ts';
import { RecordRefused } from '../data/store/guilds.ts';
import { defineCustomId } from '../views/custom-id.ts';
import { notice } from '../views/notice.ts';
import { COLOURS } from '../views/parts.ts';
import { nameOf, recordCard } from '../views/record.ts';
import { confirmRemoval, formProblems, mendId, recordForm, removeId } from '../views/record-form.ts';
import {
  type Answer,
  type CallbackInput,
  type Command,
  type Context,
  defineAction,
  defineCallback,
  type Option,
  Refusal,
} from './command.ts';
import { choice, kind, line, oneOf, province, required } from './options.ts';

/** A form for a new record, and one for a record that is there. */
const addFormId = defineCustomId('add', 'kind', 'status', 'province');
const editFormId = defineCustomId('edit', 'id', 'status', 'province');

const status = () => oneOf(STATUSES.map((value) => ({ value, key: `status.${value}` as const })));

const addAction = defineAction({
  options: { kind: required(kind()), province: province(), status: status() },
  run: ({ lang }, { kind, province, status }) => ({
    modal: recordForm(lang, addFormId.encode({ kind, status, province }), kind, true),
  }),
});

const editAction = defineAction({
  options: { record: required(ownRecord()), province: province(), status: status() },
  run(context, { record: id, province, status }) {
    const record = ownRecordOf(context, id);
    const texts = writeDraft(record, context.library.source(record.id));
    const customId = editFormId.encode({ id: record.id, status, province });
    return { modal: recordForm(context.lang, customId, record.kind, false, texts) };
  },
});

const removeAction = defineAction({
  options: { record: required(ownRecord()) },
  run: (context, { record: id }) => ({
    view: confirmRemoval(context.lang, ownRecordOf(context, id)),
    private: true,
  }),
});

/** `/record`: what a server adds to the almanac for itself alone. */
export const record: Command = {
  name: 'record',
  access: 'managers',
  action: { add: addAction, edit: editAction, remove: removeAction },
  callbacks: [
    defineCallback(addFormId, (context, { kind, status, province }, input) => {
      const frame = {
        id: OWN_PREFIX + BigInt(context.interactionId).toString(36),
        kind: KINDS.find((known) => known === kind) ?? 'event',
        ...readFrame(status, province),
      };
      return save(context, frame, input, addFormId.encode({ kind, status, province }));
    }),
    defineCallback(editFormId, (context, { id, status, province }, input) => {
      const previous = ownRecordOf(context, id);
      const frame = { id, kind: previous.kind, ...readFrame(status, province) };
      return save(context, frame, input, editFormId.encode({ id, status, province }), previous);
    }),
    defineCallback(mendId, ({ lang, userId, guildId, services, now }, { draft }) => {
      const kept = services.drafts.find(draft, now);
      if (!kept || kept.userId !== userId || kept.guildId !== guildId) throw new Refusal('refusal.draftLost');
      return { modal: recordForm(lang, kept.formId, kept.kind, kept.isNew, kept.texts) };
    }),
    defineCallback(removeId, async (context, { id }) => {
      const gone = ownRecordOf(context, id);
      await context.services.records.remove(context.guildId ?? '', id).catch(refused);
      return {
        view: notice(context.lang, 'record.removed', { name: nameOf(gone) }, COLOURS.calm),
        private: true,
      };
    }),
  ],
};

/** Keeps the record that a form describes, or tells what is wrong with it and keeps what was typed. */
async function save(
  context: Context,
  frame: DraftFrame,
  { fields }: CallbackInput,
  formId: string,
  previous?: AlmanacRecord,
): Promise<Answer> {
  const { lang, services, guildId = '', userId, now } = context;
  const texts = Object.fromEntries(
    DRAFT_FIELDS.map((field) => [field, fields.get(field) ?? '']),
  ) as DraftTexts;
  const read = readDraft(frame, texts, previous);
  if ('problems' in read) {
    const isNew = previous === undefined;
    const draft = services.drafts.keep({ userId, guildId, formId, kind: frame.kind, isNew, texts }, now);
    const minutes = services.config.records.draftMinutes;
    return { view: formProblems(lang, read.problems, draft, minutes), private: true };
  }
  const write = previous ? 'replace' : 'add';
  await services.records[write](guildId, read.record, [read.source]).catch(refused);
  const library = await services.libraryOf(guildId);
  return { view: recordCard(lang, read.record, library), private: true };
}

function readFrame(status: string, province: string): { status?: Status; province?: string } {
  const known = STATUSES.find((value) => value === status);
  return { ...(known ? { status: known } : {}), ...(province ? { province } : {}) };
}

/** One of this server's own records. */
function ownRecord(): Option<string | undefined> {
  return {
    ...line(100),
    suggest: ({ library }, typed) =>
      library.search
        .search(typed, { limit: Number.POSITIVE_INFINITY })
        .filter(({ record }) => isOwn(record.id))
        .map(({ record }) => choice(nameOf(record), record.id)),
  };
}

function ownRecordOf({ library }: Context, id: string): AlmanacRecord {
  const found = isOwn(id) ? library.get(id) : undefined;
  if (!found) throw new Refusal('record.unknown', { text: id });
  return found;
}

/** What the records as they stand do not allow, as a sentence. */
function refused(error: unknown): never {
  if (!(error instanceof RecordRefused)) throw error;
  const { reason } = error;
  if (reason.code === 'limit-reached') throw new Refusal('record.limit', { limit: reason.limit });
  throw new Refusal('record.unknown', { text: reason.id });
}
