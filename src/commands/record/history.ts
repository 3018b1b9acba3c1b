import type { HistoryEntry } from '../../data/store/guild-format.ts';
import { changesOf } from '../../data/store/history.ts';
import { pageOf } from '../../views/pager.ts';
import { historyPageId, historyView, undoId } from '../../views/record-history.ts';
import { type Answer, type Context, defineAction, defineCallback, Refusal } from '../command.ts';
import { changedRecord, dataOf, namesOf, recordOf } from './choosing.ts';
import { attempt, authorOf } from './saving.ts';

/** `/record history`: who changed what, newest first; of one record, or of the whole server. */
export const historyAction = defineAction({
  options: { record: changedRecord() },
  run: async (context, { record }) => ({ view: await show(context, record, 1), private: true }),
});

/** What comes back from a page of the history. */
export const historyCallbacks = [
  defineCallback(historyPageId, async (context, { page, id }, input) => ({
    view: await show(context, id || undefined, pageOf({ page }, input)),
    private: true,
  })),
  defineCallback(undoId, async (context, { n }): Promise<Answer> => {
    const { services, guildId = '' } = context;
    const { entry } = await attempt(context, services.records.undo(guildId, Number(n), authorOf(context)));
    if (!entry) throw new Refusal('history.nothingToUndo', { n });
    // What was done stands on top of what was done before.
    const after = { ...context, library: await services.libraryOf(guildId) };
    return { view: await show(after, undefined, 1), private: true };
  }),
];

async function show(context: Context, id: string | undefined, page: number) {
  const data = await dataOf(context);
  const names = await namesOf(context, data);
  const known = id === undefined ? undefined : idOf(context, data.history, id);
  const entries = data.history
    .toReversed()
    .filter(({ changes }) => known === undefined || changes.some((change) => change.id === known));
  if (entries.length === 0)
    throw known === undefined
      ? new Refusal('history.none')
      : new Refusal('history.noneOf', { name: names(known) });
  return historyView(context.lang, {
    entries,
    page,
    record: known === undefined ? undefined : { id: known, name: names(known) },
    changesOf: (entry) => changesOf(data, entry.n) ?? [],
    nameOf: names,
    library: context.library,
  });
}

/** The id itself where the history has it, though the record may be gone; else that of the record of that name. */
function idOf(context: Context, history: readonly HistoryEntry[], text: string): string {
  const isThere = history.some(({ changes }) => changes.some(({ id }) => id === text));
  return isThere ? text : recordOf(context, text).id;
}
