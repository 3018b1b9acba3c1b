import { type AlmanacRecord, KINDS, type Kind } from '../data/schema.ts';
import { highlight } from '../data/search/highlight.ts';
import { defineCustomId } from './custom-id.ts';
import type { Language } from './language.ts';
import { aliasesOf, headlineOf, nameOf } from './names.ts';
import { pageOf, pageOfItems, pager } from './pager.ts';
import { button, COLOURS, container, type MessageView, rule, section, text } from './parts.ts';
import { contextOf, kindLabel, openId } from './record.ts';
import { cut, excerpt, literal, marked } from './text.ts';

/** How many records a page of a list shows. */
const PAGE_SIZE = 5;

/** What a list was asked for. Page counts from 1. */
export interface ListQuery {
  readonly kind?: Kind | undefined;
  readonly province?: string | undefined;
  readonly year?: number | undefined;
  readonly query: string;
  readonly page: number;
}

/** A button that turns a list's page. */
export const listPageId = defineCustomId('list', 'kind', 'province', 'year', 'page', 'query');

/** Reads back what a list's button or select carries. */
export function decodeListQuery(
  state: ReturnType<typeof listPageId.decode> & object,
  input: { readonly values: readonly string[] },
): ListQuery {
  return {
    query: state.query,
    page: pageOf(state, input),
    kind: KINDS.find((known) => known === state.kind),
    province: state.province || undefined,
    year: Number(state.year) || undefined,
  };
}

/** A page of a list of records: what was asked for, a few records with a line of context each, and the way on. */
export function recordList(lang: Language, query: ListQuery, records: readonly AlmanacRecord[]): MessageView {
  const { page, pages, shown, firstOf } = pageOfItems(records, query.page, PAGE_SIZE);
  const title = query.kind ? lang.t(`kinds.${query.kind}`) : lang.t('list.results');
  const filters = [
    query.query && lang.t('list.query', { query: literal(query.query) }),
    query.province && literal(lang.province(query.province)),
    query.year && lang.date(String(query.year)),
  ].filter(Boolean);
  const heading = [
    `## ${title}`,
    `-# ${[...filters, lang.t('list.count', { count: records.length })].join(' · ')}`,
  ];
  return {
    components: [
      container(COLOURS.calm, [
        text(...heading),
        rule(),
        ...shown.map((record) => rowOf(lang, record, query)),
        ...pager(lang, {
          page,
          pages,
          idOf: (to) => listPageId.encode({ ...query, page: to }),
          about: (to) => {
            const first = firstOf(to);
            return first ? headlineOf(lang, first) : '';
          },
        }),
      ]),
    ],
  };
}

/** The records that a message names: those that are shown, and how many there are. */
export function foundList(lang: Language, shown: readonly AlmanacRecord[], count: number): MessageView {
  return {
    components: [
      container(COLOURS.calm, [
        text(
          `## ${lang.t('find.title')}`,
          `-# ${lang.t('find.count', { count: shown.length, more: count - shown.length })}`,
        ),
        rule(),
        ...shown.map((record) => rowOf(lang, record, { query: '' })),
      ]),
    ],
  };
}

/** A record with the button that opens it. */
function rowOf(lang: Language, record: AlmanacRecord, query: Pick<ListQuery, 'kind' | 'query'>) {
  return section(
    listItem(lang, record, query),
    button(openId.encode({ id: record.id }), lang.t('list.open')),
  );
}

/** The most that a row may take of a message's 4,000 characters. */
const ROW = { name: 220, summary: 200, context: 200 } as const;
/** How much of a summary is shown. */
const EXCERPT = 120;

/** A record in three lines, with what the query found it by marked: the name is bold already, so there it is a line. */
function listItem(
  lang: Language,
  record: AlmanacRecord,
  { kind, query }: Pick<ListQuery, 'kind' | 'query'>,
): string {
  const name = nameOf(lang, record);
  const inName = highlight(query, name);
  const summary = excerpt(record.summary, highlight(query, record.summary), EXCERPT);
  const alias =
    inName.length > 0 ? undefined : aliasesOf(lang, record).find((each) => highlight(query, each).length > 0);
  const context = [
    kind ? undefined : kindLabel(lang, record.kind),
    alias && lang.t('list.alias', { name: marked(alias, highlight(query, alias), '__', 80) }),
    literal(contextOf(lang, record)),
  ];
  return [
    `**${marked(name, inName, '__', ROW.name)}**`,
    marked(summary, highlight(query, summary), '**', ROW.summary),
    cut(`-# ${context.filter(Boolean).join(' · ')}`, ROW.context),
  ].join('\n');
}
