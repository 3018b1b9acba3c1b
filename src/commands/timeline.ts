import { parsePartialDate } from '../data/dates.ts';
import { KINDS, type Kind } from '../data/schema.ts';
import { eventsBetween } from '../data/timeline.ts';
import { defineCustomId } from '../views/custom-id.ts';
import { entriesView } from '../views/entries.ts';
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
    run: (context, { hide, ...span }) => ({ ...showSpan(context, span, 1), private: hide }),
  }),
  callbacks: [
    defineCallback(pageId, (context, { from, to, province, kind, page }) =>
      showSpan(
        context,
        {
          from: from || undefined,
          to: to || undefined,
          province: province || undefined,
          kind: KINDS.find((known) => known === kind),
        },
        Number(page) || 1,
      ),
    ),
  ],
};

function showSpan({ lang, library }: Context, span: Span, page: number) {
  const { from, to, province, kind } = span;
  const [first, last] = [from, to].map((text) => (text === undefined ? undefined : parsePartialDate(text)));
  if (first && last && first.first > last.last)
    throw new Refusal('refusal.backwards', { from: first.text, to: last.text });
  const entries = eventsBetween(library, from, to, { province, kind });
  if (entries.length === 0) throw new Refusal('refusal.noneMatch');
  const filters = [
    from && lang.t('timeline.from', { date: lang.date(from) }),
    to && lang.t('timeline.to', { date: lang.date(to) }),
    province && literal(province),
    kind && lang.t(`kinds.${kind}`),
    lang.t('timeline.count', { count: entries.length }),
  ];
  return {
    view: entriesView(
      lang,
      {
        title: lang.t('timeline.title'),
        note: filters.filter(Boolean).join(' · '),
        entries,
        page,
        pageId: (next) => pageId.encode({ ...span, page: next }),
        dates: 'full',
      },
      library,
    ),
  };
}
