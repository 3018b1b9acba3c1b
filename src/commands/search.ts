import type { AlmanacRecord } from '../data/schema.ts';
import { decodeListQuery, type ListQuery, listPageId, recordList } from '../views/list.ts';
import { openChosenId, openId, shareId } from '../views/record.ts';
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
    run: (context, { hide, ...asked }) => openOrList(context, asked, hide),
  }),
  callbacks: [
    defineCallback(listPageId, (context, state, input) => showList(context, decodeListQuery(state, input))),
    defineCallback(openId, (context, { id }) => showRecord(context, id)),
    defineCallback(openChosenId, (context, _, { values: [id = ''] }) => showRecord(context, id)),
    defineCallback(shareId, (context, { id }) => ({
      view: cardOf(context, recordOf(context, id)),
      shared: true,
    })),
  ],
};

/** The record where the query names one (an id from autocomplete, or all that was found), else the list of hits. */
export function openOrList(context: Context, asked: Omit<ListQuery, 'page'>, hidden: boolean): Answer {
  const named = context.library.get(asked.query);
  if (named) return { view: cardOf(context, named, { hidden }), private: hidden };
  return { ...showList(context, { ...asked, page: 1 }, hidden), private: hidden };
}

/** A page of what a query finds; a single hit is opened. */
function showList(context: Context, asked: ListQuery, hidden = false) {
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
  if (hits.length === 1) return { view: cardOf(context, first.record, { hidden }) };
  return {
    view: recordList(
      lang,
      asked,
      hits.map(({ record }) => record),
    ),
  };
}

function showRecord(context: Context, id: string): Answer {
  return { view: cardOf(context, recordOf(context, id), { hidden: true }), private: true, fresh: true };
}

function recordOf({ library }: Context, id: string): AlmanacRecord {
  const record = library.get(id);
  if (!record) throw new Refusal('refusal.recordGone');
  return record;
}
