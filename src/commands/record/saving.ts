/** What all commands that change records share: who did it, what keeps it from being made, and how to try it again. */
import { StoreError } from '../../data/store/error.ts';
import type { HistoryEntry } from '../../data/store/guild-format.ts';
import { RecordRefused, type RefusalReason } from '../../data/store/refused.ts';
import { headlineOf } from '../../views/names.ts';
import { type ButtonRow, type MessageView, row } from '../../views/parts.ts';
import { undoButton } from '../../views/record-history.ts';
import { type Context, NotSaved, Refusal } from '../command.ts';

/** Who changes something, and when. */
export const authorOf = ({ userId, now }: Context) => ({ by: userId, at: now });

/**
 * Waits for a change. What does not allow it becomes a {@link Refusal}; where there is a way to try it again, a
 * {@link NotSaved} offers it, also after a fault of the disk.
 */
export async function attempt<T>(context: Context, change: Promise<T>, again?: () => ButtonRow): Promise<T> {
  try {
    return await change;
  } catch (error) {
    const told = error instanceof RecordRefused ? refusalOf(context, error.reason) : error;
    if (again && (told instanceof Refusal || told instanceof StoreError)) throw new NotSaved(told, again());
    throw told;
  }
}

function refusalOf({ lang, library }: Context, reason: RefusalReason): Refusal {
  switch (reason.code) {
    case 'unknown-id':
    case 'not-in-catalogue':
      return new Refusal('record.unknown', { text: reason.id });
    case 'id-taken':
      return new Refusal('record.taken', { id: reason.id });
    case 'limit-reached':
      return new Refusal('record.limit', { limit: reason.limit });
    case 'too-large':
      return new Refusal('record.tooLarge', { megabytes: reason.limit / 1_000_000 });
    case 'too-many-changes':
      return new Refusal('record.tooFast', { limit: reason.limit, seconds: reason.seconds });
    case 'changed-since': {
      const names = reason.ids.slice(0, 3).map((id) => {
        const record = library.get(id);
        return record ? headlineOf(lang, record) : id;
      });
      return new Refusal('record.changedSince', {
        names: lang.join(names, 'semicolon'),
        more: reason.ids.length - names.length,
      });
    }
    case 'unknown-source':
      return new Refusal('record.unknownSource', { source: reason.source });
    case 'nothing-to-undo':
      return new Refusal('history.gone', { n: reason.n });
    case 'unknown-version':
      return new Refusal('record.unknownVersion');
  }
}

/** A message with the button to take back what it tells of; nothing to take back where nothing was changed. */
export function withUndo(context: Context, view: MessageView, entry: HistoryEntry | undefined): MessageView {
  if (!entry) return view;
  return { ...view, components: [...view.components, row(undoButton(context.lang, entry.n))] };
}
