import { parsePartialDate } from '../data/dates.ts';
import { KINDS, type Kind } from '../data/schema.ts';
import { eventsBetween, type TimelineEntry } from '../data/timeline.ts';
import { defineCustomId } from '../views/custom-id.ts';
import { entriesView, layOut, whenOf } from '../views/entries.ts';
import { type PageTo, pageOf } from '../views/pager.ts';
import { THEMES } from '../views/pictures/svg.ts';
import { stripOf } from '../views/strip.ts';
import { literal } from '../views/text.ts';
import { type Command, type Context, defineAction, defineCallback, Refusal } from './command.ts';
import { date, hide, kind, province } from './options.ts';

const pageId = defineCustomId('timeline', 'from', 'to', 'kind', 'page', 'province');

interface Span {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly province: string | undefined;
  readonly kind: Kind | undefined;
}

/** `/timeline`: what happened, in order. */
export const timeline: Command = {
  name: 'timeline',
  access: 'everyone',
  action: defineAction({
    options: { from: date(), to: date(), province: province(), kind: kind(), hide: hide() },
    run: async (context, { hide, ...span }) => ({
      ...(await showSpan(context, span, 1)),
      private: hide,
    }),
  }),
  callbacks: [
    defineCallback(pageId, (context, { from, to, province, kind, page }, input) =>
      showSpan(
        context,
        {
          from: from || undefined,
          to: to || undefined,
          province: province || undefined,
          kind: KINDS.find((known) => known === kind),
        },
        pageOf({ page }, input),
      ),
    ),
  ],
};

/** A page of what happened, beneath a strip of when. */
async function showSpan({ lang, library, services }: Context, span: Span, page: number) {
  const { from, to, province, kind } = span;
  const [first, last] = [from, to].map((text) => (text === undefined ? undefined : parsePartialDate(text)));
  if (first && last && first.first > last.last)
    throw new Refusal('refusal.backwards', { from: first.text, to: last.text });
  const entries = eventsBetween(library, from, to, { province, kind });
  if (entries.length === 0) throw new Refusal('refusal.noneMatch');
  const filters = [
    from && lang.t('timeline.from', { date: lang.date(from) }),
    to && lang.t('timeline.to', { date: lang.date(to) }),
    province && literal(lang.province(province)),
    kind && lang.t(`kinds.${kind}`),
    lang.t('timeline.count', { count: entries.length }),
  ];
  const view = {
    title: lang.t('timeline.title'),
    note: filters.filter(Boolean).join(' · '),
    entries,
    page,
    pageId: (next: PageTo) => pageId.encode({ ...span, page: next }),
    when: (entry: TimelineEntry) => whenOf(lang, entry, 'full'),
  };
  const laidOut = layOut(lang, view, library);
  const shown = laidOut.shown.map(({ entry }) => entry);
  const strip = stripOf(lang, entries, shown, THEMES.dark);
  const picture = strip && { ...strip, png: await services.render(strip.svg) };
  return { view: entriesView(lang, { ...view, picture }, library, laidOut) };
}
