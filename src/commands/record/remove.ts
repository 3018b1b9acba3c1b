import { isOwn } from '../../data/schema.ts';
import { nameOf } from '../../views/names.ts';
import { notice } from '../../views/notice.ts';
import { COLOURS } from '../../views/parts.ts';
import { confirmRemoval, removeId } from '../../views/record-remove.ts';
import { defineAction, defineCallback } from '../command.ts';
import { anyRecord, recordOf } from './choosing.ts';
import { attempt, authorOf, withUndo } from './saving.ts';

/** `/record remove`: asks first. An own record is removed, one of the catalogue hidden in this server. */
export const removeAction = defineAction({
  options: { record: anyRecord() },
  run(context, { record: text }) {
    const record = recordOf(context, text);
    const against = context.library.revision(record.id) ?? '';
    return { view: confirmRemoval(context.lang, record, against), private: true };
  },
});

/** Removes it, once the one who was asked says so. */
export const removeCallback = defineCallback(removeId, async (context, { against, id }) => {
  const { lang, services, guildId = '' } = context;
  const gone = recordOf(context, id);
  const removing = services.records.remove(guildId, gone.id, { ...authorOf(context), against });
  const { entry } = await attempt(context, removing);
  const key = isOwn(gone.id) ? 'record.removed' : 'record.hidden';
  const view = notice(lang, key, { name: nameOf(lang, gone) }, COLOURS.calm);
  return { view: withUndo(context, view, entry), private: true };
});
