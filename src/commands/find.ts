import { recordsNamedIn } from '../data/named.ts';
import { foundList } from '../views/list.ts';
import { cardOf } from './card.ts';
import { type MessageCommand, Refusal } from './command.ts';

/** How many are shown: as many as a page of a list has. */
const MOST = 5;

/** "Find in the almanac": the records that a message names. */
export const find: MessageCommand = {
  key: 'menu.find',
  run(context, text) {
    const { lang, library } = context;
    const named = recordsNamedIn(text, library.all());
    const [first] = named;
    if (!first) throw new Refusal('refusal.noneNamed');
    const view =
      named.length === 1
        ? cardOf(context, first, { hidden: true })
        : foundList(lang, named.slice(0, MOST), named.length);
    return { view, private: true };
  },
};
