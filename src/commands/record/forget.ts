import { squash } from '../../data/search/fold.ts';
import { cleanLine } from '../../data/text.ts';
import { notice } from '../../views/notice.ts';
import { COLOURS } from '../../views/parts.ts';
import { FORGET_FIELD, forgetForm, forgetId } from '../../views/record-remove.ts';
import { type Context, defineAction, defineCallback, Fault, Refusal } from '../command.ts';
import { dataOf } from './choosing.ts';

/** `/record forget`: removes all that is kept of the server, once its name was typed. */
export const forgetAction = defineAction({
  options: {},
  access: 'managers',
  async run(context) {
    const { records, corrections, hidden, history } = await dataOf(context);
    const counts = {
      records: records.length,
      corrections: corrections.length + hidden.length,
      entries: history.length,
    };
    return { modal: forgetForm(context.lang, wordOf(context), counts) };
  },
});

/** Forgets the server where the right name was typed. */
export const forgetCallback = defineCallback(
  forgetId,
  async (context, _, { fields }) => {
    const { lang, services, guildId = '' } = context;
    const typed = cleanLine(fields.get(FORGET_FIELD) ?? '');
    if (squash(typed) !== squash(wordOf(context))) throw new Refusal('forget.otherName', { typed });
    await services.forget(guildId).catch((error: unknown) => {
      // A part of it may be gone.
      throw new Fault('forget.failed', error);
    });
    return { view: notice(lang, 'forget.done', {}, COLOURS.calm), private: true };
  },
  'managers',
);

/** What is to be typed: the server's name, or another word where that has nothing that can be typed. */
function wordOf({ guildName = '' }: Context): string {
  const name = cleanLine(guildName);
  return squash(name) === '' ? 'forget' : name;
}
