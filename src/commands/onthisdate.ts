import { dayOf } from '../data/dates.ts';
import { eventsOn } from '../data/timeline.ts';
import { localTime } from '../digest/zone.ts';
import { defineCustomId } from '../views/custom-id.ts';
import { entriesView, whenOf } from '../views/entries.ts';
import { pageOf } from '../views/pager.ts';
import {
  type Command,
  type Context,
  defineAction,
  defineCallback,
  leapDayOf,
  Refusal,
  zoneOf,
} from './command.ts';
import { hide, line } from './options.ts';

const pageId = defineCustomId('day', 'day', 'page');

/** `/onthisdate`: what happened on a day of the year, whatever the year. */
export const onThisDate: Command = {
  name: 'onthisdate',
  access: 'everyone',
  action: defineAction({
    options: { date: line(20), hide: hide() },
    run: (context, { date, hide }) => ({
      ...showDay(context, date === undefined ? today(context) : readDay(date), 1),
      private: hide,
    }),
  }),
  callbacks: [
    defineCallback(pageId, (context, state, input) => showDay(context, state.day, pageOf(state, input))),
  ],
};

/** Today where the server is, with its year. */
const today = (context: Context): string => localTime(zoneOf(context), context.now.getTime()).date;

/** `MM-DD` of what people write: 04-09, 4-9, 4月9日 or 2018-04-09. Throws a {@link Refusal} for no real day. */
function readDay(text: string): string {
  // Without a year any year will do, so 29 February is a day.
  const [, year = '2000', month = '', day = ''] =
    /^(?:(\d{4})[-年])?(\d{1,2})[-月](\d{1,2})日?$/u.exec(text) ?? [];
  const date = dayOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (date === undefined) throw new Refusal('refusal.day', { text });
  return date.slice(5);
}

/** What happened on a day; with a year, 29 February is told in it on the day that the server has chosen. */
function showDay(context: Context, date: string, page: number) {
  const { lang, library, now } = context;
  const day = date.slice(-'MM-DD'.length);
  const year = Number(date.slice(0, -'-MM-DD'.length)) || undefined;
  const entries = eventsOn(library, day, { leapDay: leapDayOf(context), year });
  if (entries.length === 0) throw new Refusal('refusal.emptyDay', { day: lang.monthDay(day) });
  return {
    view: entriesView(
      lang,
      {
        title: lang.t('day.title', { day: lang.monthDay(day) }),
        note: lang.t('timeline.count', { count: entries.length }),
        entries,
        page,
        pageId: (next) => pageId.encode({ day: date, page: next }),
        when: (entry) => whenOf(lang, entry, 'year', now.getUTCFullYear() - Number(entry.date.slice(0, 4))),
      },
      library,
    ),
  };
}
