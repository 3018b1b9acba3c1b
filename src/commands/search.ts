import { decodeListQuery, type ListQuery, listPageId, recordList } from '../views/list.ts';
import { openChosenId, openId } from '../views/record.ts';
import { cardOf } from './card.ts';
import { type Answer, type Command, type Context, defineAction, defineCallback, Refusal } from './command.ts';
import { hide, kind, province, query, year } from './options.ts';

/** As many hits as people page through; the filters come before it. */
const MOST_HITS = 50;

/** `/search`: everything the almanac holds, best first. */
export const search: Command = {
  name: 'search',
  access: 'everyone',
  action: defineAction({
    options: { query: query(), kind: kind(), province: province(), year: year(), hide: hide() },
    run: (context, { hide, ...asked }) => ({
      ...openOrList(context, asked),
      private: hide,
    }),
  }),
  callbacks: [
    defineCallback(listPageId, (context, state) => showList(context, decodeListQuery(state))),
    defineCallback(openId, (context, { id }) => showRecord(context, id)),
    defineCallback(openChosenId, (context, _, { values: [id = ''] }) => showRecord(context, id)),
  ],
};

/** The record where the query names one (an id from autocomplete, or all that was found), else the list of hits. */
export function openOrList(context: Context, asked: Omit<ListQuery, 'page'>) {
  const named = context.library.get(asked.query);
  if (named) return { view: cardOf(context, named) };
  return showList(context, { ...asked, page: 1 });
}

/** A page of what a query finds; a single hit is opened. */
function showList(context: Context, asked: ListQuery) {
  const { lang, library } = context;
  const { kind, province, year, query } = asked;
  const hits = library.search.search(query, {
    limit: query === '' ? Number.POSITIVE_INFINITY : MOST_HITS,
    kind,
    province,
    year,
  });
  const [first] = hits;
  if (!first) throw new Refusal(query === '' ? 'refusal.noneMatch' : 'refusal.noneFound', { query });
  if (hits.length === 1) return { view: cardOf(context, first.record) };
  return {
    view: recordList(
      lang,
      asked,
      hits.map(({ record }) => record),
    ),
  };
}

function showRecord(context: Context, id: string): Answer {
  const record = context.library.get(id);
  if (!record) throw new Refusal('refusal.recordGone');
  return { view: cardOf(context, record), private: true, fresh: true };
}
